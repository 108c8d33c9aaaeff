"""The table of commands: each once, with an icon that exists and a shortcut of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from apay_console.ui.commands import COMMANDS, Commands, label_of
from apay_console.ui.parts.widgets import Area, Combo, Line
from apay_console.ui.resources import resource
from tests.ui.hands import shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SHORTCUTS = {row.name: row.shortcut for row in COMMANDS if row.shortcut}
# What QLineEdit and QPlainTextEdit do with these keys is what a person expects of any text.
OF_TEXT = [
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
]


@pytest.fixture
def window(qtbot):
    frame = QWidget()
    QVBoxLayout(frame)
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    return shown(frame, qtbot)


def test_no_two_commands_have_a_name_or_a_label_in_common():
    assert len({row.name for row in COMMANDS}) == len(COMMANDS)
    assert len({row.label for row in COMMANDS}) == len(COMMANDS)


def test_no_two_commands_have_a_shortcut_in_common(qapp):
    keys = [QKeySequence(text).toString() for text in SHORTCUTS.values()]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_no_shortcut_takes_a_key_away_from_the_text(qapp):
    taken = {key.toString() for standard in OF_TEXT for key in QKeySequence.keyBindings(standard)}
    assert not taken & {QKeySequence(text).toString() for text in SHORTCUTS.values()}


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_its_icon_is_there(row):
    assert row.icon
    assert resource(f"icons/{row.icon}.svg").is_file()


def test_what_is_offered_is_said_in_words(qapp):
    assert label_of("act") == "Next step"
    assert all(label_of(row.name) for row in COMMANDS)


def line_of_draft() -> Line:
    return Line(of_draft=True)


def area_of_draft() -> Area:
    return Area(of_draft=True)


OF_DRAFT = [line_of_draft, area_of_draft]
OWN_UNDO = [Line, Area, QLineEdit, QPlainTextEdit]  # theirs while they have the keyboard


@pytest.mark.parametrize("make", [QWidget, Combo, QComboBox, *OF_DRAFT, *OWN_UNDO])
def test_each_shortcut_works_wherever_the_keyboard_is(make, window):
    widget = make()
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.layout().addWidget(widget)
    widget.show()
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    own = {"undo", "redo"} if make in OWN_UNDO else set()
    for name, text in SHORTCUTS.items():
        if name in own:
            continue
        key = QKeySequence(text)[0]
        QTest.keyClick(window.windowHandle(), key.key(), key.keyboardModifiers())
        assert window.done[-1:] == [name]


def test_ctrl_backspace_deletes_a_word_and_discards_nothing(window):
    line = Line()
    window.layout().addWidget(line)
    line.show()
    line.setFocus()
    line.setText("two tins")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Backspace, CTRL)
    assert line.text() == "two "
    assert window.done == []


def test_a_command_runs_by_name_only_while_it_can_be_done(window):
    window.commands.enable(get=False, send=True)
    window.commands.run("get")
    window.commands.run("send")
    assert window.done == ["send"]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F5)
    assert window.done == ["send"]


def test_it_dies_with_its_window(dies):
    def make() -> QWidget:
        frame = QWidget()
        Commands(frame).connect_to(get=lambda: frame)
        return frame

    assert dies(make)


def test_a_key_that_is_held_down_takes_one_step_but_undoes_on(qapp):
    window = QWidget()
    commands = Commands(window)
    repeated = [row.name for row in COMMANDS if commands[row.name].autoRepeat()]
    assert repeated == ["undo", "redo"]
