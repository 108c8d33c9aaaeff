"""What buyer, bank or Amazon do by themselves can be ordered, and time or a cure go on from it."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.rules.mishaps import MISHAPS, Mishap
from tests.emulator.money import (
    authorized,
    balance,
    capture,
    captured,
    charge,
    permission_status,
    permit,
    permit_later,
    refund,
    status,
)
from tests.emulator.orders import control
from tests.emulator.shop import Till, code, read

ROWS = [(row, reason) for row in MISHAPS for reason in row.reasons]
NAMES = [f"{row.kind}-{reason}" for row, reason in ROWS]


def strike(till: Till, number: str, reason: Any) -> Any:
    return control(till, f"objects/{number}", {"reason": reason})


def made(till: Till, kind: str) -> tuple[str, str]:
    """An object that everything can still happen to: its id, and its path."""
    if kind == "session":
        number = till.ready()
        return number, f"checkoutSessions/{number}"
    permission = permit(till)
    if kind == "permission":
        return permission, f"chargePermissions/{permission}"
    if kind == "charge":
        number = authorized(till, permission, "10.00")
        return number, f"charges/{number}"
    number = read(refund(till, captured(till, permission, "10.00"), "5.00"))["refundId"]
    return number, f"refunds/{number}"


@pytest.mark.parametrize(("row", "reason"), ROWS, ids=NAMES)
def test_each_reason_puts_an_object_into_its_state(till: Till, row: Mishap, reason: str) -> None:
    number, path = made(till, row.kind)
    answer = strike(till, number, reason)
    assert read(answer) == {"id": number, "kind": row.kind, "state": row.state, "reason": reason}
    assert status(till, path) == (row.state, reason)


@pytest.mark.parametrize("kind", ["session", "permission", "charge", "refund"])
def test_what_has_ended_is_spared(till: Till, kind: str) -> None:
    number, path = made(till, kind)
    last = [reason for row, reason in ROWS if row.kind == kind and row.ends][-1]
    assert strike(till, number, last).status == 200
    before = status(till, path)
    for row, reason in ROWS:
        if row.kind == kind:
            assert strike(till, number, reason).status == 422, reason
    assert status(till, path) == before


def test_money_that_was_taken_is_spared(till: Till) -> None:
    number = captured(till, permit(till), "10.00")
    assert code(strike(till, number, "HardDeclined")) == "422 InvalidChargeStatus"


@pytest.mark.parametrize("reason", ["ChargeInProgress", "HardDeclined", "", 5, None, "x" * 999])
def test_a_reason_that_an_object_cannot_have_is_refused(till: Till, reason: Any) -> None:
    number, path = made(till, "session")
    answer = strike(till, number, reason)
    assert code(answer) == "400 InvalidParameterValue"
    assert "BuyerCanceled" in read(answer)["message"]
    assert status(till, path) == ("Open", None)


def test_an_object_that_is_not_there_is_not_found(till: Till) -> None:
    assert code(strike(till, "S01-1", "Declined")) == "404 ResourceNotFound"


def test_a_permission_whose_card_ran_out_takes_no_charge_until_it_is_cured(till: Till) -> None:
    permission = permit(till)
    held = authorized(till, permission, "10.00")
    strike(till, permission, "PaymentMethodExpired")
    assert code(charge(till, permission, "5.00")) == "422 InvalidChargePermissionStatus"
    assert capture(till, held, "10.00").status == 200  # what was held can still be taken
    assert balance(till, permission) == "38.90"
    assert permission_status(till, permission) == ("NonChargeable", "PaymentMethodExpired")
    assert read(strike(till, permission, ""))["state"] == "Chargeable"
    assert charge(till, permission, "38.90", captureNow=True).status == 201
    assert permission_status(till, permission) == ("Closed", "AmazonClosed")


def test_what_is_used_up_is_closed_whatever_the_card_is(till: Till) -> None:
    permission = permit(till)
    held = authorized(till, permission)
    strike(till, permission, "PaymentMethodDeleted")
    capture(till, held)
    assert permission_status(till, permission) == ("Closed", "AmazonClosed")


def test_cured_while_a_charge_holds_everything_it_waits_for_that(till: Till) -> None:
    permission = permit(till)
    authorized(till, permission)
    strike(till, permission, "MFAFailed")
    assert read(strike(till, permission, ""))["reason"] == "ChargeInProgress"


def test_a_permission_for_later_payments_is_cured_too(till: Till) -> None:
    permission = permit_later(till)
    strike(till, permission, "PaymentMethodNotSet")
    assert code(charge(till, permission, "5.00")) == "422 InvalidChargePermissionStatus"
    strike(till, permission, "")
    assert charge(till, permission, "5.00").status == 201


def test_a_rejected_charge_takes_its_permission_with_it(till: Till) -> None:
    permission = permit(till)
    strike(till, authorized(till, permission, "10.00"), "AmazonRejected")
    assert permission_status(till, permission) == ("Closed", "AmazonCanceled")


def test_a_declined_refund_gives_back_what_it_took_of_the_ceiling(till: Till) -> None:
    number = captured(till, permit(till), "10.00")
    first = read(refund(till, number, "11.50"))["refundId"]
    assert code(refund(till, number, "1.00")) == "400 TransactionAmountExceeded"
    strike(till, first, "ProcessingFailure")
    assert refund(till, number, "11.50").status == 201


def test_what_was_due_before_comes_first(till: Till) -> None:
    number = till.ready()
    till.clock.now += 25 * 3600
    assert strike(till, number, "Declined").status == 422
    session = till.emulator.world.state.sessions[number]
    assert session.values["statusDetails.reasonCode"] == "Expired"


def test_money_on_its_way_is_declined_and_never_let_go(till: Till) -> None:
    number = authorized(till, permit(till))
    assert capture(till, number, code="CaptureInitiated").status == 200
    assert strike(till, number, "AmazonCanceled").status == 422
    assert strike(till, number, "ProcessingFailure").status == 200
