"""Create Charge: what a permission covers, what simulation codes make of it, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.money import (
    DAY,
    authorized,
    balance,
    capture,
    captured,
    charge,
    charge_status,
    permission_of,
    permission_status,
    permit,
    price,
)
from tests.emulator.shop import Till, code, read


def test_a_charge_holds_the_money_until_it_is_captured(each_till: Till) -> None:
    permission = permit(each_till)
    number = authorized(each_till, permission)
    assert number.startswith(f"{permission}-C")
    assert charge_status(each_till, number) == ("Authorized", None)
    assert permission_status(each_till, permission) == ("NonChargeable", "ChargeInProgress")


def test_captured_at_once_it_takes_the_money(each_till: Till) -> None:
    permission = permit(each_till)
    assert charge_status(each_till, captured(each_till, permission)) == ("Captured", None)
    assert permission_status(each_till, permission) == ("Closed", "AmazonClosed")


def test_an_order_can_be_charged_in_parts(till: Till) -> None:
    permission = permit(till)
    captured(till, permission, "20.00")
    authorized(till, permission, "20")
    assert balance(till, permission) == "8.90"
    assert permission_status(till, permission) == ("Chargeable", None)
    authorized(till, permission, "8.90")
    assert permission_status(till, permission) == ("NonChargeable", "ChargeInProgress")


def test_v1_takes_one_payment_even_if_it_was_a_part(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    permission = permit(till)
    number = authorized(till, permission, "20.00")
    assert permission_status(till, permission) == ("NonChargeable", "ChargeInProgress")
    capture(till, number, "5.00")
    assert permission_status(till, permission) == ("Closed", "AmazonClosed")


def test_v1_may_try_again_after_a_charge_that_came_to_nothing(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    permission = permit(till)
    authorized(till, permission)
    till.emulator.advance(30 * DAY)
    assert permission_status(till, permission) == ("Chargeable", None)


@pytest.mark.parametrize("state", ["NonChargeable", "Closed"])
def test_a_permission_that_is_not_chargeable_takes_none(till: Till, state: str) -> None:
    permission = permit(till)
    authorized(till, permission) if state == "NonChargeable" else captured(till, permission)
    assert code(charge(till, permission, "1.00")) == "422 InvalidChargePermissionStatus"


def test_what_the_merchant_tells_of_a_charge_comes_back(till: Till) -> None:
    told = {
        "merchantMetadata": {"merchantReferenceId": "ORD-9"},
        "providerMetadata": {"providerReferenceId": "PSP-1"},
        "softDescriptor": "FJORDTEA",
        "chargeInitiator": "CITU",
        "channel": "Web",
    }
    answer = read(charge(till, permit(till), captureNow=True, **told))
    assert answer["merchantMetadata"]["merchantReferenceId"] == "ORD-9"
    assert answer["providerMetadata"] == {"providerReferenceId": "PSP-1"}
    assert answer["softDescriptor"] == "AMZ*FJORDTEA"
    assert "chargeInitiator" not in answer


@pytest.mark.parametrize(
    ("left_out", "expected"),
    [
        ("chargePermissionId", "chargePermissionId"),
        ("chargeAmount", "chargeAmount"),
    ],
)
@pytest.mark.parametrize("value", ["absent", None])
def test_what_is_required_is_named(
    each_till: Till, left_out: str, expected: str, value: str | None
) -> None:
    answer = charge(each_till, permit(each_till), **{left_out: value})
    if value == "absent":
        body = {"chargePermissionId": "S01-1", "chargeAmount": price("1")}
        del body[left_out]
        answer = each_till.send("POST", "charges", body, x_amz_pay_idempotency_key="k")
    assert code(answer) == "400 MissingParameterValue"
    assert read(answer)["message"].endswith(expected)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"captureNow": True, "canHandlePendingAuthorization": True},
         "400 InvalidParameterCombination"),
        ({"captureNow": "yes"}, "400 InvalidParameterValue"),
        ({"statusDetails": {"state": "Captured"}}, "400 UnrecognizedField"),
        ({"softDescriptor": "x" * 17}, "400 InvalidParameterValue"),
        ({"chargePermissionId": "S01-0000000-0000000"}, "404 ResourceNotFound"),
        ({"chargeAmount": {"amount": "1.00"}}, "400 MissingParameterValue"),
        ({"chargeAmount": price("0")}, "400 InvalidParameterValue"),
        ({"chargeAmount": price("1.00", "XYZ")}, "400 InvalidParameterValue"),
        ({"chargeAmount": price("1.00", "EUR")}, "400 CurrencyMismatch"),
        ({"chargeAmount": price("48.91")}, "400 TransactionAmountExceeded"),
        ({"chargeAmount": price("999999.99")}, "400 TransactionAmountExceeded"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_happens(
    till: Till, more: dict[str, Any], expected: str
) -> None:
    permission = permit(till)
    assert code(charge(till, permission, **more)) == expected
    assert not till.emulator.world.state.charges
    assert permission_of(till, permission).calls == 0


def test_a_charge_needs_an_idempotency_key_and_is_made_once(till: Till) -> None:
    permission = permit(till)
    body = {"chargePermissionId": permission, "chargeAmount": price("10.00")}
    assert code(till.send("POST", "charges", body)) == "400 MissingHeaderValue"
    first, again = (
        till.send("POST", "charges", body, x_amz_pay_idempotency_key="one") for _ in range(2)
    )
    assert read(first) == read(again)
    assert first.status == again.status == 201
    assert balance(till, permission) == "38.90"


def test_charges_of_another_region_or_environment_are_not_there(till: Till) -> None:
    permission = permit(till)
    number = authorized(till, permission)
    till.environment = "/live"
    assert code(till.send("GET", f"charges/{number}")) == "404 ResourceNotFound"
    assert code(charge(till, permission)) == "404 ResourceNotFound"
    till.environment = "/sandbox"
    till.shop.region = "eu"  # type: ignore[assignment]
    assert code(till.send("GET", f"charges/{number}")) == "404 ResourceNotFound"


def test_charge_by_charge_nothing_is_scanned(till: Till) -> None:
    """A permission's charges are found by an index, which a saved state brings back."""
    permission = permit(till)
    numbers = [authorized(till, permission, "1.00") for _ in range(3)]
    other = till.emulator.world.state
    till.emulator.restore(list(till.emulator.save()))
    state = till.emulator.world.state
    assert state is not other
    assert sorted(state.charges_of[permission]) == sorted(numbers)
    assert balance(till, permission) == "45.90"
    assert code(charge(till, permission, "45.91")) == "400 TransactionAmountExceeded"


