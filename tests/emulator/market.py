"""Two versions of a shop and a buyer, up to the permission; every answer fits its document."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, multiple, rule

from apay_console.emulator import routes
from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import CARDS
from apay_console.emulator.state import State
from apay_console.emulator.wire import Answer, Refused
from apay_console.model import simulations
from apay_console.model.fields import ApiVersion
from tests.emulator.laws import fits
from tests.emulator.money import MONTHLY, finish, price
from tests.emulator.shop import code, everything, first_buyer, minimum, open_till, read

EVERY_CODE = sorted({code for table in simulations.CODES.values() for code in table})
amounts = st.sampled_from(["0.01", "5.00", "10", "24.45", "48.90", "56.23", "100.00", "1000.01"])
totals = st.sampled_from(["48.90", "48.90", "1000.01"])
versions = st.sampled_from(["v1", "v2", "v2"])
switches = st.booleans()
prices = st.builds(price, amounts, st.sampled_from([*["USD"] * 6, "EUR"]))


# An amount, or how much more than everything that may pass.
asked_for = prices | st.sampled_from([Decimal("0.00"), Decimal("0.01")])


def wanted(found: Any, most: Decimal) -> dict[str, str]:
    """The price that is asked for, when so much may pass at the most."""
    return price(str(most + found)) if isinstance(found, Decimal) else dict(found)


def codes(operation: str) -> Any:
    """Mostly no simulation code, else one of the operation's own, rarely another's."""
    own = sorted(simulations.CODES[operation])
    return st.sampled_from([*[""] * 3 * len(own), *own, *EVERY_CODE[::4]])


class Shopping(RuleBasedStateMachine):
    """Two versions of a shop, a buyer, and the clock."""

    sessions = Bundle("sessions")
    permissions = Bundle("permissions")
    charges = Bundle("charges")
    refunds = Bundle("refunds")

    def __init__(self, key: RSAPrivateKey, told: Counter[tuple[str, int]]) -> None:
        super().__init__()
        self.till = open_till(key)
        self.last: dict[str, str] = {}
        self.then: dict[str, str] = {}
        self.told = told

    def ask(self, method: str, path: str, body: Any, version: str, simulation: str = "") -> Answer:
        """Send a request, and hold its answer against the document."""
        self.till.version = version
        extra = {"x_amz_pay_simulation_code": simulation} if simulation else {}
        if method == "POST":
            extra["x_amz_pay_idempotency_key"] = self.till.shop.key()
        answer = self.till.send(method, path, body, **extra)
        note(f"{version} {method} {path} {body} {simulation} -> {answer.body[:200]!r}")
        self.judge(method, path, version, answer)
        return answer

    def judge(self, method: str, path: str, version: str, answer: Answer) -> None:
        assert 200 <= answer.status < 300 or 400 <= answer.status < 500, answer.body
        assert any(name == "x-amz-pay-request-id" for name, _ in answer.headers)
        body = read(answer)
        try:
            operation = routes.find(method, f"/sandbox/{version}/{path}", "SANDBOX-X").operation
        except Refused:
            assert code(answer) == "405 UnsupportedOperation"
            return
        self.told[operation.name, answer.status] += 1
        fits(operation.name, ApiVersion(version), answer.status).validate(body)

    @initialize(target=permissions, total=totals)
    def begin(self, total: str) -> Any:
        """Begin with orders that are paid for, or most steps would be refused."""
        return multiple(*(self.order(version, total) for version in ("v1", "v2")))

    @rule(target=permissions, version=versions, total=totals)
    def check_out(self, version: str, total: str) -> str:
        return self.order(version, total)

    @initialize(target=charges, first=totals, second=amounts, version=versions)
    def charged(self, first: str, second: str, version: str) -> Any:
        """Begin with money that was taken, and money that is held."""
        rows = [(version, first, True), ("v2", "1000.01", True)]
        rows += [("v2", second, False)] * 3
        found = []
        for spelling, total, now in rows:
            number = self.order(spelling, total)
            body = {"chargePermissionId": number, "chargeAmount": price(total), "captureNow": now}
            found.append(read(self.ask("POST", "charges", body, spelling))["chargeId"])
        return multiple(*found)

    @initialize(target=sessions, found=amounts, waits=switches)
    def bought(self, found: str, waits: bool) -> str:
        """Begin with a buyer who wants to pay."""
        return self.shop_for(found, "Authorize", waits)

    @initialize(target=sessions, found=amounts)
    def buys_now(self, found: str) -> str:
        """Begin with a buyer whose shop has the last word."""
        self.till.version = "v2"
        return self.till.ready(found, canHandlePendingAuthorization=True)

    @rule(
        target=sessions,
        version=versions,
        found=amounts,
        intent=st.sampled_from(["Authorize", "AuthorizeWithCapture"]),
        waits=switches,
    )
    def shop(self, version: str, found: str, intent: str, waits: bool) -> str:
        self.till.version = version
        return self.shop_for(found, intent, waits)

    def shop_for(self, found: str, intent: str, waits: bool) -> str:
        """Come past the buyer's page."""
        captures = self.till.version == "v2" and intent == "AuthorizeWithCapture"
        number = self.till.ready(
            found,
            paymentIntent=intent if captures else "Authorize",
            canHandlePendingAuthorization=waits and not captures,
        )
        self.pay(number, paying.APPROVE, CARDS[-2] if waits and not captures else CARDS[0])
        return number

    def order(self, version: str, total: str) -> str:
        self.till.version = version
        number = self.till.ready(total, paymentIntent="Confirm")
        return finish(self.till, number, price(total))

    @rule(
        target=sessions,
        version=versions,
        kind=st.sampled_from(["OneTime", "OneTime", "Recurring", "PaymentMethodOnFile"]),
        payment=st.fixed_dictionaries(
            {"allowOvercharge": switches, "extendExpiration": switches}
        ),
    )  # fmt: skip
    def create(self, version: str, kind: str, payment: dict[str, bool]) -> Any:
        more = {"chargePermissionType": kind, "paymentDetails": payment} | MONTHLY
        body = minimum(version) | (more if version == "v2" else {})
        answer = self.ask("POST", "checkoutSessions", body, version)
        assert answer.status == 201
        return read(answer)["checkoutSessionId"]

    @rule(
        number=sessions,
        version=versions,
        found=amounts,
        more=st.fixed_dictionaries(
            {
                "paymentIntent": st.sampled_from(["Confirm", "Authorize", "AuthorizeWithCapture"]),
                "canHandlePendingAuthorization": switches,
            }
        ),
        simulation=codes("update_session"),
    )
    def update(
        self, number: str, version: str, found: str, more: dict[str, Any], simulation: str
    ) -> None:
        body = everything(version, found, **more)
        self.ask("PATCH", f"checkoutSessions/{number}", body, version, simulation)

    @rule(number=sessions, leaves=switches)
    def sign_in(self, number: str, leaves: bool) -> None:
        with suppress(Refused):
            self.till.emulator.sign_in(number, first_buyer())
            if leaves:
                self.till.emulator.sign_out(number)

    @rule(
        number=sessions,
        decision=st.sampled_from([*[paying.APPROVE] * 4, paying.DECLINE, paying.CANCEL]),
        card=st.sampled_from([*CARDS[:1] * 4, *CARDS]),
    )
    def pay(self, number: str, decision: str, card: Any) -> None:
        with suppress(Refused):
            session = self.till.emulator.session(number)
            url = "webCheckoutDetails.checkoutResultReturnUrl"
            ready = session.state == "Open" and not session.paid and session.buyer
            if ready and session.values[url]:
                paying.decide(self.till.emulator.world, session, decision, card)

    @rule(
        target=permissions,
        number=sessions,
        found=amounts,
        simulation=codes("complete_session"),
        copies=st.sampled_from([True, True, False]),
    )
    def complete(self, number: str, found: str, simulation: str, copies: bool) -> Any:
        if copies:
            paid = [row.id for row in self.state.sessions.values() if row.paid]
            number = next((row for row in paid if self.is_in("Open", row)), number)
        agreed = self.agreed(number) if copies else None
        body = {"chargeAmount": agreed or price(found)}
        path = f"checkoutSessions/{number}/complete"
        return self.permission(self.ask("POST", path, body, "v2", simulation))

    @rule(
        target=permissions,
        number=sessions,
        found=amounts,
        intent=st.sampled_from(["Confirm", "Authorize", "AuthorizeWithCapture"]),
        waits=switches,
        simulation=codes("finalize_session"),
    )
    def finalize(self, number: str, found: str, intent: str, waits: bool, simulation: str) -> Any:
        body = {
            "paymentIntent": intent,
            "chargeAmount": self.agreed(number) or price(found),
            "canHandlePendingAuthorization": waits,
        }
        path = f"checkoutSessions/{number}/finalize"
        return self.permission(self.ask("POST", path, body, "v2", simulation))

    def agreed(self, number: str) -> Any:
        session = self.state.sessions.get(number)
        return session.values["paymentDetails.chargeAmount"] if session else None

    def permission(self, answer: Answer) -> Any:
        return read(answer)["chargePermissionId"] if answer.status < 300 else multiple()

    @property
    def state(self) -> State:
        return self.till.emulator.world.state

    def is_in(self, state: str, number: str) -> bool:
        record = self.state.charges.get(number) or self.state.sessions.get(number)
        return record is not None and record.state == state
