"""The PySide6 in use keeps None alive.

PySide6 6.12.0 on Python 3.11 gave away a reference to None with each call that returns None, and
the process died of it after some 5,000 of them.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = 20_000

EMITS = f"""
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal(int)
bell, heard = Bell(), []
bell.rung.connect(heard.append)
for number in range({CALLS}):
    bell.rung.emit(number)
print(len(heard))
"""

TEXTS = f"""
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range({CALLS}):
    label.setText(str(number))
print({CALLS})
"""


@pytest.mark.parametrize("script", [EMITS, TEXTS], ids=["emit", "setText"])
def test_twenty_thousand_calls_survive(script: str) -> None:
    command = [sys.executable, "-X", "faulthandler", "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, [str(CALLS)]), ended.stderr[-2000:]
