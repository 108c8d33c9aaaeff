"""What is pasted goes into the form in front, and nowhere else; nothing is sent."""

from __future__ import annotations

import json

import pytest

from apay_console.errors import Invalid
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from tests.presenters.conftest import Desk
from tests.sale_parts import AMOUNT, NOTE, PRICE

BODY = json.dumps({"paymentDetails": {"chargeAmount": PRICE}})
CAPTURE = 'POST /v2/charges/S01-1234567-1234567-C123456/capture HTTP/1.1\n\n{"captureAmount":{}}'


def test_a_body_of_the_other_version_fills_the_form_and_is_not_sent(desk: Desk) -> None:
    desk.type(NOTE, "Tea")
    sent = desk.exchanges
    desk.console.pasting.put(BODY)
    desk.settle()
    assert desk.state.sale.version is ApiVersion.V1
    assert desk.state.draft.typed == {NOTE.name: "Tea", AMOUNT.name: "19.99 USD"}
    assert '"paymentDetail"' in desk.state.body.text
    assert desk.exchanges == sent


def test_pasting_can_be_undone(desk: Desk) -> None:
    edits: list[Draft] = []
    desk.console.editor.edited.connect(lambda before, after, name: edits.append(before))
    desk.console.pasting.put(BODY)
    desk.console.editor.set_draft(edits[-1])
    assert not desk.state.draft


def test_looking_changes_nothing(desk: Desk) -> None:
    before = desk.state
    seen = desk.console.pasting.look(BODY)
    assert (seen.fitted.count, seen.obstacle, seen.can_begin) == (1, None, True)
    assert desk.state is before


def test_the_body_of_another_operation_is_not_put_into_this_form(desk: Desk) -> None:
    seen = desk.console.pasting.look(CAPTURE)
    assert seen.obstacle is not None
    assert "Capture" in str(seen.obstacle)
    assert not seen.can_begin
    desk.console.pasting.put(CAPTURE)
    assert not desk.state.draft


def test_a_request_for_another_session_is_told_to_be_one(desk: Desk) -> None:
    other = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
    head = f"PATCH https://pay-api.amazon.com/v2/checkoutSessions/{other} HTTP/1.1"
    seen = desk.console.pasting.look(f"{head}\n\n{BODY}")
    assert seen.remark is not None
    assert other in str(seen.remark)
    assert desk.state.sale.session_id in str(seen.remark)
    same = desk.console.pasting.look(f"{head}\n\n{BODY}".replace(other, desk.state.sale.session_id))
    assert same.remark is None


def test_a_locked_form_takes_nothing(desk: Desk) -> None:
    desk.console.desk.change(is_paying=True)
    seen = desk.console.pasting.look(BODY)
    assert seen.obstacle is not None
    assert seen.can_begin
    desk.console.pasting.put(BODY)
    assert not desk.state.draft


def test_json_without_a_field_of_this_form_is_not_put_in(desk: Desk) -> None:
    seen = desk.console.pasting.look('{"checkoutSessionId": "x"}')
    assert seen.obstacle is not None


def test_a_new_session_is_begun_with_it_and_not_created(desk: Desk) -> None:
    before = desk.state.sale.id
    desk.console.pasting.begin(BODY)
    desk.settle()
    assert desk.state.sale.id != before
    assert desk.state.draft.typed[AMOUNT.name] == "19.99 USD"
    assert desk.exchanges == []


def test_what_holds_no_body_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.console.pasting.look("good morning")