def test_a_declined_try_is_kept_for_it_counts(tills: Callable[..., Till]) -> None:
    kept: dict[str, str | None] = {}
    till = tills(changed=lambda kind, number, text: kept.update({number: text}))
    permission = permit(till)
    assert code(charge(till, permission, "1.00", "SoftDeclined")) == "422 SoftDeclined"
    text = kept[permission]
    assert text
    assert json.loads(text)["calls"] == 1


def test_two_charges_never_have_the_same_number(till: Till, monkeypatch: Any) -> None:
    permission = permit(till)
    drawn = iter(["051840", "051840", "051841"])
    monkeypatch.setattr(till.emulator.world.ids, "digits", lambda _: next(drawn))
    numbers = [authorized(till, permission, "1.00") for _ in range(2)]
    assert numbers == [f"{permission}-C051840", f"{permission}-C051841"]


def test_what_is_decided_during_a_jump_is_decided_at_its_own_time(till: Till) -> None:
    more = {"canHandlePendingAuthorization": True}
    number = authorized(till, permit(till), code="PendingAuthorized", **more)
    till.emulator.advance(DAY)
    told = read(till.send("GET", f"charges/{number}"))["statusDetails"]
    assert (told["state"], told["lastUpdatedTimestamp"]) == ("Authorized", "20250610T085031Z")
