"""What may be about a buyer is on the clipboard for a short time, and nobody keeps it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from apay_console.model.private_keys import holds_private_key
from apay_console.ui.parts import copying
from apay_console.ui.parts.copying import HINTS, STAYS_MS, Passing, ReadView, copy, copy_briefly
from apay_console.ui.parts.widgets import Area
from tests.patience import PATIENCE_S
from tests.profile_parts import pem
from tests.ui.dialogs import begin_new, paste_key

BUYER = "Erika Mustermann"
FOLDER = Path(copying.__file__).parents[1]
# The tour is a person who presses keys.
UI = [
    file
    for file in sorted(FOLDER.rglob("*.py"))
    if file != Path(copying.__file__) and "tour" not in file.parts
]


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    keeper(qapp).take_off()


def keeper(app: QApplication) -> Passing:
    found = app.findChild(Passing)
    assert found is not None
    return found


def time_is_up(app: QApplication) -> None:
    """Let the seconds pass that nobody waits for here."""
    timer = keeper(app).timer
    assert timer.isActive()
    assert timer.isSingleShot()
    assert timer.interval() == STAYS_MS == 30_000
    timer.timeout.emit()


def copy_all(view: QWidget) -> None:
    view.selectAll()
    view.copy()


def test_p11_what_is_about_a_buyer_goes_from_the_clipboard_by_itself(qapp, qtbot, clipboard):
    copy_briefly(QWidget(), BUYER)
    assert clipboard.text() == BUYER
    time_is_up(qapp)
    assert clipboard.text() == ""
    assert not keeper(qapp).timer.isActive()


def test_p11_what_was_copied_meanwhile_is_left_alone(qapp, clipboard):
    copy_briefly(QWidget(), BUYER)
    clipboard.setText("a shopping list")
    time_is_up(qapp)
    assert clipboard.text() == "a shopping list"


def test_p11_a_second_copy_has_its_own_time(qapp, clipboard):
    copy_briefly(QWidget(), BUYER)
    keeper(qapp).timer.stop()
    copy_briefly(QWidget(), "S01-1234567-1234567")
    time_is_up(qapp)
    assert clipboard.text() == ""


ENDING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from apay_console.ui.parts.copying import copy_briefly
app = QApplication(["ending", "-platform", "offscreen"])
copy_briefly(QWidget(), "Erika Mustermann")
if len(sys.argv) > 1:
    app.clipboard().setText(sys.argv[1])
QTimer.singleShot(0, app.quit)
app.exec()
print(app.clipboard().text(), end="")
"""


@pytest.mark.parametrize("meanwhile", [[], ["of another program"]])
def test_p11_it_is_gone_when_the_program_ends(meanwhile):
    program = [sys.executable, "-c", ENDING, *meanwhile]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert ended.stdout == "".join(meanwhile)


def test_p11_programs_that_keep_what_was_copied_are_asked_not_to(clipboard):
    copy_briefly(QWidget(), BUYER)
    data = clipboard.mimeData()
    assert {kind: bytes(data.data(kind).data()) for kind in HINTS} == HINTS
    assert HINTS["x-kde-passwordManagerHint"] == b"secret"


@pytest.mark.parametrize("make", [ReadView, Area])
def test_p11_what_is_marked_and_copied_in_a_view_goes_too(make, qapp, qtbot, clipboard):
    view = make()
    qtbot.addWidget(view)
    view.setPlainText(f"{BUYER}\n10115 Berlin")
    view.setReadOnly(True)
    copy_all(view)
    assert clipboard.text() == f"{BUYER}\n10115 Berlin"
    assert clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    time_is_up(qapp)
    assert clipboard.text() == ""


def test_p11_what_a_person_cut_to_put_it_elsewhere_stays(qapp, qtbot, clipboard):
    copy_briefly(QWidget(), BUYER)
    area = Area()
    qtbot.addWidget(area)
    area.put("typed by hand")
    area.selectAll()
    area.cut()
    time_is_up(qapp)
    assert clipboard.text() == "typed by hand"
    copy(QWidget(), "<script>")
    keeper(qapp).take_off()
    assert clipboard.text() == "<script>"


def called(file: Path) -> Iterator[str]:
    """The names of all that a module calls."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_p11_nothing_is_copied_past_the_clock():
    past = {"clipboard", "QPlainTextEdit"}  # a view of Qt's own would copy for ever
    assert len(UI) > 100
    assert [(file.name, name) for file in UI for name in called(file) if name in past] == []


def test_p11_no_private_key_can_be_copied(qtbot, parts, dialog, private_key, clipboard):
    begin_new(dialog)
    paste_key(qtbot, parts, dialog, pem(private_key))
    clipboard.clear()
    words = [one.text() + one.accessibleName() for one in dialog.findChildren(QAbstractButton)]
    assert words
    assert [one for one in words if "copy" in one.lower() and "key" in one.lower()] == []
    for view in dialog.findChildren(QWidget):
        if hasattr(view, "copy") and hasattr(view, "selectAll"):
            copy_all(view)
            assert not holds_private_key(clipboard.text())
