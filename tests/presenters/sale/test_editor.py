"""Typing: the form and the body stay in step, and each change can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.model.draft import Draft
from apay_console.presenters.sale.words import notices
from tests.presenters.conftest import Desk
from tests.sale_parts import AMOUNT, NOTE, NUMBER


@pytest.fixture
def edits(desk: Desk) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    desk.console.editor.edited.connect(lambda *edit: found.append(edit))
    return found


def test_a_typed_field_is_a_change_that_can_be_undone(desk: Desk, edits: list[Any]) -> None:
    desk.type(NOTE, "Tea")
    before, after = desk.state.draft, Draft()
    assert edits == [(after, before, NOTE.name)]
    desk.console.editor.set_draft(after)
    assert not desk.state.draft
    assert len(edits) == 1


def test_a_field_typed_back_to_the_sessions_value_is_no_change(
    desk: Desk, edits: list[Any]
) -> None:
    desk.type(NUMBER, "1001")
    assert (edits, bool(desk.state.draft)) == ([], False)
    desk.type(NUMBER, "1002")
    desk.type(NUMBER, "1001")
    assert len(edits) == 2
    assert not desk.state.draft


def test_json_by_hand_fills_the_form_and_is_sent_as_typed(desk: Desk) -> None:
    text = '{ "paymentDetail": {"chargeAmount": {"amount": "5.00", "currencyCode": "USD"}} }'
    desk.console.editor.edit_json(text)
    assert desk.state.draft.typed == {AMOUNT.name: "5.00 USD"}
    state = desk.do(desk.console.courier.send)
    assert state.exchange is not None
    assert state.exchange.sent.body == text.encode()


def test_json_that_cannot_be_read_stays_and_names_its_place(desk: Desk, edits: list[Any]) -> None:
    desk.console.editor.edit_json('{\n  "a": 1,\n}')
    bad = desk.state.body.bad
    assert bad is not None
    assert (bad.line, bad.column) == (2, 9)
    desk.do(desk.console.courier.send)
    assert desk.state.draft.by_hand == '{\n  "a": 1,\n}'
    assert len(edits) == 1


def test_discarding_forgets_all_and_undo_brings_it_back(desk: Desk, edits: list[Any]) -> None:
    desk.type(NOTE, "Tea")
    typed = desk.state.draft
    desk.console.editor.discard()
    assert not desk.state.draft
    desk.console.editor.set_draft(edits[-1][0])
    assert desk.state.draft == typed


def test_discarding_leaves_an_unknown_write_in_sight(desk: Desk) -> None:
    desk.type(NOTE, "Tea")
    desk.console.desk.change(unresolved=True, notice=notices.left_open())
    desk.console.editor.discard()
    assert desk.notice.actions == ("check", "get")


def test_nothing_is_typed_into_an_ended_session(desk: Desk, edits: list[Any]) -> None:
    desk.make_ready()
    desk.pay()
    desk.do(desk.console.courier.get)
    edits.clear()
    desk.type(NOTE, "Tea")
    desk.console.editor.edit_json("{}")
    desk.console.editor.set_text(NOTE.name, "Tea")
    desk.console.editor.discard()
    assert (edits, bool(desk.state.draft)) == ([], False)
