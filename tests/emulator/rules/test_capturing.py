"""Capture and Cancel Charge."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.money import (
    DAY,
    authorized,
    balance,
    cancel,
    capture,
    captured,
    charge,
    charge_id,
    charge_of,
    charge_status,
    permission_status,
    permit,
    price,
)
from tests.emulator.shop import Till, code, read


def test_what_was_authorized_is_captured(each_till: Till) -> None:
    number = authorized(each_till, permit(each_till))
    answer = capture(each_till, number)
    assert answer.status == 200
    assert read(answer)["captureAmount"] == price("48.90")
    assert read(answer)["refundedAmount"] == price("0")
    assert charge_status(each_till, number) == ("Captured", None)


def test_a_part_may_be_captured_and_the_rest_is_free_again(till: Till) -> None:
    permission = permit(till)
    number = authorized(till, permission)
    assert capture(till, number, "40.00", softDescriptor="TEA").status == 200
    assert charge_of(till, number).values["softDescriptor"] == "AMZ*TEA"
    assert balance(till, permission) == "8.90"
    assert permission_status(till, permission) == ("Chargeable", None)
    assert code(capture(till, number, "8.90")) == "422 InvalidChargeStatus"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (price("48.91"), "400 TransactionAmountExceeded"),
        (price("150000.01"), "400 TransactionAmountExceeded"),
        (price("48.90", "EUR"), "400 CurrencyMismatch"),
        (price("1e1"), "400 InvalidParameterValue"),
        ({"amount": "5"}, "400 MissingParameterValue"),
        (None, "400 MissingParameterValue"),
    ],
)
def test_more_or_other_money_is_not_captured(till: Till, amount: Any, expected: str) -> None:
    number = authorized(till, permit(till))
    assert code(capture(till, number, amount)) == expected
    assert charge_status(till, number) == ("Authorized", None)


def test_after_a_week_a_capture_is_pending(till: Till) -> None:
    permission = permit(till)
    numbers = [authorized(till, permission, "10.00") for _ in range(2)]
    till.emulator.advance(7 * DAY)
    assert read(capture(till, numbers[0], "10.00"))["statusDetails"]["state"] == "Captured"
    till.emulator.advance(1)
    assert read(capture(till, numbers[1], "9.00"))["statusDetails"]["state"] == "CaptureInitiated"
    assert code(cancel(till, numbers[1])) == "422 InvalidChargeStatus"
    assert balance(till, permission) == "29.90"  # what is not captured is free at once
    till.emulator.advance(30)
    assert charge_status(till, numbers[1]) == ("Captured", None)
    assert balance(till, permission) == "29.90"


def test_codes_make_a_capture_pending_or_declined(till: Till) -> None:
    permission = permit(till)
    first, second = (authorized(till, permission, "10.00") for _ in range(2))
    answer = capture(till, first, "10.00", "CaptureInitiated")
    assert (answer.status, charge_status(till, first)[0]) == (200, "CaptureInitiated")
    assert code(capture(till, second, "10.00", "AmazonRejected")) == "422 AmazonRejected"
    assert charge_status(till, second) == ("Declined", "AmazonRejected")
    assert permission_status(till, permission) == ("Closed", "AmazonCanceled")
    wrong = capture(till, first, "10.00", "SoftDeclined")
    assert code(wrong) == "400 InvalidSandboxSimulationSpecified"


def test_a_pending_capture_ends_even_when_its_authorization_would_have(till: Till) -> None:
    number = authorized(till, permit(till))
    till.emulator.advance(30 * DAY - 1)
    capture(till, number)
    till.emulator.advance(1)
    assert charge_status(till, number)[0] == "CaptureInitiated"
    till.emulator.advance(29)
    assert charge_status(till, number) == ("Captured", None)


@pytest.mark.parametrize("pending", [False, True])
def test_what_was_not_captured_can_be_let_go(each_till: Till, *, pending: bool) -> None:
    permission = permit(each_till)
    more = {"canHandlePendingAuthorization": True}
    simulation = "PendingAuthorized" if pending else ""
    number = charge_id(charge(each_till, permission, code=simulation, **more))
    answer = cancel(each_till, number)
    assert answer.status == 200
    status = read(answer)["statusDetails" if each_till.version == "v2" else "statusDetail"]
    assert (status["state"], status["reasonCode"]) == ("Canceled", "MerchantCanceled")
    assert status["reasonDescription"] == "The tea is sold out."
    each_till.emulator.advance(60)
    assert charge_status(each_till, number) == ("Canceled", "MerchantCanceled")
    assert permission_status(each_till, permission) == ("Chargeable", None)


def test_what_is_over_cannot_be_let_go(till: Till) -> None:
    permission = permit(till)
    taken, gone = captured(till, permission, "10.00"), authorized(till, permission, "10.00")
    cancel(till, gone)
    for number in (taken, gone):
        assert code(cancel(till, number)) == "422 InvalidChargeStatus"
        assert code(capture(till, number, "1.00")) == "422 InvalidChargeStatus"


def test_letting_go_takes_no_simulation_code(till: Till) -> None:
    number = authorized(till, permit(till))
    why = {"cancellationReason": "x"}
    simulation = {"x_amz_pay_simulation_code": "AmazonRejected"}
    answer = till.send("DELETE", f"charges/{number}/cancel", why, **simulation)
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"
    assert charge_status(till, number) == ("Authorized", None)


def test_letting_go_needs_a_reason(till: Till) -> None:
    number = authorized(till, permit(till))
    for body in ({}, {"cancellationReason": ""}, {"cancellationReason": None}):
        answer = till.send("DELETE", f"charges/{number}/cancel", body)
        assert code(answer) == "400 MissingParameterValue"
        assert read(answer)["message"].endswith("cancellationReason")
    assert code(cancel(till, number, "x" * 256)) == "400 InvalidParameterValue"
    assert cancel(till, number, "x" * 255).status == 200


def test_a_capture_is_made_once_under_one_key(till: Till) -> None:
    number = authorized(till, permit(till))
    body = {"captureAmount": price("48.90")}
    path = f"charges/{number}/capture"
    assert code(till.send("POST", path, body)) == "400 MissingHeaderValue"
    key = {"x_amz_pay_idempotency_key": "c1"}
    first, again = (till.send("POST", path, body, **key) for _ in range(2))
    assert (first.status, read(first)) == (again.status, read(again)) == (200, read(first))
    other = till.send("POST", path, {"captureAmount": price("1.00")}, **key)
    assert code(other) == "400 DuplicateIdempotencyKey"


@pytest.mark.parametrize("path", ["charges/S01-1-C1", "charges/S01-1-C1/capture"])
def test_a_charge_that_nobody_made_is_not_found(till: Till, path: str) -> None:
    method = "POST" if path.endswith("capture") else "GET"
    key = {"x_amz_pay_idempotency_key": "k"} if method == "POST" else {}
    body = {"captureAmount": price("1")} if method == "POST" else None
    assert code(till.send(method, path, body, **key)) == "404 ResourceNotFound"
