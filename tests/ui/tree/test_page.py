"""The tree of the answer, with a line to find things in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QToolButton

from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.tree.page import TreePage
from tests.sale_parts import begun, opened
from tests.ui.hands import press, shown, type_text


@pytest.fixture
def page(qtbot, theme):
    made = TreePage(theme)
    made.resize(568, 400)
    return shown(made, qtbot)


@pytest.fixture
def filled(page):
    state = opened(values={"merchantMetadata.noteToBuyer": "Two tins of green tea"})
    page.show_answer(state.session.body, state, {})
    page.open_find()
    return page


def line(page: TreePage) -> QLineEdit:
    return page.findChild(QLineEdit)


def words(page: TreePage) -> list[str]:
    return [label.text() for label in page.findChildren(PlainLabel) if label.isVisible()]


def press_button(page: TreePage, name: str) -> None:
    next(b for b in page.findChildren(QToolButton) if b.accessibleName() == name).click()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (begun(), "Nothing received yet. The session is not created."),
        (
            replace(begun(), sale=replace(begun().sale, session_id="x")),
            "Nothing received yet. Press Get to read this session.",
        ),
        (
            replace(opened(), moment=opened().exchange),
            "Nothing came back here that could be shown as a tree; see Raw.",
        ),
    ],
)
def test_without_an_answer_it_says_why(state, said, page):
    page.show_answer(None, state, {})
    assert words(page) == [said]
    assert page.tree.isHidden()


def test_an_answer_of_a_million_values_is_not_unfolded_but_can_be_saved(page, tmp_path):
    state = opened()
    page.show_answer({"rows": [0] * 1_000_000}, state, {})
    assert page.tree.isHidden()
    assert words(page) == [
        "This answer holds more than 200,000 values: too many for a tree; see Raw."
    ]
    press_save(page)
    dialog = page.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "answer.json"))
    dialog.close()
    assert (tmp_path / "answer.json").read_bytes() == state.exchange.answered.body
    assert words(page) == ["Saved as answer.json."]
    page.show_answer(state.session.body, state, {})
    assert page.tree.isVisible()
    assert not page.findChild(QPushButton).isVisible()


def press_save(page: TreePage) -> None:
    button = page.findChild(QPushButton)
    assert button.isVisible()
    button.click()


def test_what_is_typed_is_found_and_counted(filled):
    assert QApplication.focusWidget() is line(filled)
    type_text(line(filled), "green")
    assert words(filled) == ["1 / 1"]
    assert "green" in str(filled.tree.currentIndex().siblingAtColumn(1).data())


def test_enter_and_the_buttons_go_round(filled):
    type_text(line(filled), "url")
    first, count = (int(part) for part in words(filled)[0].split(" / "))
    assert (first, count > 2) == (1, True)
    press(line(filled), Qt.Key.Key_Return)
    assert words(filled) == [f"2 / {count}"]
    press_button(filled, "Previous")
    press_button(filled, "Previous")
    assert words(filled) == [f"{count} / {count}"]
    press_button(filled, "Next")
    assert words(filled) == [f"1 / {count}"]


@pytest.mark.parametrize("text", ["%", "_", '"', "*", "NEAR(", "(a+)+$" * 1_000, "<b>"])
def test_any_text_is_looked_for_letter_by_letter(text, filled):
    line(filled).setText(text)
    assert words(filled) == [f"No match in {filled.tree.count()} fields."]


def test_escape_closes_the_line_and_gives_the_keyboard_to_the_tree(filled):
    type_text(line(filled), "url")
    QApplication.processEvents()
    from PySide6.QtTest import QTest

    QTest.keyClick(filled.windowHandle(), Qt.Key.Key_Escape)
    assert not line(filled).isVisible()
    assert QApplication.focusWidget() is filled.tree
    filled.open_find()
    assert line(filled).text() == ""
    assert words(filled) == [""]


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: TreePage(theme))
