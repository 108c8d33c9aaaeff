"""A charge is declined, stays pending or runs out as the request or the clock says."""

from __future__ import annotations

import pytest

from tests.emulator.money import (
    DAY,
    authorized,
    captured,
    charge,
    charge_id,
    charge_of,
    charge_status,
    permission_status,
    permit,
    permit_later,
    price,
)
from tests.emulator.shop import Till, code

DECLINES = ("SoftDeclined", "HardDeclined", "AmazonRejected", "TransactionTimedOut",
            "PaymentMethodNotAllowed", "MFANotCompleted")  # fmt: skip


@pytest.mark.parametrize("reason", DECLINES)
def test_a_charge_that_is_declined_at_once_never_comes_about(till: Till, reason: str) -> None:
    permission = permit(till)
    assert code(charge(till, permission, code=reason)) == f"422 {reason}"
    assert not till.emulator.world.state.charges
    rejected = reason == "AmazonRejected"
    expected = ("Closed", "AmazonCanceled") if rejected else ("Chargeable", None)
    assert permission_status(till, permission) == expected


def test_a_declined_charge_may_be_tried_again_under_the_same_key(till: Till) -> None:
    permission = permit(till)
    body = {"chargePermissionId": permission, "chargeAmount": price("10.00")}
    key = {"x_amz_pay_idempotency_key": "one"}
    declined = till.send("POST", "charges", body, x_amz_pay_simulation_code="SoftDeclined", **key)
    assert declined.status == 422
    assert till.send("POST", "charges", body, **key).status == 201


@pytest.mark.parametrize(
    ("simulation", "outcome", "permission_after"),
    [
        ("AuthorizationInitiated", ("Authorized", None), "NonChargeable"),
        ("PendingAuthorized", ("Authorized", None), "NonChargeable"),
        ("PendingSoftDeclined", ("Declined", "SoftDeclined"), "Chargeable"),
        ("PendingHardDeclined", ("Declined", "HardDeclined"), "Chargeable"),
        ("PendingAmazonRejected", ("Declined", "AmazonRejected"), "Closed"),
        ("PendingTransactionTimedOut", ("Declined", "TransactionTimedOut"), "Chargeable"),
        ("PendingProcessingFailure", ("Declined", "ProcessingFailure"), "Chargeable"),
    ],
)
def test_a_pending_charge_is_decided_after_half_a_minute(
    till: Till, simulation: str, outcome: tuple[str, str | None], permission_after: str
) -> None:
    permission = permit(till)
    number = charge_id(
        charge(till, permission, code=simulation, canHandlePendingAuthorization=True)
    )
    assert charge_status(till, number) == ("AuthorizationInitiated", None)
    till.emulator.advance(29)
    assert charge_status(till, number) == ("AuthorizationInitiated", None)
    till.emulator.advance(1)
    assert charge_status(till, number) == outcome
    assert permission_status(till, permission)[0] == permission_after


def test_a_capture_can_be_pending_too(till: Till) -> None:
    permission = permit(till)
    number = charge_id(charge(till, permission, code="CaptureInitiated", captureNow=True))
    assert charge_status(till, number) == ("CaptureInitiated", None)
    assert charge_of(till, number).values["refundedAmount"] is None
    assert permission_status(till, permission) == ("NonChargeable", "ChargeInProgress")
    till.emulator.advance(30)
    assert charge_status(till, number) == ("Captured", None)
    assert permission_status(till, permission) == ("Closed", "AmazonClosed")


@pytest.mark.parametrize(
    "simulation", ["PendingAuthorized", "CaptureInitiated", "Declined", "AmazonClosed", "Nonsense"]
)
def test_codes_that_the_request_leaves_no_room_for_are_refused(till: Till, simulation: str) -> None:
    answer = charge(till, permit(till), code=simulation)
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"


def test_live_takes_no_codes(till: Till) -> None:
    till.environment = "/live"
    permission = permit_over_https(till)
    assert permission.startswith("P01-")
    answer = charge(till, permission, code="SoftDeclined")
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"
    assert charge(till, permission).status == 201


def permit_over_https(till: Till) -> str:
    from tests.emulator.money import finish
    from tests.emulator.shop import STORE, everything, first_buyer

    web = {"checkoutReviewReturnUrl": "https://shop.example/review"}
    number = till.new({"storeId": STORE, "webCheckoutDetails": web})
    body = everything("v2", paymentIntent="Confirm")
    body["webCheckoutDetails"] = {"checkoutResultReturnUrl": "https://shop.example/done"}
    assert till.update(number, body).status == 200
    till.emulator.sign_in(number, first_buyer())
    return finish(till, number, price("48.90"))


def test_an_authorization_that_nobody_captures_ends_after_thirty_days(till: Till) -> None:
    permission = permit(till)
    number = authorized(till, permission)
    till.emulator.advance(30 * DAY - 1)
    assert charge_status(till, number) == ("Authorized", None)
    till.emulator.advance(1)
    assert charge_status(till, number) == ("Canceled", "ExpiredUnused")
    assert permission_status(till, permission) == ("Chargeable", None)


def test_each_charge_of_a_recurring_permission_restarts_its_thirteen_months(till: Till) -> None:
    permission = permit_later(till)
    till.emulator.advance(300 * DAY)
    number = captured(till, permission, "9.99")
    assert number.startswith("S01-")
    assert not number.startswith(permission)
    till.emulator.advance(394 * DAY)
    assert permission_status(till, permission) == ("Chargeable", None)
    till.emulator.advance(1 * DAY)
    assert permission_status(till, permission) == ("Closed", "Expired")
