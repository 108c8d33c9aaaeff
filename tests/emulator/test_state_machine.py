"""Whatever merchants, buyers and time do in whatever order: money is never made, nor lost."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import ROUND_DOWN, Decimal
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from jsonschema import Draft202012Validator

from apay_console.emulator import clockwork, mishaps, paying, routes, simulating
from apay_console.emulator.cards import CARDS
from apay_console.emulator.signing_in import buyer_token
from apay_console.emulator.state import Charge, Permission, Record, State
from apay_console.emulator.wire import Answer, Refused
from apay_console.model.fields import ApiVersion
from apay_console.model.openapi.document import document
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.money import DAY, MONTHLY, finish, price
from tests.emulator.shop import Till, code, everything, first_buyer, minimum, open_till, read

# What may follow each state (the pages of session, permission, charge and refund)
FOLLOWS = {
    "session": {"Open": {"Completed", "Canceled"}},
    "permission": {
        "Chargeable": {"NonChargeable", "Closed"},
        "NonChargeable": {"Chargeable", "Closed"},
    },
    "charge": {
        "AuthorizationInitiated": {"Authorized", "Declined", "Canceled"},
        "Authorized": {"CaptureInitiated", "Captured", "Canceled", "Declined"},
        "CaptureInitiated": {"Captured", "Declined"},
    },
    "refund": {"RefundInitiated": {"Refunded", "Declined"}},
}
HELD = {"AuthorizationInitiated", "Authorized", "CaptureInitiated"}
EVERY_CODE = sorted({code for table in simulating.CODES.values() for code in table})
REASONS = ["", *sorted({reason for row in mishaps.MISHAPS for reason in row.reasons})]
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
    own = sorted(simulating.CODES[operation])
    return st.sampled_from([*[""] * 3 * len(own), *own, *EVERY_CODE[::4]])


@cache
def fits(operation: str, version: ApiVersion, status: int) -> Draft202012Validator:
    """What the API's document says of an answer."""
    whole = known(version)
    item = next(
        row
        for methods in whole["paths"].values()
        for row in methods.values()
        if row["operationId"] == operation
    )
    answer = item["responses"][str(status)]
    if "$ref" in answer:
        answer = whole["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    shape = answer["content"]["application/json"]["schema"]
    return Draft202012Validator({**shape, "components": whole["components"]})


@cache
def known(version: ApiVersion) -> dict[str, Any]:
    return document(version)


def amount(found: dict[str, str] | None) -> Decimal:
    return Decimal(found["amount"]) if found else Decimal(0)


class Market(RuleBasedStateMachine):
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

    # --- what can be asked ------------------------------------------------------------------------

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

    @rule(
        target=charges,
        number=permissions,
        version=versions,
        found=asked_for,
        how=st.sampled_from(["captureNow", "canHandlePendingAuthorization", ""]),
        simulation=codes("create_charge"),
    )
    def charge(self, number: str, version: str, found: Any, how: str, simulation: str) -> Any:
        permission = self.state.permissions.get(number)
        left = amount(permission.values["limits.amountBalance"]) if permission else Decimal(5)
        found = wanted(found, left)
        body = {"chargePermissionId": number, "chargeAmount": found} | ({how: True} if how else {})
        answer = self.ask("POST", "charges", body, version, simulation)
        return read(answer)["chargeId"] if answer.status == 201 else multiple()

    @rule(
        number=charges,
        version=versions,
        found=asked_for,
        simulation=codes("capture_charge"),
    )
    def capture(self, number: str, version: str, found: Any, simulation: str) -> None:
        number = self.fitting(number, found, "Authorized")
        known = self.state.charges.get(number)
        held = amount(known.values["chargeAmount"]) if known else Decimal(5)
        body = {"captureAmount": wanted(found, held)}
        self.ask("POST", f"charges/{number}/capture", body, version, simulation)

    def fitting(self, number: str, found: Any, state: str) -> str:
        """Asking for all that may pass, take a charge that lets anything pass."""
        if not isinstance(found, Decimal) or self.is_in(state, number):
            return number
        return next((row for row in self.state.charges if self.is_in(state, row)), number)

    def is_in(self, state: str, number: str) -> bool:
        record = self.state.charges.get(number) or self.state.sessions.get(number)
        return record is not None and record.state == state

    @rule(number=charges, version=versions)
    def cancel(self, number: str, version: str) -> None:
        body = {"cancellationReason": "Sold out."}
        self.ask("DELETE", f"charges/{number}/cancel", body, version)

    @rule(
        target=refunds,
        number=charges,
        version=versions,
        found=asked_for,
        simulation=codes("create_refund"),
    )
    def refund(self, number: str, version: str, found: Any, simulation: str) -> Any:
        number = self.fitting(number, found, "Captured")
        known = self.state.charges.get(number)
        left = ceiling(known) - amount(known.values["refundedAmount"]) if known else Decimal(5)
        body = {"chargeId": number, "refundAmount": wanted(found, left)}
        answer = self.ask("POST", "refunds", body, version, simulation)
        return read(answer)["refundId"] if answer.status == 201 else multiple()

    @rule(
        number=permissions,
        version=versions,
        cancels=switches,
        simulation=codes("close_permission"),
        sure=st.sampled_from([True, False, False]),
    )
    def close(self, number: str, version: str, cancels: bool, simulation: str, sure: bool) -> None:
        if not sure:
            return
        more = {"cancelPendingCharges": cancels} if version == "v2" else {}
        body = {"closureReason": "Done."} | more
        self.ask("DELETE", f"chargePermissions/{number}/close", body, version, simulation)

    @rule(number=permissions, version=versions, words=st.sampled_from(["Thanks", None]))
    def tell(self, number: str, version: str, words: str | None) -> None:
        body = {"merchantMetadata": {"noteToBuyer": words}}
        self.ask("PATCH", f"chargePermissions/{number}", body, version)
        parcel = {"trackingNumber": "1", "carrierCode": "UPS"}
        sent = {"chargePermissionId": number, "deliveryDetails": [parcel]}
        self.ask("POST", "deliveryTrackers", sent, "v2")

    @rule(number=charges, version=versions)
    def tell_of_charge(self, number: str, version: str) -> None:
        body = {"providerMetadata": {"providerReferenceId": "PSP"}}
        self.ask("PATCH", f"charges/{number}", body, version)

    @rule(
        path=st.one_of(
            sessions.map("checkoutSessions/{}".format),
            permissions.map("chargePermissions/{}".format),
            charges.map("charges/{}".format),
            refunds.map("refunds/{}".format),
        ),
        version=versions,
    )
    def get(self, path: str, version: str) -> None:
        session = self.state.sessions.get(path.rpartition("/")[2])
        version = session.version if session else version  # v1 lacks a word that v2 has
        before = list(self.till.emulator.save())
        self.ask("GET", path, None, version)
        assert list(self.till.emulator.save()) == before

    @rule(version=versions)
    def get_buyer(self, version: str) -> None:
        token = buyer_token(self.till.emulator.world, first_buyer())
        self.ask("GET", f"buyers/{token}", None, version)

    @rule(seconds=st.sampled_from([1, 29, 30, 30, 60, DAY, 7 * DAY + 1, 30 * DAY, 180 * DAY]))
    def wait(self, seconds: int) -> None:
        self.till.emulator.advance(seconds)

    @rule(stands=switches)
    def turn_the_clock(self, stands: bool) -> None:
        before = self.till.emulator.world.now
        (clockwork.stop if stands else clockwork.start)(self.till.emulator.world)
        assert self.till.emulator.world.now == before

    @rule(
        number=st.one_of(sessions, permissions, charges, refunds),
        reason=st.sampled_from(REASONS),
        sure=st.sampled_from([True, False, False]),
    )
    def strike(self, number: str, reason: str, sure: bool) -> None:
        """Let buyer, bank or Amazon do something by themselves."""
        if sure:
            with suppress(Refused):
                mishaps.strike(self.till.emulator.world, number, reason)

    @rule()
    def keep_the_present(self) -> None:
        self.till.emulator.snapshots.take(self.till.emulator.world, "then")
        self.then = dict(self.last)

    @rule(sure=st.sampled_from([True, False, False]))
    def go_back(self, sure: bool) -> None:
        """Go back; what was made since is gone, and asking for it is refused."""
        if sure and self.till.emulator.snapshots.all:
            self.till.emulator.snapshots.restore(self.till.emulator.world, "then")
            self.last = dict(self.then)

    @rule()
    def restart(self) -> None:
        kept = list(self.till.emulator.save())
        self.till.emulator.restore(kept)
        assert sorted(self.till.emulator.save()) == sorted(kept)

    # --- what always holds ------------------------------------------------------------------------

    @property
    def state(self) -> State:
        return self.till.emulator.world.state

    @invariant()
    def no_state_goes_backwards(self) -> None:
        for table in (self.state.sessions, self.state.permissions, self.state.charges,
                      self.state.refunds):  # fmt: skip
            for record in table.values():
                self.follow(record)

    def follow(self, record: Record) -> None:
        last = self.last.get(record.id)
        if last is not None and last != record.state:
            assert record.state in reachable(record.kind, last), (record.kind, last, record.state)
        self.last[record.id] = record.state

    @invariant()
    def charged_never_exceeds_authorized_nor_the_limit(self) -> None:
        for permission in self.state.permissions.values():
            charges = self.state.charges.values()
            rows = [row for row in charges if row.permission_id == permission.id]
            assert sorted(self.state.charges_of.get(permission.id, ())) == sorted(
                row.id for row in rows
            )
            check_charges(permission, rows)

    @invariant()
    def refunded_never_exceeds_its_ceiling(self) -> None:
        for charge in self.state.charges.values():
            rows = [row for row in self.state.refunds.values() if row.charge_id == charge.id]
            counted = sum(
                (amount(row.values["refundAmount"]) for row in rows if row.state != "Declined"),
                Decimal(0),
            )
            assert counted == amount(charge.values["refundedAmount"])
            assert counted <= ceiling(charge)


def ceiling(charge: Charge) -> Decimal:
    """What may be refunded in all, in dollars (refund.html)."""
    captured = amount(charge.values["captureAmount"])
    extra = min(captured * Decimal("0.15"), Decimal(75))
    return captured + extra.quantize(Decimal("0.01"), ROUND_DOWN)


def check_charges(permission: Permission, rows: list[Charge]) -> None:
    for row in rows:
        assert amount(row.values["captureAmount"]) <= amount(row.values["chargeAmount"])
        assert (row.values["refundedAmount"] is not None) == (row.state == "Captured")
    held = sum((taken_by(row) for row in rows if row.state in HELD), Decimal(0))
    captured = sum((taken_by(row) for row in rows if row.state == "Captured"), Decimal(0))
    limit = permission.values["limits.amountLimit"]
    if limit:
        assert held + captured <= amount(limit)
    if limit and permission.state != "Closed":
        left = amount(permission.values["limits.amountBalance"])
        assert left == amount(limit) - held - captured
        assert (left > 0) or held
    if permission.version is ApiVersion.V1:
        assert sum(row.state in HELD | {"Captured"} for row in rows) <= 1


def taken_by(row: Charge) -> Decimal:
    return amount(row.values["captureAmount"] or row.values["chargeAmount"])


def reachable(kind: str, state: str) -> set[str]:
    """Every state that may come after one, in one step of the test or several of the clock."""
    found: set[str] = set()
    todo = [state]
    while todo:
        new = FOLLOWS[kind].get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found


def test_nothing_that_is_done_in_any_order_breaks_the_rules(private_key: RSAPrivateKey) -> None:
    told: Counter[tuple[str, int]] = Counter()
    run_state_machine_as_test(
        lambda: Market(private_key, told),
        settings=settings(
            max_examples=200,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
    assert sum(told.values()) > 2_000
    assert {name for name, status in told if status < 300} >= {
        *("complete_session", "finalize_session", "create_charge", "capture_charge"),
        *("cancel_charge", "create_refund", "close_permission"),
    }


# --- two clients at the same moment ---------------------------------------------------------------

STEPS = ("read", "complete", "read again")


@pytest.fixture(scope="module")
def module_key(private_key: RSAPrivateKey) -> RSAPrivateKey:
    return private_key


@given(turns=st.permutations([0, 0, 0, 1, 1, 1]), key=st.sampled_from(["", "own"]))
@settings(max_examples=25, deadline=None)
def test_two_clients_complete_a_session_and_one_wins(
    module_key: RSAPrivateKey, turns: list[int], key: str
) -> None:
    till = open_till(module_key)
    number = till.ready()
    paying.decide(till.emulator.world, till.emulator.session(number), paying.APPROVE, CARDS[0])
    done: list[list[Answer]] = [[], []]
    for client in turns:
        done[client].append(one_step(till, number, STEPS[len(done[client])], key and f"c{client}"))
    answers = sorted(code(rows[1]) for rows in done)
    assert answers == ["200 None", "422 InvalidCheckoutSessionStatus"]
    assert len(till.emulator.world.state.charges) == 1
    assert [read(rows[2]) for rows in done] == [read(till.get(number))] * 2


def one_step(till: Till, number: str, step: str, key: str) -> Answer:
    if step != "complete":
        return till.get(number)
    extra = {"x_amz_pay_idempotency_key": key} if key else {}
    return till.complete(number, {"chargeAmount": price("48.90")}, **extra)


def test_two_clients_on_two_connections_complete_a_session_and_one_wins(
    private_key: RSAPrivateKey,
) -> None:
    till = open_till(private_key)
    numbers = [till.ready() for _ in range(10)]
    for number in numbers:
        session = till.emulator.session(number)
        paying.decide(till.emulator.world, session, paying.APPROVE, CARDS[0])
    with serving(till.emulator.handle) as running, ThreadPoolExecutor(2) as clients:
        for number in numbers:
            raw = completion(till, number)
            replies = list(clients.map(lambda one: exchange(running.port, one), [raw, raw]))
            assert sorted(reply.status for reply in replies) == [200, 422]
    assert len(till.emulator.world.state.charges) == len(numbers)


def completion(till: Till, number: str) -> bytes:
    path = f"/sandbox/v2/checkoutSessions/{number}/complete"
    asked = till.shop.ask("POST", path, {"chargeAmount": price("48.90")})
    headers = {name: value for name, value in asked.headers if name != "content-length"}
    return wire("POST", path, headers, asked.body)
