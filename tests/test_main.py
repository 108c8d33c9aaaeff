"""The program as it is started: once for each folder, and ended in good order."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.patience import PATIENCE_S, until
from tests.real_program import RAISED, data_of, has_a_sale, home, started
from tests.test_hooks import run

__all__ = ["home"]
# The program itself, which tells how large its window is drawn, and what others would inherit.
SCALED = """
import os, sys
from apay_console import __main__ as program
from apay_console.ui.main_window import MainWindow

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    print(self.devicePixelRatioF(), os.environ.get("QT_SCALE_FACTOR"))
    console.desk.shown.connect(lambda state: state.exchange and self.close())

MainWindow.serve = serve
sys.argv[1:] = ["--scale", "1.5"]
sys.exit(program.main())
"""

# The program, which tells at its end what of Qt outlived it; the clipboard holds what Python made.
LEFT = """
import sys
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QIconEngine
from PySide6.QtWidgets import QLayoutItem
from apay_console import __main__ as program
from apay_console.ui.main_window import MainWindow
from apay_console.ui.parts.copying import copy_briefly

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    copy_briefly(self, "of a buyer")
    console.desk.shown.connect(lambda state: state.exchange and self.close())

MainWindow.serve = serve
sys.argv[1:] = []
code = program.main()
kinds = QObject, QIcon, QIconEngine, QLayoutItem
left = [one for one in shiboken6.getAllValidWrappers() if shiboken6.ownedByPython(one)]
print(code, [one for one in left if isinstance(one, kinds)])
"""


def test_nothing_of_qt_outlives_the_program(home):
    done = run(home, LEFT)
    assert (done.returncode, done.stdout) == (0, "0 []\n"), done.stderr


def test_the_window_is_drawn_as_large_as_was_asked_for(home):
    done = run(home, SCALED)
    assert (done.returncode, done.stdout) == (0, "1.5 None\n"), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_runs_once_for_a_folder_and_ends_in_good_order_when_told_to(name, home):
    of_first, of_second = home / "first.log", home / "second.log"
    with started(home, of_first) as first:
        until(lambda: has_a_sale(home))
        with started(home, of_second) as second:
            assert second.wait(PATIENCE_S) == 0
        assert of_second.read_bytes() == b""
        until(lambda: of_first.read_bytes() == RAISED)
        assert first.poll() is None
        first.send_signal(name)
        assert first.wait(PATIENCE_S) == 0
    assert of_first.read_bytes() == RAISED
    assert not list(data_of(home).glob("*-wal"))  # closed, not cut short
