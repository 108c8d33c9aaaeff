"""All commands in one list: a word finds them, Enter does the one that can be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.palette import Palette
from apay_console.ui.parts.rows import QUIET
from tests.ui.hands import press, shown, type_text


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.resize(1000, 600)
    frame.line = QLineEdit(frame)
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.palette_sheet = Palette(theme, frame.commands, frame)
    shown(frame, qtbot)
    frame.line.setFocus()
    return frame


@pytest.fixture
def palette(window):
    window.palette_sheet.open()
    return window.palette_sheet


def listed(palette: Palette) -> list[str]:
    return [palette._rows.item(row).text() for row in range(palette._rows.count())]


def chosen(palette: Palette) -> str:
    return palette._rows.currentItem().data(Qt.ItemDataRole.UserRole)


def test_it_lists_every_command_with_its_shortcut(palette):
    assert listed(palette) == [row.label for row in COMMANDS]
    assert palette._rows.item(0).data(QUIET) == "Ctrl+Return"
    spoken = palette._rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Next step Ctrl+Return"


def test_words_in_any_order_and_case_find_a_command(palette):
    type_text(palette._words, "VALUES new")
    assert listed(palette) == [
        "New with these values",
        "New in the other version with these values",
    ]


def test_enter_does_the_chosen_one_and_gives_the_keyboard_back_first(window, palette):
    window.commands["raw_tab"].triggered.connect(
        lambda: window.done.append(QApplication.focusWidget())
    )
    type_text(palette._words, "raw")
    press(palette._words, Qt.Key.Key_Return)
    assert window.done == ["raw_tab", window.line]
    assert palette.isHidden()


def test_arrows_move_through_the_list_while_the_keyboard_stays_in_the_line(palette):
    press(palette._words, Qt.Key.Key_Down)
    assert chosen(palette) == COMMANDS[1].name
    press(palette._words, Qt.Key.Key_Up)
    assert chosen(palette) == COMMANDS[0].name
    assert QApplication.focusWidget() is palette._words


def test_what_cannot_be_done_now_is_passed_over_and_explained_where_nothing_else_is_left(
    window, palette
):
    window.commands.enable(act=False, open=False)
    palette.open()
    assert chosen(palette) == "new"
    type_text(palette._words, "next step")
    press(palette._words, Qt.Key.Key_Return)
    assert window.done == ["why"]
    assert window.commands["why"].data() == "button.act"


def test_a_word_that_finds_nothing_does_nothing(window, palette):
    type_text(palette._words, "zzz")
    press(palette._words, Qt.Key.Key_Return)
    assert (listed(palette), window.done) == ([], [])
    assert palette._nothing.isVisible()


def test_a_click_does_a_command_too(window, palette):
    spot = palette._rows.visualItemRect(palette._rows.item(1)).center()
    QTest.mouseClick(palette._rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert window.done == [COMMANDS[1].name]


def test_it_opens_empty_and_escape_closes_it(window, palette):
    type_text(palette._words, "raw")
    press(palette._words, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is window.line
    palette.open()
    assert palette._words.text() == ""


def test_the_command_that_is_called_just_so_comes_first(palette):
    palette._words.setText("Buyer's page")
    assert listed(palette)[0] == "Buyer's page"
    palette._words.setText("buyer's")
    assert listed(palette)[0] == "Open buyer's page"
