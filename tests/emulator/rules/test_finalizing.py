"""Finalize Checkout Session: Buy Now's way to finish, in one call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.money import MONTHLY, charge_status, pay, permission_of, post, price
from tests.emulator.shop import Till, code, everything, first_buyer, minimum, read

GIVEN = {"paymentIntent": "Authorize", "chargeAmount": price("48.90")}
ADDRESS = {
    "name": "Mara Lindqvist",
    "addressLine1": "1 New Road",
    "city": "Salem",
    "districtOrCounty": "Marion",
    "stateOrRegion": "OR",
    "postalCode": "97301",
    "countryCode": "US",
}


def begun(till: Till, body: Any = None) -> str:
    """A session whose buyer signed in, and for which the shop has set nothing yet."""
    number = till.new(body)
    till.emulator.sign_in(number, first_buyer())
    return number


def finalize(till: Till, number: str, body: Any, simulation: str = "") -> Any:
    return post(till, f"checkoutSessions/{number}/finalize", body, simulation)


def test_what_the_body_says_is_done(till: Till) -> None:
    number = begun(till)
    answer = finalize(till, number, GIVEN)
    assert answer.status == 200
    assert read(answer)["statusDetails"]["state"] == "Completed"
    assert charge_status(till, read(answer)["chargeId"]) == ("Authorized", None)
    permission = permission_of(till, read(answer)["chargePermissionId"])
    assert permission.values["limits.amountLimit"] == price("48.90")
    assert permission.values["presentmentCurrency"] == "USD"


@pytest.mark.parametrize(
    ("intent", "expected"), [("AuthorizeWithCapture", "Captured"), ("Confirm", None)]
)
def test_the_intent_is_the_body_s(till: Till, intent: str, expected: str | None) -> None:
    answer = read(finalize(till, begun(till), GIVEN | {"paymentIntent": intent}))
    number = answer["chargeId"]
    assert (charge_status(till, number)[0] if number else None) == expected


def test_the_order_goes_where_the_body_says(till: Till) -> None:
    answer = read(finalize(till, begun(till), GIVEN | {"shippingAddress": ADDRESS}))
    shown = read(till.send("GET", f"chargePermissions/{answer['chargePermissionId']}"))
    assert shown["shippingAddress"]["addressLine1"] == "1 New Road"
    assert shown["shippingAddress"]["county"] == "Marion"
    assert shown["shippingAddress"]["addressLine2"] is None


def test_a_larger_order_leaves_something_to_charge(till: Till) -> None:
    total = {"totalOrderAmount": price("100.00"), "supplementaryData": "{}"}
    answer = read(finalize(till, begun(till), GIVEN | total))
    permission = permission_of(till, answer["chargePermissionId"])
    assert permission.values["limits.amountBalance"] == price("51.10")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, "400 MissingParameterValue"),
        ({"paymentIntent": "Authorize"}, "400 MissingParameterValue"),
        ({"chargeAmount": price("5")}, "400 MissingParameterValue"),
        (GIVEN | {"paymentIntent": "Pay"}, "400 InvalidParameterValue"),
        (GIVEN | {"chargeAmount": price("5", "EUR")}, "400 InvalidParameterValue"),
        (GIVEN | {"totalOrderAmount": price("5")}, "400 InvalidParameterValue"),
        (GIVEN | {"storeId": "x"}, "400 UnrecognizedField"),
        (
            GIVEN
            | {"paymentIntent": "AuthorizeWithCapture", "canHandlePendingAuthorization": True},
            "400 InvalidParameterCombination",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_refused_and_nothing_happens(
    till: Till, body: dict[str, Any], expected: str
) -> None:
    number = begun(till)
    before = read(till.get(number))
    assert code(finalize(till, number, body)) == expected
    assert read(till.get(number)) == before
    assert finalize(till, number, GIVEN).status == 200


def test_amounts_that_were_agreed_cannot_change(till: Till) -> None:
    number = till.ready(totalOrderAmount=price("60.00"))
    other = GIVEN | {"chargeAmount": price("48.91"), "totalOrderAmount": price("60.00")}
    assert code(finalize(till, number, other)) == "409 AmountMismatch"
    assert code(finalize(till, number, GIVEN)) == "400 MissingParameterValue"
    assert finalize(till, number, GIVEN | {"totalOrderAmount": price("60")}).status == 200


def test_somebody_has_to_buy(till: Till) -> None:
    number = till.new()
    assert code(finalize(till, number, GIVEN)) == "422 InvalidCheckoutSessionStatus"
    recurring = begun(till, minimum("v2") | {"chargePermissionType": "Recurring"})
    assert code(finalize(till, recurring, GIVEN)) == "422 InvalidCheckoutSessionStatus"
    till.update(recurring, MONTHLY)
    assert finalize(till, recurring, GIVEN).status == 200


def test_what_is_finished_stays_finished(till: Till) -> None:
    number = begun(till)
    finalize(till, number, GIVEN)
    assert code(finalize(till, number, GIVEN)) == "422 InvalidCheckoutSessionStatus"
    assert len(till.emulator.world.state.charges) == 1
    gone = begun(till)
    till.emulator.advance(24 * 3600)
    assert code(finalize(till, gone, GIVEN)) == "422 CheckoutSessionCanceled"


def test_codes_work_as_with_complete(till: Till) -> None:
    number = begun(till)
    assert code(finalize(till, number, GIVEN, "Declined")) == "422 CheckoutSessionCanceled"
    waiting = GIVEN | {"canHandlePendingAuthorization": True}
    number = begun(till)
    answer = finalize(till, number, waiting, "AuthorizationInitiated")
    assert answer.status == 202
    assert charge_status(till, read(answer)["chargeId"]) == ("AuthorizationInitiated", None)
    refused = finalize(till, begun(till), GIVEN, "AuthorizationInitiated")
    assert code(refused) == "400 InvalidSandboxSimulationSpecified"


def test_a_card_that_needs_time_needs_a_merchant_who_waits(till: Till) -> None:
    number = till.new()
    till.update(number, everything("v2", canHandlePendingAuthorization=True))
    till.emulator.sign_in(number, first_buyer())
    pay(till, number, "4354")
    now = GIVEN | {"canHandlePendingAuthorization": False}
    assert code(finalize(till, number, now)) == "400 InvalidParameterCombination"
    assert finalize(till, number, GIVEN).status == 202


def test_v1_has_no_such_operation(till: Till) -> None:
    number = begun(till)
    till.version = "v1"
    assert code(finalize(till, number, GIVEN)) == "405 UnsupportedOperation"


def test_a_session_of_v1_is_not_finalized_through_v2(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    number = till.ready()
    till.version = "v2"
    assert code(finalize(till, number, GIVEN)) == "422 InvalidCheckoutSessionStatus"
    assert read(till.get(number))["statusDetails"]["state"] == "Open"


def test_null_takes_nothing_from_what_the_session_holds(till: Till) -> None:
    number = till.ready(canHandlePendingAuthorization=True)
    answer = finalize(
        till, number, GIVEN | {"canHandlePendingAuthorization": None}, "AuthorizationInitiated"
    )
    assert answer.status == 202


def test_where_nothing_is_charged_nothing_is_pending(till: Till) -> None:
    body = minimum("v2") | {
        "chargePermissionType": "PaymentMethodOnFile",
        "paymentMethodOnFileMetadata": {"setupOnly": True},
    }
    waiting = GIVEN | {"canHandlePendingAuthorization": True}
    answer = finalize(till, begun(till, body), waiting, "AuthorizationInitiated")
    assert (answer.status, read(answer)["chargeId"]) == (200, None)
