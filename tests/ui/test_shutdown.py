"""Qt ends before the interpreter does, whatever Python made for it."""

from __future__ import annotations

import subprocess
import sys

from tests.patience import PATIENCE_S

COPIED = """
from PySide6.QtWidgets import QApplication, QLabel
from apay_console.ui.parts.copying import passing
from apay_console.ui.shutdown import shut_down
app = QApplication(["shutdown", "-platform", "offscreen"])
label = QLabel("in sight")
label.show()
app.clipboard().setMimeData(passing("of a buyer"))
shut_down(app)
print(QApplication.instance())
"""


def test_what_python_made_for_the_clipboard_does_not_end_the_program_in_a_crash():
    program = [sys.executable, "-X", "faulthandler", "-c", COPIED]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert (ended.returncode, ended.stdout) == (0, "None\n"), ended.stderr
