"""What was sent and did not come back as it was sent."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.model.catalogue.charge import CHARGE
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.changes.ignored import Fate, Spelling, ignored
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import COMPLETE_SESSION, CREATE_CHARGE, FINALIZE_SESSION

V2 = Spelling(CHECKOUT_SESSION, CHECKOUT_SESSION, ApiVersion.V2)


def told(sent: Any, answer: Any, spelling: Spelling = V2) -> list[tuple[str, Fate]]:
    return [(".".join(one.path), one.fate) for one in ignored(sent, answer, spelling)]


def test_what_came_back_as_it_was_sent_is_not_ignored() -> None:
    sent = {"merchantMetadata": {"noteToBuyer": "Tea"}}
    assert told(sent, {"merchantMetadata": {"noteToBuyer": "Tea", "customInformation": None}}) == []


@pytest.mark.parametrize("answer", [{}, {"merchantMetadata": None}, {"merchantMetadata": {}}])
def test_what_the_answer_lacks_was_ignored(answer: Any) -> None:
    sent = {"merchantMetadata": {"noteToBuyer": "Tea"}}
    assert told(sent, answer) == [("merchantMetadata.noteToBuyer", Fate.ABSENT)]


def test_another_value_is_told_with_both() -> None:
    (one,) = ignored({"storeId": "a"}, {"storeId": "b"}, V2)
    assert (one.sent, one.came, one.fate) == ("a", "b", Fate.OTHER)


@pytest.mark.parametrize(
    ("sent", "came", "fate"),
    [
        ("19.9", "19.90", Fate.RESPELT),
        ("19", "19.00", Fate.RESPELT),
        ("19.9", "19.91", Fate.OTHER),
        ("19.9", "19,90", Fate.OTHER),
        ("1٩", "19", Fate.OTHER),
    ],
)
def test_an_amount_written_otherwise_is_the_same_amount(sent: str, came: str, fate: Fate) -> None:
    def body(amount: str) -> Any:
        return {"paymentDetails": {"chargeAmount": {"amount": amount, "currencyCode": "USD"}}}

    assert told(body(sent), body(came)) == [("paymentDetails.chargeAmount.amount", fate)]


def test_digits_of_anything_but_an_amount_are_no_amount() -> None:
    assert told({"storeId": "1.0"}, {"storeId": "1.00"}) == [("storeId", Fate.OTHER)]


def test_what_was_emptied_and_is_empty_was_obeyed() -> None:
    assert told({"merchantMetadata": {"noteToBuyer": None}}, {"merchantMetadata": {}}) == []


def test_what_answers_never_show_was_not_ignored() -> None:
    charge = Spelling(CREATE_CHARGE.body, CHARGE, ApiVersion.V2)
    assert told({"captureNow": True}, {"chargeId": "C"}, charge) == []
    done = Spelling(COMPLETE_SESSION.body, CHECKOUT_SESSION, ApiVersion.V2)
    assert told({"chargeAmount": {"amount": "1"}}, {"checkoutSessionId": "S"}, done) == []
    end = Spelling(FINALIZE_SESSION.body, CHECKOUT_SESSION, ApiVersion.V2)  # not the session's own
    assert told({"shippingAddress": {"city": "Oslo"}}, {"checkoutSessionId": "S"}, end) == []


def test_a_key_that_nobody_knows_was_ignored_when_it_did_not_come_back() -> None:
    assert told({"colour": "red", "tags": [1, 2]}, {"tags": [1]}) == [
        ("colour", Fate.ABSENT),
        ("tags.1", Fate.ABSENT),
    ]


def test_what_did_not_come_at_all_came_as_nothing() -> None:
    (one,) = ignored({"colour": "red"}, {}, V2)
    assert (one.sent, one.came) == ("red", None)
    assert told({"tags": ["a"], "rest": []}, {"tags": []}) == [("tags.0", Fate.ABSENT)]


def test_who_sent_nothing_was_not_ignored() -> None:
    assert told(None, {"a": 1}) == told({}, {"a": 1}) == []
