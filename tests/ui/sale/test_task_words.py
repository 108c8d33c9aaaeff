"""The button says what is done and for how much, as it is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.draft import Draft
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.sale.task_words import task_words
from tests.ui.later_states import (
    CHARGE_ID,
    PERMISSION_ID,
    REFUND_ID,
    charge,
    filled,
    followed,
    permission,
    refund,
)


def at(object_id: str, task: str, **typed: str) -> SaleState:
    state = filled(followed(permission(), charge(), refund(), shown=object_id, task=task))
    return replace(state, draft=Draft({**state.draft.typed, **typed}))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (at(CHARGE_ID, "capture_charge"), "Capture 48.90 USD"),
        (at(CHARGE_ID, "capture_charge", captureAmount="12.00 USD"), "Capture 12.00 USD"),
        (at(PERMISSION_ID, "create_charge"), "Charge 48.90 USD"),
        (at(CHARGE_ID, "create_refund", refundAmount="10.00 USD"), "Refund 10.00 USD"),
        (at(CHARGE_ID, "cancel_charge"), "Cancel charge"),
        (at(PERMISSION_ID, "close_permission"), "Close permission"),
        (at(PERMISSION_ID, "update_permission"), "Update permission"),
        (
            at(PERMISSION_ID, "update_permission", **{"recurringMetadata.amount": "5.00 USD"}),
            "Update permission",
        ),
        (at(CHARGE_ID, "update_charge"), "Update charge"),
        (at(REFUND_ID, ""), "Get refund"),
    ],
)
def test_each_task_has_its_words(state, words):
    assert task_words(state) == words


@pytest.mark.parametrize("typed", ["", "12", "a lot", "1.2.3 USD", "-1 USD"])
def test_an_amount_that_cannot_be_read_is_not_said(typed):
    assert task_words(at(CHARGE_ID, "capture_charge", captureAmount=typed)) == "Capture charge"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('{"captureAmount": {"amount": "7.00", "currencyCode": "USD"}}', "Capture 7.00 USD"),
        ('{"captureAmount": null}', "Capture charge"),
        ('{"captureAmount": [1]}', "Capture charge"),
        ("{}", "Capture charge"),
        ("{", "Capture charge"),
    ],
)
def test_a_body_typed_by_hand_counts(body, words):
    state = replace(at(CHARGE_ID, "capture_charge"), draft=Draft(by_hand=body))
    assert task_words(state) == words
