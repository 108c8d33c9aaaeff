"""Whatever merchants, buyers and time do in whatever order: money is never made, nor lost."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from decimal import Decimal
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, multiple, rule, run_state_machine_as_test

from apay_console.emulator.clock import clockwork
from apay_console.emulator.rules import mishaps
from apay_console.emulator.rules.signing_in import buyer_token
from apay_console.emulator.state import Record
from apay_console.emulator.wire import Refused
from tests.emulator.laws import amount, ceiling, check_charges, reachable
from tests.emulator.market import Shopping, asked_for, codes, switches, versions, wanted
from tests.emulator.money import DAY
from tests.emulator.shop import first_buyer, read

REASONS = ["", *sorted({reason for row in mishaps.MISHAPS for reason in row.reasons})]


class Market(Shopping):
    """A shop that goes on after the checkout, whoever meddles, and the clock."""

    sessions, permissions = Shopping.sessions, Shopping.permissions
    charges, refunds = Shopping.charges, Shopping.refunds

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
        more = {"cancelPendingCharges": cancels}
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


def test_nothing_that_is_done_in_any_order_breaks_the_rules(private_key: RSAPrivateKey) -> None:
    told: Counter[tuple[str, int]] = Counter()
    run_state_machine_as_test(
        lambda: Market(private_key, told),
        settings=settings(
            derandomize=True,  # what the walks reach is asserted below, and no matter of luck
            max_examples=150,
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
