"""The emulator's answers beside real ones, as facts: which keys, which nulls, which forms.

No answer is copied: a fact is a path and the pattern of what stands there, null for null. Each
table names its source: answers of the sandbox that somebody published, or Amazon's reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.profile import Region
from tests.emulator.money import authorized, capture, close, permit, price
from tests.emulator.shop import STORE, Till, read

# Recorded in the Japanese sandbox in February 2020, in v1's spelling.
RECORDED = (
    "https://github.com/takahashim/amazon-pay-v2/blob/master/test/amazon_pay_client_v2_test.rb"
)
PERMISSION_PAGE = "https://developer.amazon.com/docs/amazon-pay-api-v2/charge-permission.html"
CHARGE_PAGE = "https://developer.amazon.com/docs/amazon-pay-api-v2/charge.html"

TIME, YEN, SANDBOX = "[0-9]{8}T[0-9]{6}Z", "JPY", "Sandbox"
UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PERMISSION, CHARGE = "S03-[0-9]{7}-[0-9]{7}", "S03-[0-9]{7}-[0-9]{7}-C[0-9]{6}"
REFUND = "S03-[0-9]{7}-[0-9]{7}-R[0-9]{6}"

Facts = Mapping[str, str | None]  # by path; a path that ends in * lists the keys there


def status(state: str, **more: str | None) -> Facts:
    facts = {"reasonCode": None, "reasonDescription": None, "lastUpdatedTimestamp": TIME, **more}
    return {f"statusDetail.{name}": fact for name, fact in {"state": state, **facts}.items()}


def reasons(state: str, code: str, why: str) -> Facts:
    return {
        "statusDetail.state": state,
        "statusDetail.reasons.0.reasonCode": code,
        "statusDetail.reasons.0.reasonDescription": re.escape(why),
        "statusDetail.reasons.1": "absent",
        "statusDetail.lastUpdatedTimestamp": TIME,
    }


# checkoutButtonText came in 2023: Amazon's v1-set-payment-info.html shows it, null.
NEW_SESSION: Facts = {
    "*": "checkoutSessionId webCheckoutDetail productType paymentDetail merchantMetadata "
    "supplementaryData buyer paymentPreferences statusDetail shippingAddress platformId "
    "chargePermissionId chargeId constraints creationTimestamp expirationTimestamp storeId "
    "providerMetadata releaseEnvironment deliverySpecifications checkoutButtonText",
    "checkoutSessionId": UUID,
    "webCheckoutDetail.checkoutResultReturnUrl": None,
    "webCheckoutDetail.amazonPayRedirectUrl": None,
    "productType": None,
    "paymentDetail.paymentIntent": None,
    "paymentDetail.canHandlePendingAuthorization": "False",
    "paymentDetail.chargeAmount": None,
    "paymentDetail.softDescriptor": None,
    "paymentDetail.presentmentCurrency": None,
    "merchantMetadata.merchantReferenceId": None,
    "merchantMetadata.customInformation": None,
    "supplementaryData": None,
    "buyer": None,
    "paymentPreferences.0": None,
    **status("Open"),
    "shippingAddress": None,
    "chargePermissionId": None,
    "chargeId": None,
    "constraints.0.constraintId": "BuyerNotAssociated",
    "constraints.1.constraintId": "ChargeAmountNotSet",
    "constraints.2.constraintId": "CheckoutResultReturnUrlNotSet",
    "constraints.3.constraintId": "PaymentIntentNotSet",
    "constraints.4": "absent",
    "creationTimestamp": TIME,
    "expirationTimestamp": TIME,
    "providerMetadata.providerReferenceId": None,
    "releaseEnvironment": SANDBOX,
    "deliverySpecifications": None,
}
READY_SESSION: Facts = {
    "webCheckoutDetail.amazonPayRedirectUrl": ".+/checkout/processing[?]amazonCheckoutSessionId=.+",
    "productType": "PayAndShip",
    "paymentDetail.chargeAmount.amount": "300",
    "paymentDetail.chargeAmount.currencyCode": YEN,
    "buyer.*": "name email buyerId",
    "buyer.buyerId": "amzn1[.]account[.].+",
    "paymentPreferences.0.billingAddress": None,
    "shippingAddress.addressLine3": None,
    "shippingAddress.countryCode": "[A-Z]{2}",
    "constraints.0": "absent",
}
ANY_PERMISSION: Facts = {
    "*": "chargePermissionId chargePermissionReferenceId platformId buyer shippingAddress "
    "paymentPreferences statusDetail creationTimestamp expirationTimestamp merchantMetadata "
    "releaseEnvironment chargeAmountLimit presentmentCurrency",
    "chargePermissionId": PERMISSION,
    "chargePermissionReferenceId": None,
    "platformId": None,
    "buyer.*": "name email buyerId",
    "paymentPreferences.0.billingAddress": None,
    "paymentPreferences.0.paymentDescriptor": None,
    "releaseEnvironment": SANDBOX,
    "chargeAmountLimit.amount": "300",
    "chargeAmountLimit.currencyCode": YEN,
    "presentmentCurrency": YEN,
    "creationTimestamp": TIME,
    "expirationTimestamp": TIME,
}
IN_PROGRESS = (
    "A charge is already in progress. You cannot initiate a new charge unless previous charge is "
    "canceled."
)
HELD_PERMISSION = {**ANY_PERMISSION, **reasons("NonChargeable", "ChargeInProgress", IN_PROGRESS)}
CLOSED_PERMISSION = {**ANY_PERMISSION, **reasons("Closed", "MerchantClosed", "The order is done.")}
ANY_CHARGE: Facts = {
    "*": "chargeId chargeAmount chargePermissionId captureAmount refundedAmount softDescriptor "
    "providerMetadata convertedAmount conversionRate statusDetail creationTimestamp "
    "expirationTimestamp releaseEnvironment",
    "chargeId": CHARGE,
    "chargePermissionId": PERMISSION,
    "chargeAmount.amount": "300",
    "providerMetadata.providerReferenceId": None,
    "convertedAmount": None,
    "conversionRate": None,
    "creationTimestamp": TIME,
    "expirationTimestamp": TIME,
    "releaseEnvironment": SANDBOX,
}
HELD_CHARGE: Facts = {
    **ANY_CHARGE,
    **status("Authorized"),
    "captureAmount": None,
    "refundedAmount": None,
    "softDescriptor": None,
}
CAPTURED_CHARGE: Facts = {
    **ANY_CHARGE,
    **status("Captured"),
    "captureAmount.amount": "300",
    "refundedAmount.amount": "0",
    "refundedAmount.currencyCode": YEN,
    "softDescriptor": "AMZ[*]SOFT-DESC",
}
NEW_REFUND: Facts = {
    "*": "refundId chargeId creationTimestamp refundAmount statusDetail softDescriptor "
    "releaseEnvironment",
    "refundId": REFUND,
    "chargeId": CHARGE,
    "refundAmount.currencyCode": YEN,
    **status("RefundInitiated"),
    "softDescriptor": "AMZ[*]SOFT-DESC",
    "releaseEnvironment": SANDBOX,
}


@pytest.fixture
def japan(tills: Callable[..., Till]) -> Till:
    """A shop of the recordings' kind."""
    till = tills(version="v1")
    till.shop = replace(till.shop, region=Region.JP)
    return till


