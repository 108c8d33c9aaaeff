"""Whoever opens a SubscribeURL has confirmed, as at SNS; the address needs no token but its own."""

from __future__ import annotations

import pytest

from apay_console.emulator.front import Front
from apay_console.emulator.notices.notifying import letter_of
from apay_console.emulator.wire import Answer, Asked
from apay_console.model.notification import read_envelope
from tests.emulator.orders import control
from tests.emulator.shop import Till, code, read

HOST = (("host", "localhost:8098"),)


def opened(till: Till, target: str) -> Answer:
    return Front(till.emulator).handle(Asked("GET", target, HOST))


def subscribe_url(till: Till) -> str:
    """The path of the address in the message itself."""
    emulator = till.emulator
    (notice,) = emulator.outbox
    letter = letter_of(notice, emulator.settings.notifying, emulator.topic, "http://localhost:8098")
    return read_envelope(letter.body).values["SubscribeURL"].removeprefix("http://localhost:8098")


def test_the_address_in_the_message_confirms(till: Till) -> None:
    till.emulator.outbox.confirm()
    assert read(control(till, "notifications"))["notifications"][0]["confirmedAt"] is None
    answer = opened(till, subscribe_url(till))
    assert (answer.status, dict(answer.headers)["content-type"]) == (200, "text/xml")
    assert b"<SubscriptionArn>arn:aws:sns:us-east-1:" in answer.body
    row = read(control(till, "notifications"))["notifications"][0]
    assert row["confirmedAt"] == "20250610T085001Z"


@pytest.mark.parametrize("token", ["", "x", "%00"])
def test_another_token_confirms_nothing(till: Till, token: str) -> None:
    notice = till.emulator.outbox.confirm()
    answer = opened(till, f"/?Action=ConfirmSubscription&Token={token}")
    assert code(answer) == "400 InvalidParameterValue"
    assert notice.confirmed_at is None


@pytest.mark.parametrize("target", ["/", "/?Action=Unsubscribe", "/?Token=x"])
def test_everything_else_at_the_root_leads_to_the_page(till: Till, target: str) -> None:
    answer = opened(till, target)
    assert (answer.status, dict(answer.headers)["location"]) == (303, "/_emulator/")
