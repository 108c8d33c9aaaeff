"""Counters, problems and hints stand where they belong, and go again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from apay_console.errors import Invalid, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Scope
from apay_console.ui.form.form import Form
from apay_console.ui.form.rows import Row
from tests.ui.form.form_parts import AMOUNT, NOTE, RESULT, V1, form, in_pane, remark
from tests.ui.hands import press, shown, type_text

__all__ = ["form"]

INTENT = CHECKOUT_SESSION["paymentDetails.paymentIntent"]

REVIEW = CHECKOUT_SESSION["webCheckoutDetails.checkoutReviewReturnUrl"]

STORE_NAME = CHECKOUT_SESSION["merchantMetadata.merchantStoreName"]


def problem(words: str, example: str = "") -> Invalid:
    return Invalid(say(words), example)


def test_counters_count_characters_as_amazon_does(form):
    form.fill({NOTE: "Two tins of green tea", STORE_NAME: "😀" * 50})
    assert remark(form, NOTE) == "21 / 255"
    assert remark(form, STORE_NAME) == "50 / 50"


def test_what_is_too_long_is_said_while_typing(form):
    form.fill({STORE_NAME: "x" * 50})
    type_text(form.editor(STORE_NAME).line, "x")
    assert remark(form, STORE_NAME) == "51 / 50 · one too many"
    assert form.cell(STORE_NAME).remark.property("role") == "error"
    type_text(form.editor(STORE_NAME).line, "x")
    assert remark(form, STORE_NAME) == "52 / 50 · 2 too many"


def test_a_problem_takes_the_counters_place_and_goes_again(form):
    form.show_problems({NOTE: problem("This is not right.", "Tea")})
    assert remark(form, NOTE) == "This is not right. Example: Tea"
    assert form.editor(NOTE).line.property("state") == "error"
    form.show_problems({})
    assert remark(form, NOTE) == "0 / 255"
    assert form.editor(NOTE).line.property("state") == ""


def test_a_problem_is_heard_with_the_field_and_a_counter_is_not(form):
    line = form.editor(NOTE).line
    before = line.accessibleDescription()
    form.fill({NOTE: "Two tins"})
    assert line.accessibleDescription() == before
    form.show_problems({NOTE: problem("This is not right.", "Tea")})
    assert line.accessibleDescription().startswith("This is not right. Example: Tea")
    form.show_problems({})
    assert line.accessibleDescription() == before


def test_a_problem_without_room_stands_below_the_row(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V1, "na"), theme)
    in_pane(form, 408, 481, qtbot)
    form.show_problems({AMOUNT: problem("Write no thousands separators.", "1000.00")})
    row = form.cell(AMOUNT).parentWidget()
    assert row.below() == "Write no thousands separators. Example: 1000.00"
    form.show_problems({})
    assert row.below().startswith("Confirm")


def test_nobody_is_scolded_before_they_have_finished_typing(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V1, "na"), theme)
    in_pane(form, 480, 600, qtbot)
    form.focus(RESULT)
    type_text(form.editor(RESULT).line, "ht")
    form.show_problems({RESULT: problem("Begin with https://")})
    assert remark(form, RESULT) == "2 / 512"
    press(form.editor(RESULT).line, Qt.Key.Key_Tab)
    form.editor(NOTE).line.setFocus()
    assert remark(form, RESULT) == "Begin with https://"


def test_who_corrects_a_mistake_sees_it_go_at_once(theme, qtbot):
    form = Form(Scope(CHECKOUT_SESSION, V1, "na"), theme)
    in_pane(form, 480, 600, qtbot)
    form.show_problems({RESULT: problem("Begin with https://")})
    form.focus(RESULT)
    type_text(form.editor(RESULT).line, "h")
    form.show_problems({RESULT: problem("Begin with https://")})
    assert remark(form, RESULT) == "1 / 512"
    form.focus(RESULT)
    assert remark(form, RESULT) == "Begin with https://"


def test_hidden_characters_are_named(form):
    form.fill({NOTE: "a\u202eb\u200b"})
    assert remark(form, NOTE) == "Holds U+202E, U+200B"


def test_a_paste_that_changed_says_so_until_the_next_key(form):
    from tests.ui.hands import paste

    paste(form.editor(NOTE).line, "one\ntwo")
    assert remark(form, NOTE) == "Line breaks became blanks."
    type_text(form.editor(NOTE).line, "!")
    assert remark(form, NOTE) == "8 / 255"


def test_hints_stand_only_under_what_amazon_waits_for(form):
    hints = {row.cells[0].field.label: row.below() for row in form.findChildren(Row)}
    shown_rows = [row for row in form.findChildren(Row) if row.cells[0].field in {RESULT, AMOUNT}]
    assert all(row.below() for row in shown_rows)
    assert hints["Reference id"] == hints["Note to buyer"] == ""


def test_the_hint_of_a_choice_follows_what_was_chosen(form):
    row = form.cell(INTENT).parentWidget()
    form.fill({INTENT: "Authorize"})
    assert row.below().startswith("Authorize")
    assert "Confirm" not in row.below()
    form.fill({})
    assert "Confirm" in row.below()
    assert "AuthorizeWithCapture" not in row.below()


def test_the_console_offers_its_own_return_page(form, qtbot):
    with qtbot.waitSignal(form.action) as told:
        form.cell(RESULT).button.click()
    assert told.args == ["use_console", RESULT]
    assert form.cell(REVIEW).button.text() == "Use this console"


def test_what_was_not_sent_yet_has_a_dot(form, qtbot):
    shown(form, qtbot)
    form.mark_changed({NOTE})
    assert form.cell(NOTE).dot.isVisible()
    assert not form.cell(STORE_NAME).dot.isVisible()
    form.mark_changed(set())
    assert not form.cell(NOTE).dot.isVisible()


def test_what_amazon_waits_for_is_coloured_until_it_is_filled(form):
    form.mark_needed({RESULT, AMOUNT})
    assert form.editor(RESULT).line.property("state") == "todo"
    type_text(form.editor(RESULT).line, "h")
    assert form.editor(RESULT).line.property("state") == ""


def test_what_is_said_of_a_paste_goes_with_it(form):
    cell = form.cell(NOTE)
    QGuiApplication.clipboard().setText("x" * 100_000)
    cell.editor.line.paste()
    assert remark(form, NOTE) == "Too long to paste: cut after 255 characters."
    form.fill({NOTE: "x" * 255})  # what follows from the typing
    assert remark(form, NOTE).startswith("Too long to paste")
    form.fill({NOTE: "Two tins of green tea"})  # what it was before, after Discard
    assert remark(form, NOTE) == "21 / 255"
