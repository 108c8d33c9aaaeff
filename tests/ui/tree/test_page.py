"""The tree of the answer, with a line to find things in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.tree.page import TreePage
from tests.exchanges import answered, sent
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
        (replace(begun(), unresolved=True), "No usable answer came. Check the last request first."),
        (
            replace(begun(), sale=replace(begun().sale, session_id="x")),
            "Nothing received yet. Press Get to read this session.",
        ),
        (
            replace(opened(), moment=replace(opened().exchange, answered=None)),
            "Nothing came back here.",
        ),
    ],
)
def test_without_an_answer_it_says_why(state, said, page):
    page.show_answer(None, state, {})
    assert words(page) == [said]
    assert page.tree.isHidden()


A_MILLION = b'{"rows":[' + b"0," * 1_000_000 + b"0]}"


def newest(body: bytes, *, status: int = 200) -> SaleState:
    """A sale whose newest answer is this."""
    return replace(opened(), exchange=answered(sent("get_session"), status, body))


def show(page: TreePage, state: SaleState) -> None:
    page.show_answer(state.session.body, state, {})


def box(page: TreePage) -> QPlainTextEdit:
    return page.findChild(QPlainTextEdit)


def test_a_million_values_are_shown_as_text_cut_short_and_can_be_saved(page):
    show(page, newest(A_MILLION))
    assert page.tree.isHidden()
    reason = "It answered 200 with too many values to be read."
    assert words(page) == [f"This cannot be shown as a tree. {reason}"]
    assert box(page).toPlainText().startswith('{"rows":[0,0,')
    assert len(box(page).toPlainText()) == 10_000
    told = []
    page.came_wanted.connect(lambda: told.append(True))
    button(page, "Save as…").click()
    assert told == [True]


def test_what_was_read_before_is_a_step_away_and_back_with_the_next_answer(page):
    show(page, newest(A_MILLION))
    button(page, "Show what was read before").click()
    assert page.tree.isVisible()
    assert QApplication.focusWidget() is page.tree
    state = newest(b"[[[")
    show(page, state)
    assert page.tree.isHidden()
    show(page, replace(state, shown="S01-1"))  # another object was turned to
    assert page.tree.isVisible()


def test_after_a_readable_answer_the_tree_is_back(page):
    show(page, newest(b"[[["))
    show(page, opened())
    assert page.tree.isVisible()
    assert not box(page).isVisible()


@pytest.mark.parametrize("status", [302, 400, 502])
def test_a_failure_that_is_no_json_leaves_what_was_read(status, page):
    show(page, newest(b"<html>", status=status))
    assert page.tree.isVisible()


def test_what_came_in_an_earlier_moment_is_shown_as_text_whatever_its_status(page):
    broken = answered(sent("get_session"), 502, b"<b>Bad\x00 gateway</b>")
    page.show_answer(None, replace(opened(), moment=broken), {})
    assert box(page).toPlainText() == "<b>Bad<U+0000> gateway</b>"
    assert not button(page, "Show what was read before").isVisible()


def button(page: TreePage, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == name)


def test_what_is_typed_is_found_and_counted(filled):
    assert QApplication.focusWidget() is line(filled)
    type_text(line(filled), "green")
    assert words(filled) == ["1 / 1"]
    assert "green" in str(filled.tree.currentIndex().siblingAtColumn(1).data())


def test_letters_typed_in_the_tree_are_looked_for(filled):
    press(line(filled), Qt.Key.Key_Escape)
    filled.tree.setFocus()
    type_text(filled.tree, "g")
    assert QApplication.focusWidget() is line(filled)
    type_text(line(filled), "reen")
    assert line(filled).text() == "green"
    assert words(filled) == ["1 / 1"]


@pytest.mark.parametrize(("typed", "is_path"), [("$", True), ("a", False)])
def test_a_dollar_begins_a_path_for_whoever_follows_them(typed, is_path, filled):
    filled.tree.setFocus()
    type_text(filled.tree, typed)
    kind = next(b for b in filled.findChildren(QToolButton) if b.isCheckable())
    assert not kind.isChecked()
    filled.search_with(lambda *_: None)
    filled.tree.setFocus()
    type_text(filled.tree, typed)
    assert kind.isChecked() is is_path
    assert line(filled).text() == typed


def test_a_dollar_in_the_line_begins_a_path_and_words_end_it(filled):
    asked: list[str] = []
    filled.search_with(lambda path, *_: asked.append(path))
    kind = next(b for b in filled.findChildren(QToolButton) if b.isCheckable())
    type_text(line(filled), "$")
    assert kind.isChecked()
    line(filled).selectAll()
    type_text(line(filled), "green")
    assert not kind.isChecked()
    assert words(filled) == ["1 / 1"]
    kind.setChecked(True)
    type_text(line(filled), "x")
    assert kind.isChecked()


def test_the_menu_of_the_tree_leads_to_the_find_line_and_tells_of_typing(page):
    show(page, opened())
    find = next(one for one in page.tree.actions() if one.text() == "Find, or just type")
    find.trigger()
    assert QApplication.focusWidget() is line(page)


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
def test_b61_any_text_is_looked_for_letter_by_letter(text, filled):
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
