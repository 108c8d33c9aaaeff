"""What may be about a buyer is on the clipboard for a short time, and nobody keeps it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
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
    copying.take_back()


@pytest.fixture(scope="module")
def x11() -> Iterator[str]:
    """A screen of X11 that belongs to these tests."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-screen", "0", "640x480x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as told:
            yield f":{told.readline().strip()}"
        server.terminate()


def keeper() -> Passing:
    """Who watches what is copied, and not what is marked."""
    return QGuiApplication.instance().findChildren(Passing)[0]


def time_is_up() -> None:
    """Let the seconds pass that nobody waits for here."""
    timer = keeper().timer
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
    time_is_up()
    assert clipboard.text() == ""
    assert not keeper().timer.isActive()


def test_p11_what_was_copied_meanwhile_is_left_alone(qapp, clipboard):
    copy_briefly(QWidget(), BUYER)
    clipboard.setText("a shopping list")
    assert not keeper().timer.isActive()
    keeper().take_off()
    assert clipboard.text() == "a shopping list"


def test_p11_a_second_copy_has_its_own_time(qapp, clipboard):
    copy_briefly(QWidget(), BUYER)
    keeper().timer.stop()
    copy_briefly(QWidget(), "S01-1234567-1234567")
    time_is_up()
    assert clipboard.text() == ""


def test_what_another_program_hints_at_is_its_own_to_clear(qapp, clipboard):
    theirs = QMimeData()
    theirs.setText("of a password manager")
    for kind, value in HINTS.items():
        theirs.setData(kind, value)
    copy_briefly(QWidget(), BUYER)
    clipboard.setMimeData(theirs)
    assert not keeper().timer.isActive()
    keeper().take_off()
    assert clipboard.text() == "of a password manager"
    clipboard.clear()


# On a screen of X11, with its second selection: a text is copied, another marked; then one is left.
MARKED = """
import sys
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QWidget
from apay_console.ui.parts import copying
app = QApplication(["marked", "-platform", "xcb"])
clipboard, marked = app.clipboard(), QClipboard.Mode.Selection
of_copied, of_marked = None, None
def tell(): print(clipboard.text(), clipboard.text(marked), sep="|")
copying.copy_briefly(QWidget(), "Erika Mustermann")
view = copying.ReadView("10115 Berlin")
clipboard.setMimeData(view.createMimeDataFromSelection(), marked)
view.selectAll()
clipboard.setMimeData(view.createMimeDataFromSelection(), marked)
tell()
of_copied, of_marked = app.findChildren(copying.Passing)
assert of_copied.timer.isActive() and of_marked.timer.isActive()
if sys.argv[1] == "marked":
    of_marked.timer.timeout.emit()
elif sys.argv[1] == "copied":
    of_copied.timer.timeout.emit()
else:
    copying.take_back()
tell()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 has a second selection")
@pytest.mark.parametrize(
    ("over", "left"),
    [("marked", "Erika Mustermann|"), ("copied", "|10115 Berlin"), ("the program", "|")],
)
def test_what_is_copied_and_what_is_merely_marked_have_each_their_own_time(over, left, x11):
    program = [sys.executable, "-c", MARKED, over]
    environ = os.environ | {"DISPLAY": x11}
    ended = subprocess.run(
        program, capture_output=True, text=True, timeout=PATIENCE_S, check=True, env=environ
    )
    assert ended.stdout.splitlines() == ["Erika Mustermann|10115 Berlin", left]


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
    time_is_up()
    assert clipboard.text() == ""


def test_p11_what_a_person_cut_to_put_it_elsewhere_stays(qapp, qtbot, clipboard):
    copy_briefly(QWidget(), BUYER)
    area = Area()
    qtbot.addWidget(area)
    area.put("typed by hand")
    area.selectAll()
    area.cut()
    assert not keeper().timer.isActive()
    keeper().take_off()
    assert clipboard.text() == "typed by hand"
    copy(QWidget(), "<script>")
    keeper().take_off()
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
