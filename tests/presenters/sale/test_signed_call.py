"""A call that has no form here is signed and sent all the same, and its answer is shown."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.signed_call import (
    SignedCall,
    Wanted,
    refuse_other_host,
    trimmed_path,
    version_in,
)
from tests.presenters.conftest import Desk

NOBODY = "chargePermissions/S00-0000000-0000000"


class Call:
    """The presenter, and what it refused."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.presenter = SignedCall(desk.console.desk, desk.console.courier.live)
        self.refused: list[tuple[str, Invalid]] = []
        self.presenter.refused.connect(lambda part, error: self.refused.append((part, error)))

    def send(self, *parts: Any, **more: Any) -> None:
        self.desk.do(lambda: self.presenter.send(Wanted(*parts, **more)))


@pytest.fixture
def call(desk: Desk) -> Call:
    return Call(desk)


def test_the_answer_lies_open_and_the_sale_stays_as_it_was(call: Call) -> None:
    before = call.desk.state
    call.send("GET", f"checkoutSessions/{before.sale.session_id}")
    state = call.desk.state
    assert state.moment is state.exchanges[0]
    assert state.moment.outcome is Outcome.APPLIED
    assert state.moment.operation == "signed_call"
    assert (state.session, state.draft) == (before.session, before.draft)


def test_a_refusal_is_explained(call: Call) -> None:
    call.send("GET", NOBODY)
    assert call.desk.state.moment is not None
    assert call.desk.state.moment.outcome is Outcome.REJECTED
    assert call.desk.notice.tone == "err"
    assert call.desk.sentence.startswith("Amazon has nothing there.")


@pytest.mark.parametrize(
    ("typed", "path", "version"),
    [
        ("reports?x=1", "reports?x=1", None),
        ("/v2/charges/C", "charges/C", ApiVersion.V2),
        ("/sandbox/v1/charges/C", "charges/C", ApiVersion.V1),
        ("https://pay-api.amazon.eu/live/v2/refunds/R", "refunds/R", ApiVersion.V2),
        ("  /buyers/t ", "buyers/t", None),
    ],
)
def test_a_whole_address_is_cut_down_to_what_it_asks_for(typed, path, version) -> None:
    assert trimmed_path(typed) == path
    assert version_in(typed) is version


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_a_path(text: str) -> None:
    assert trimmed_path(text) in text.strip()
    version_in(text)


@pytest.mark.parametrize("path", ["", "a b", "../x", "a#b", "{x}", "é", "https://evil.example"])
def test_what_is_no_path_is_refused_and_nothing_is_sent(path: str, call: Call) -> None:
    before = len(call.desk.state.exchanges)
    call.send("GET", path)
    assert len(call.desk.state.exchanges) == before
    assert call.refused or call.desk.state.notice


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v2/charges/C",
        "https://user:pw@pay-api.amazon.com/live/v2/charges/C",
        "http://pay-api.amazon.com.evil.example/charges/C",
        "HTTPS://[::2]/charges/C",
    ],
)
def test_an_address_of_somebody_else_is_refused_by_its_host(address: str, call: Call) -> None:
    before = len(call.desk.state.exchanges)
    call.send("GET", address)
    [(part, error)] = call.refused
    assert (part, len(call.desk.state.exchanges)) == ("path", before)
    assert str(error.message.arguments["host"]) in address
    assert "pw" not in str(error.message.arguments)


@pytest.mark.parametrize("host", ["pay-api.amazon.JP", "127.0.0.1:8098", "localhost", "[::1]:1"])
def test_an_address_of_amazon_or_of_an_emulator_is_taken(host: str) -> None:
    refuse_other_host(f"https://{host}/v2/charges/C")


@pytest.mark.parametrize("code", ["two words", "https://x", "Ä", "a\nb"])
def test_what_is_no_simulation_code_is_refused(code: str, call: Call) -> None:
    call.send("GET", "charges/C", simulation=code)
    [(part, error)] = call.refused
    assert (part, error.example) == ("simulation", "SoftDeclined")


@pytest.mark.parametrize("body", ["{", "[]", '{"a":1,"a":2}', "x"])
def test_a_body_that_is_no_object_is_refused_with_its_place(body: str, call: Call) -> None:
    call.send("POST", "reports", body)
    [(part, error)] = call.refused
    assert part == "body"
    assert "Line 1" in str(error.message)


def test_a_key_and_a_simulation_code_go_with_it(call: Call) -> None:
    call.send("POST", "charges", "{}", idempotency=True, simulation="SoftDeclined")
    moment = call.desk.state.moment
    assert moment is not None
    headers = dict(moment.sent.headers)
    assert len(headers["x-amz-pay-idempotency-key"]) == 32
    assert headers["x-amz-pay-simulation-code"] == "SoftDeclined"


def test_a_body_is_sent_as_it_was_typed(call: Call) -> None:
    body = '{ "closureReason" : "über" }'
    call.send("DELETE", f"{NOBODY}/close", body)
    moment = call.desk.state.moment
    assert moment is not None
    assert moment.sent.body == body.encode()