def differences(answer: Any, facts: Facts) -> list[str]:
    """Name the facts that an answer does not agree with."""
    return [path for path, fact in facts.items() if not agrees(answer, path, fact)]


def agrees(answer: Any, path: str, fact: str | None) -> bool:
    if path.endswith("*"):
        found = at(answer, path[:-1].rstrip("."))
        return isinstance(found, dict) and set(found) == set((fact or "").split())
    found = at(answer, path)
    return found is None if fact is None else re.fullmatch(fact, str(found)) is not None


def at(answer: Any, path: str) -> Any:
    """Find what stands at a path; "absent" where nothing does."""
    for key in path.split(".") if path else ():
        if isinstance(answer, list):
            answer = answer[int(key)] if int(key) < len(answer) else "absent"
        else:
            answer = answer.get(key, "absent") if isinstance(answer, dict) else "absent"
    return answer


def test_sessions_are_answered_as_recorded(japan: Till) -> None:
    assert STORE.startswith("amzn1.application-oa2-client.")
    assert differences(read(japan.create()), NEW_SESSION) == [], RECORDED
    number = japan.ready("300", "JPY")
    assert differences(read(japan.get(number)), READY_SESSION) == [], RECORDED


def test_permissions_are_answered_as_recorded(japan: Till) -> None:
    number = permit(japan, "300", "JPY")
    authorized(japan, number, price("300", "JPY"))
    found = read(japan.send("GET", f"chargePermissions/{number}"))
    assert differences(found, HELD_PERMISSION) == [], RECORDED
    closed = read(close(japan, number, cancelPendingCharges=False))
    assert differences(closed, CLOSED_PERMISSION) == [], RECORDED


def test_charges_and_refunds_are_answered_as_recorded(japan: Till) -> None:
    permission = permit(japan, "300", "JPY")
    number = authorized(japan, permission, price("300", "JPY"))
    found = read(japan.send("GET", f"charges/{number}"))
    assert differences(found, HELD_CHARGE) == [], RECORDED
    taken = {"captureAmount": price("300", "JPY"), "softDescriptor": "SOFT-DESC"}
    key = japan.shop.key()
    path = f"charges/{number}/capture"
    captured = read(japan.send("POST", path, taken, x_amz_pay_idempotency_key=key))
    assert differences(captured, CAPTURED_CHARGE) == [], RECORDED
    wanted = {"chargeId": number, "refundAmount": price("100", "JPY")}
    key = japan.shop.key()
    refund = read(japan.send("POST", "refunds", wanted, x_amz_pay_idempotency_key=key))
    assert differences(refund, NEW_REFUND) == [], RECORDED


def test_v2_permissions_and_charges_are_answered_as_documented(till: Till) -> None:
    permission = permit(till)
    number = authorized(till, permission, "10.00")
    found = read(till.send("GET", f"chargePermissions/{permission}"))
    facts = {
        "chargePermissionId": "S01-[0-9]{7}-[0-9]{7}",
        "chargePermissionType": "OneTime",
        "limits.amountLimit.amount": "48.90",
        "limits.amountBalance.amount": "38.90",
        "statusDetails.state": "Chargeable",
        "statusDetails.reasons": None,
        "statusDetails.lastUpdatedTimestamp": TIME,
        "chargeAmountLimit": "absent",
    }
    assert differences(found, facts) == [], PERMISSION_PAGE
    assert capture(till, number, "10.00").status == 200
    facts = {
        "statusDetails.state": "Captured",
        "captureAmount.amount": "10.00",
        "refundedAmount.amount": "0",
        "expirationTimestamp": TIME,
    }
    assert differences(read(till.send("GET", f"charges/{number}")), facts) == [], CHARGE_PAGE


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("*", "chargeId"), ("chargeId", None), ("captureAmount", "1"), ("statusDetail.state", "Open")],
)
def test_a_fact_that_is_not_so_is_named(japan: Till, path: str, wrong: str | None) -> None:
    number = authorized(japan, permit(japan, "300", "JPY"), price("300", "JPY"))
    found = read(japan.send("GET", f"charges/{number}"))
    assert differences(found, {path: wrong}) == [path]
