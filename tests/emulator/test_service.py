"""Whatever happens in whatever order: states only move forward, and money is made at most once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from apay_console.emulator import service
from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.front import Front
from apay_console.emulator.pages.hosted import PROCESSING
from apay_console.emulator.wire import Refused
from tests.emulator.browsing import Browser
from tests.emulator.shop import WORDS, Till, code, everything, minimum, open_till, read
from tests.emulator.test_saving import Shelf
from tests.vectors import PUBLISHED

KEY: Any = load_pem_private_key(PUBLISHED["throwaway_key"]["private_pem"].encode(), None)
VERSIONS = st.sampled_from(["v1", "v2"])
INTENTS = st.sampled_from(["Confirm", "Authorize", "AuthorizeWithCapture", None])
CARDS = st.sampled_from(["1111", "3064", "3434", "0701", "4354"])
DECISIONS = st.sampled_from(["approve", "approve", "approve", "decline", "cancel"])
JUMPS = st.sampled_from([1.0, 30.0, 3600.0, 86_400.0, 30 * 86_400.0])
PRICE = {"amount": "48.90", "currencyCode": "USD"}
NEXT = {
    "Open": {"Open", "Completed", "Canceled"},
    "Completed": {"Completed"},
    "Canceled": {"Canceled"},
}


class Checkout(RuleBasedStateMachine):
    """Merchants and buyers who do everything in any order."""

    numbers = Bundle("numbers")

    def __init__(self) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.till: Till = open_till(KEY, changed=self.shelf)
        self.browser = Browser(Front(self.till.emulator))
        self.last: dict[str, str] = {}
        self.versions: dict[str, str] = {}

    @rule(target=numbers, version=VERSIONS)
    def create(self, version: str) -> str:
        self.till.version = version
        number = str(read(self.till.create(minimum(version)))["checkoutSessionId"])
        self.versions[number] = version
        return number

    @rule(number=numbers, version=VERSIONS, intent=INTENTS, pending=st.booleans())
    def update(self, number: str, version: str, intent: str | None, pending: bool) -> None:
        self.till.version = version
        payment: dict[str, Any] = {
            "paymentIntent": intent,
            "canHandlePendingAuthorization": pending,
        }
        before = self.body(number, version)
        answer = self.till.update(number, everything(version, **payment))
        assert answer.status in {200, 400, 404, 422}
        if answer.status != 200:
            assert self.body(number, version) == before

    @rule(number=numbers, buyer=st.sampled_from(sample_buyers()))
    def sign_in(self, number: str, buyer: Any) -> None:
        with suppress(Refused):
            self.till.emulator.sign_in(number, buyer)

    @rule(number=numbers)
    def sign_out(self, number: str) -> None:
        with suppress(Refused):
            self.till.emulator.sign_out(number)

    @rule(number=numbers, decision=DECISIONS, card=CARDS)
    def decide(self, number: str, decision: str, card: str) -> None:
        values = {"amazonCheckoutSessionId": number, "decision": decision, "card": card}
        assert self.browser.post(PROCESSING, values).status in {303, 404, 409, 422}

    @rule(number=numbers)
    def complete(self, number: str) -> None:
        self.till.version = "v2"
        known = self.till.emulator.world.state
        before = len(known.permissions)
        answer = self.till.complete(number, {"chargeAmount": PRICE})
        assert code(answer) in {
            *("200 None", "202 None", "404 ResourceNotFound"),
            *("422 InvalidCheckoutSessionStatus", "422 CheckoutSessionCanceled"),
        }
        assert len(known.permissions) - before == (answer.status in {200, 202})
        if answer.status in {200, 202}:
            assert self.versions[number] == "v2"

    @rule(seconds=JUMPS)
    def wait(self, seconds: float) -> None:
        self.till.emulator.advance(seconds)

    @rule()
    def restart(self) -> None:
        self.till.emulator.restore(list(self.shelf.all()))

    def body(self, number: str, version: str) -> dict[str, Any]:
        self.till.version = version
        return read(self.till.get(number))

    @invariant()
    def states_move_forward(self) -> None:
        for number, session in self.till.emulator.world.state.sessions.items():
            assert session.state in NEXT[self.last.get(number, "Open")]
            self.last[number] = session.state

    @invariant()
    def the_redirect_url_stands_exactly_while_nothing_is_missing(self) -> None:
        for number in self.till.emulator.world.state.sessions:
            for version in ("v1", "v2"):
                found = self.body(number, version)
                if found[WORDS[version][2]]["state"] == "Open":
                    url = found[WORDS[version][0]]["amazonPayRedirectUrl"]
                    assert (url is None) == bool(found["constraints"])

    @invariant()
    def money_is_made_at_most_once(self) -> None:
        state = self.till.emulator.world.state
        sessions = [row.session_id for row in state.permissions.values()]
        assert len(set(sessions)) == len(sessions)
        permissions = [row.permission_id for row in state.charges.values()]
        assert len(set(permissions)) == len(permissions)
        for number, session in state.sessions.items():
            assert (session.state == "Completed") == (number in sessions)

    @invariant()
    def what_was_told_is_what_is(self) -> None:
        assert sorted(self.shelf.all()) == sorted(
            row
            for row in self.till.emulator.save()
            if row[0] != "clock" or ("clock", "clock") in self.shelf.rows
        )


TestCheckout = Checkout.TestCase
TestCheckout.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_a_mistake_of_the_emulator_s_own_is_an_answer_too(
    till: Till, monkeypatch: Any, caplog: Any
) -> None:
    number, secret = till.new(), "what the body held"

    def broken(*_: Any) -> Any:
        raise RuntimeError(secret)

    monkeypatch.setitem(service.RULES, "get_session", broken)
    assert code(till.get(number)) == "500 InternalServerError"
    assert "RuntimeError" in caplog.text
    assert secret not in caplog.text
    assert till.update(number, {}).status == 200


def test_bodies_that_are_no_object_are_refused(till: Till) -> None:
    number = till.new()
    for raw in (
        *(b"", b"[]", b"null", b"1", b'"x"', b"{", b"{}{}", b"\xef\xbb\xbf{}", b"\xff", b"{'a':1}"),
        *(
            b'{"a":NaN}',
            b'{"a":Infinity}',
            b'{"a":1,"a":1}',
            b'{"a":"\\ud800"}',
            b'{"a":"\\u0000"}',
        ),
        b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
        b'{"a":' + b"9" * 5000 + b"}",
        b"[" * 500_000,
    ):
        assert code(till.update(number, raw)) == "400 InvalidRequestFormat"
    assert till.get(number).status == 200
