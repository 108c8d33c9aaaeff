"""The next sensible step, in one sentence."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Stand
from apay_console.model.reading import Reading
from apay_console.model.session import Session
from apay_console.presenters.sale.words.advice import advice
from tests.objects import charge, permission, refund, usd
from tests.sale_parts import session_body

V2 = ApiVersion.V2


def stand(state: str, *objects: Reading, back: bool = False) -> Stand:
    body = session_body(V2, {"statusDetails.state": state})
    return Stand(Session(body, V2), V2, buyer_back=back, objects=objects)


def told(found: Stand, shown: Reading | None = None, *, is_emulator: bool = False) -> str:
    return str(advice(found, shown, is_emulator=is_emulator) or "")


def test_only_a_buyer_who_is_back_lets_one_complete() -> None:
    assert told(stand("Open", back=True)) == "The buyer is back: complete now."
    assert told(stand("Open")) == ""
    assert told(stand("Canceled", back=True)) == ""


def test_a_canceled_session_is_not_explained_by_what_belongs_to_it() -> None:
    assert told(stand("Completed", charge())) == "Authorized: capture 48.90 USD."
    assert told(stand("Canceled", charge())) == ""


@pytest.mark.parametrize(
    ("shown", "is_emulator", "words"),
    [
        (charge("AuthorizationInitiated"), False, "Amazon decides within 24 hours."),
        (refund(), False, "Amazon decides within days."),
        (charge("AuthorizationInitiated"), True, "the emulator decides within 30 seconds."),
        (refund(), True, "the emulator decides within 30 seconds."),
    ],
)
def test_what_is_pending_says_how_long_it_takes(
    shown: Reading, words: str, *, is_emulator: bool
) -> None:
    assert told(stand("Completed"), shown, is_emulator=is_emulator).endswith(words)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (permission(), "Chargeable: 100.00 USD may be charged."),
        (
            permission(**{"limits.amountBalance": usd("0")}),
            "Chargeable: nothing is left to charge, so it may be closed.",
        ),
        (
            permission(**{"limits.amountBalance": None}),
            "Chargeable: 100.00 USD may be charged.",
        ),
    ],
)
def test_a_permission_says_what_is_left_of_it(found: Reading, words: str) -> None:
    assert told(stand("Completed"), found) == words
