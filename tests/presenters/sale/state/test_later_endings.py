"""A refused task is explained by its object as it is, and only where that explains it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.exchange import Exchange, Sent
from apay_console.model.reading import Reading
from apay_console.presenters.sale.state.later_endings import after_refusal, is_over
from tests.exchanges import answered, sent
from tests.objects import CHARGE_ID, charge, permission
from tests.ui.later_states import followed

TASKS = {"capture_charge": "capture", "cancel_charge": "cancel"}


def refused(name: str) -> Exchange:
    asked = sent(name, {}, "v2")
    url = f"https://pay-api.amazon.com/v2/charges/{CHARGE_ID}/{TASKS[name]}"
    asked = replace(asked, sent=Sent(asked.sent.method, url, (), b"{}"))
    return answered(asked, 422, {"reasonCode": "InvalidChargeStatus", "message": ""})


@pytest.mark.parametrize(
    ("name", "found", "words"),
    [
        ("capture_charge", charge("Captured", "9.00"), "It was already captured"),
        ("capture_charge", charge("CaptureInitiated", "9.00"), "It was already captured"),
        ("cancel_charge", charge("Canceled"), "It was already canceled"),
    ],
)
def test_what_was_done_before_is_no_fault(name: str, found: Reading, words: str) -> None:
    notice = after_refusal(followed(permission(), found), refused(name)).notice
    assert notice is not None
    assert notice.tone == "ok"
    assert str(notice.sentence).startswith(words)


def test_another_state_is_named_and_no_money_moved() -> None:
    state = followed(permission(), charge("Declined"))
    notice = after_refusal(state, refused("capture_charge")).notice
    assert notice is not None
    assert notice.tone == "err"
    assert "Declined" in str(notice.sentence)


@pytest.mark.parametrize("objects", [(), (charge(),)])
def test_what_the_object_does_not_explain_stays_said(objects: tuple[Reading, ...]) -> None:
    state = followed(*objects)
    assert after_refusal(state, refused("capture_charge")) is state


@pytest.mark.parametrize(
    ("objects", "over"), [((), False), ((charge(),), False), ((charge("Captured", "9.00"),), True)]
)
def test_a_write_is_over_once_its_object_takes_it_no_more(
    objects: tuple[Reading, ...], *, over: bool
) -> None:
    assert is_over(followed(*objects), refused("capture_charge")) is over
