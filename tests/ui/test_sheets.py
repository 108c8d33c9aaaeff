"""The small sheets: each opens with its command, and one says what this program is."""

from __future__ import annotations

from importlib.metadata import version
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from apay_console.errors import Invalid, say
from apay_console.ui.commands import Commands
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sheets import Sheets
from tests.ui.hands import press, shown, type_text


class Live(QObject):
    """In the gate's place: asks nothing."""

    confirm_wanted = Signal(object)
    unlock_wanted = Signal()
    ended = Signal()

    def confirm(self, _: object) -> None: ...
    def refuse(self) -> None: ...


class Taken:
    """In the console's place: takes texts, or refuses them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.desk = SimpleNamespace(state=None)
        self.courier = SimpleNamespace(live=Live())
        self.arrivals = SimpleNamespace(open=self.take)
        self.buyer = SimpleNamespace(pasted=self.take)

    def take(self, text: str) -> None:
        if text == "tea":
            raise Invalid(say("No session id was found in this text."), "3f0c")
        self.texts.append(text)


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.resize(1024, 680)
    frame.commands, frame.console = Commands(frame), Taken()
    frame.sheets = Sheets(frame, theme, frame.commands, frame.console)
    return shown(frame, qtbot)


def open_sheets(window) -> list[QWidget]:
    return [sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()]


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("open", "open_bar"),
        ("paste_return", "paste_bar"),
        ("palette", "palette"),
        ("about", "about"),
    ],
)
def test_each_opens_with_its_command_inside_the_window(command, name, window):
    window.commands.run(command)
    assert open_sheets(window) == [getattr(window.sheets, name)]
    assert window.rect().contains(getattr(window.sheets, name).geometry())
    assert getattr(window.sheets, name).isAncestorOf(QApplication.focusWidget())


def test_one_takes_the_place_of_the_other(window):
    for command in ("open", "palette", "about", "paste_return"):
        window.commands.run(command)
        assert len(open_sheets(window)) == 1


@pytest.mark.parametrize(("command", "name"), [("open", "open_bar"), ("paste_return", "paste_bar")])
def test_a_text_is_handed_on_and_a_refused_one_stays(command, name, window):
    bar = getattr(window.sheets, name)
    window.commands.run(command)
    type_text(bar._text, "tea")
    press(bar._text, Qt.Key.Key_Return)
    assert bar.isVisible()
    assert bar._text.text() == "tea"
    type_text(bar._text, "cups")
    press(bar._text, Qt.Key.Key_Return)
    assert window.console.texts == ["teacups"]
    assert bar.isHidden()


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (("140.0.1.2", "155.0.3.4"), "Chromium 140.0.1.2, patched up to 155.0.3.4"),
        (None, "There is no built-in browser here."),
    ],
)
def test_p36_about_says_how_old_the_browser_is(window, monkeypatch, known, says):
    monkeypatch.setattr("apay_console.ui.about_sheet.versions", lambda: known)
    window.commands.run("about")
    words = [label.text() for label in window.sheets.about.findChildren(PlainLabel)]
    assert any(line.endswith(says) for line in words)


def test_about_says_the_versions_and_plainly_what_is_kept(window):
    window.commands.run("about")
    words = " ".join(label.text() for label in window.sheets.about.findChildren(PlainLabel))
    assert version("apay-console") in words
    assert qVersion() in words
    assert "not encrypted" in words
    assert "30 days" in words


def test_about_is_closed_by_its_button_and_by_escape(window):
    window.commands.run("about")
    about = window.sheets.about
    about.findChild(QPushButton).click()
    assert about.isHidden()
    window.commands.run("about")
    press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert about.isHidden()
