"""What will be sent and the form stay in step, both ways, whatever is typed as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.model.draft import Draft
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.steps import edited
from apay_console.ui.sale.body_sheet import BodySheet
from tests.sale_parts import AMOUNT, NOTE, begun
from tests.ui.hands import paste, press, type_text
from tests.ui.sale.body_parts import body

__all__ = ["body"]


def test_it_shows_what_the_form_would_send_over_several_lines(body):
    assert body.text.text() == "{}"
    body.show(edited(body.state, AMOUNT, "19.99 USD"))
    assert body.text.text() == (
        "{\n"
        '  "paymentDetail": {\n'
        '    "chargeAmount": {\n'
        '      "amount": "19.99",\n'
        '      "currencyCode": "USD"\n'
        "    }\n"
        "  }\n"
        "}"
    )


def test_json_that_is_typed_reaches_the_form(body):
    body.text.selectAll()
    type_text(body.text, '{"merchantMetadata":{"noteToBuyer":"Tea"}}')
    assert dict(body.state.draft.typed) == {NOTE.name: "Tea"}
    assert body.state.body.text == '{"merchantMetadata":{"noteToBuyer":"Tea"}}'


def test_what_is_typed_is_left_as_it_was_typed(body):
    text = '{ "merchantMetadata" :\n\t{ "noteToBuyer": "a\u00a0b" } }'
    body.text.selectAll()
    paste(body.text, text)
    assert body.text.text() == text
    assert body.state.body.text == text


def test_a_field_that_is_edited_then_writes_the_text_anew(body):
    body.take('{"merchantMetadata":{"noteToBuyer":"Tea"}}')
    body.show(edited(body.state, NOTE, "Two tins"))
    assert '"noteToBuyer": "Two tins"' in body.text.text()
    assert body.state.draft.by_hand is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "Line 1, column 1:"),
        ("   ", "Line 1, column 1:"),
        ("null", "Line 1, column 1:"),
        ("[]", "Line 1, column 1:"),
        ('"x"', "Line 1, column 1:"),
        ('{\n "a": 1,\n}', "Line 2, column 8:"),
        ("{'a': 1}", "Line 1, column 2:"),
        ('{"a": 1 // tea\n}', "Line 1, column 9:"),
        ('{"a": 1, "a": 9999}', "Line 1, column 10:"),
        ('{"a": NaN}', "Line 1, column 7:"),
        ('{"a": Infinity}', "Line 1, column 7:"),
        ('{"a": "\\ud800"}', "Line 1, column 8:"),
        ('{"a": ' + "9" * 4_301 + "}", "Line 1, column 7:"),
        ('{"a":' + "[" * 65 + "]" * 65 + "}", "Line 1, column"),
        ("{" * 100_000, "Line 1, column"),
        ('{"a": 1} {"b": 2}', "Line 1, column 10:"),
        ('{"a": "\\u0000"}', "Line 1, column 8:"),
    ],
)
def test_what_cannot_be_read_stays_and_says_where_and_why(text, place, body):
    body.text.selectAll()
    press(body.text, Qt.Key.Key_Delete)
    paste(body.text, text)
    assert body.text.text() == text
    assert body.state.draft.by_hand == text
    assert body.words[0].startswith(place)
    assert not body.state.can_act
    assert str(body.state.reason) == "The JSON cannot be read yet."


def test_once_it_can_be_read_the_fault_is_gone(body):
    body.take('{"merchantMetadata": {"noteToBuyer": "Tea"')
    assert body.words
    body.take('{"merchantMetadata": {"noteToBuyer": "Tea"}}')
    assert body.words == []
    assert body.state.can_act


@pytest.mark.parametrize(
    "digits", ["9007199254740993", "0.1", "0.30000000000000004", "-0", "1e999"]
)
def test_numbers_are_sent_as_they_were_typed(digits, body):
    body.take(f'{{"tea": {digits}}}')
    assert body.state.body.text == f'{{"tea": {digits}}}'


@pytest.mark.parametrize("digits", ["9007199254740993", "0.1", "0.30000000000000004", "1E+999"])
def test_numbers_keep_their_digits_when_the_text_is_written_anew(digits, body):
    body.take(f'{{"tea": {digits}}}')
    body.show(edited(body.state, NOTE, "x"))
    assert f'"tea": {digits}\n' in body.text.text()


def test_a_byte_order_mark_is_refused_by_name(body):
    body.take("\ufeff{}")
    assert body.words[0].startswith("Line 1, column 1:")


def test_a_field_whose_json_is_too_deep_for_the_whole_is_shown_all_the_same(body):
    deep = Raw({"a": "x"})
    for _ in range(64):
        deep = Raw({"a": deep.value})
    body.show(replace(begun(), draft=Draft({"deliverySpecifications": deep})))
    assert body.text.text().startswith('{"deliverySpecifications"')


def test_the_cursor_goes_to_where_reading_stopped(body):
    body.take('{\n  "a": 1,\n}')
    body.sheet.go_to_problem(body.state.body.bad)
    cursor = body.text.textCursor()
    assert (cursor.blockNumber() + 1, cursor.positionInBlock() + 1) == (2, 9)
    assert QApplication.focusWidget() is body.text


def test_undo_is_the_windows_not_the_texts(body):
    type_text(body.text, "x")
    text = body.text.text()
    press(body.text, Qt.Key.Key_Z, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert body.text.text() == text


def test_filling_it_in_is_no_typing(body):
    told = []
    body.sheet.edited.connect(told.append)
    body.show(edited(body.state, AMOUNT, "19.99 USD"))
    assert told == []


def test_locked_it_can_be_read_and_copied_only(body):
    body.show(replace(body.state, is_paying=True))
    type_text(body.text, "x")
    assert body.text.text() == "{}"
    assert body.text.isReadOnly()


def test_a_paste_that_is_far_too_long_says_so_and_changes_nothing(body):
    paste(body.text, "x" * 3_000_000)
    assert body.text.text() == "{}"
    assert "Too long to paste" in body.words[0]


def test_tab_goes_on(body):
    body.take('{"paymentDetails": {"paymentIntent": "Confirm"}}')
    body.text.setFocus()
    press(body.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is body.rename


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: BodySheet(theme))
