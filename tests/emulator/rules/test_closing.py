"""Close Charge Permission, and how permissions end otherwise."""

from __future__ import annotations

import pytest

from tests.emulator.money import (
    DAY,
    authorized,
    capture,
    captured,
    charge_status,
    close,
    permission_status,
    permit,
)
from tests.emulator.shop import Till, code, read


def test_the_merchant_s_reason_stays_with_the_permission(each_till: Till) -> None:
    number = permit(each_till)
    answer = read(close(each_till, number))
    word = "statusDetails" if each_till.version == "v2" else "statusDetail"
    assert answer[word]["state"] == "Closed"
    assert answer[word]["reasons"] == [
        {"reasonCode": "MerchantClosed", "reasonDescription": "The order is done."}
    ]


def test_pending_charges_go_on_unless_the_merchant_says_otherwise(till: Till) -> None:
    number = permit(till)
    held = authorized(till, number, "10.00")
    close(till, number)
    assert charge_status(till, held) == ("Authorized", None)
    assert capture(till, held, "10.00").status == 200
    assert permission_status(till, number) == ("Closed", "MerchantClosed")


def test_v1_takes_the_same_choice(each_till: Till) -> None:
    number = permit(each_till)
    held = authorized(each_till, number, "10.00")
    assert close(each_till, number, cancelPendingCharges=True).status == 200
    assert charge_status(each_till, held) == ("Canceled", "ChargePermissionCanceled")


def test_or_are_canceled_with_it(till: Till) -> None:
    number = permit(till)
    taken, held = captured(till, number, "10.00"), authorized(till, number, "10.00")
    assert close(till, number, cancelPendingCharges=True).status == 200
    assert charge_status(till, held) == ("Canceled", "ChargePermissionCanceled")
    assert charge_status(till, taken) == ("Captured", None)


def test_one_that_waits_for_a_charge_can_be_closed_and_one_that_has_ended_cannot(
    till: Till,
) -> None:
    number = permit(till)
    authorized(till, number)
    assert permission_status(till, number)[0] == "NonChargeable"
    assert close(till, number).status == 200
    assert code(close(till, number)) == "422 InvalidChargePermissionStatus"


def test_one_that_is_used_up_was_closed_by_amazon(each_till: Till) -> None:
    number = permit(each_till)
    captured(each_till, number)
    assert code(close(each_till, number)) == "422 InvalidChargePermissionStatus"


def test_one_that_has_ended_ends_no_second_time(till: Till) -> None:
    number = permit(till)
    close(till, number)
    before = read(till.send("GET", f"chargePermissions/{number}"))["statusDetails"]
    till.emulator.advance(200 * DAY)
    assert read(till.send("GET", f"chargePermissions/{number}"))["statusDetails"] == before


def test_a_code_lets_amazon_close_it(till: Till) -> None:
    number = permit(till)
    assert close(till, number, "AmazonClosed").status == 200
    assert permission_status(till, number) == ("Closed", "AmazonClosed")


def test_other_codes_mean_nothing(till: Till) -> None:
    number = permit(till)
    assert code(close(till, number, "Declined")) == "400 InvalidSandboxSimulationSpecified"
    assert permission_status(till, number) == ("Chargeable", None)


def test_a_reason_is_required(till: Till) -> None:
    number = permit(till)
    answer = till.send("DELETE", f"chargePermissions/{number}/close", {})
    assert code(answer) == "400 MissingParameterValue"
    assert read(answer)["message"].endswith("closureReason")


@pytest.mark.parametrize(("extended", "days"), [(None, 180), (True, 395)])
def test_an_unused_permission_ends_after_half_a_year_or_thirteen_months(
    till: Till, extended: bool | None, days: int
) -> None:
    from tests.emulator.money import finish, price
    from tests.emulator.shop import everything, first_buyer, minimum

    body = minimum("v2") | {"paymentDetails": {"extendExpiration": extended}}
    session = till.new(body)
    till.update(session, everything("v2", paymentIntent="Confirm"))
    till.emulator.sign_in(session, first_buyer())
    number = finish(till, session, price("48.90"))
    till.emulator.advance(days * DAY - 1)
    assert permission_status(till, number) == ("Chargeable", None)
    till.emulator.advance(1)
    assert permission_status(till, number) == ("Closed", "Expired")
