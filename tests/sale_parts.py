"""A sale as it is shown, and the answers that bring it from one state to the next."""

from __future__ import annotations

from typing import Any

from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Profile
from apay_console.model.sale import Sale
from apay_console.presenters.profiles.profiles import tea_shop
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange
from tests.exchanges import NOON, SESSION, answered, sent

PROFILE = tea_shop("SANDBOX-AG6KZ5VFXNQ3JPTMWL2D")
AMOUNT = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
INTENT = CHECKOUT_SESSION["paymentDetails.paymentIntent"]
RESULT = CHECKOUT_SESSION["webCheckoutDetails.checkoutResultReturnUrl"]
REVIEW = CHECKOUT_SESSION["webCheckoutDetails.checkoutReviewReturnUrl"]
NOTE = CHECKOUT_SESSION["merchantMetadata.noteToBuyer"]
STORE_NAME = CHECKOUT_SESSION["merchantMetadata.merchantStoreName"]
NUMBER = CHECKOUT_SESSION["merchantMetadata.merchantReferenceId"]

PRICE = {"amount": "19.99", "currencyCode": "USD"}
PAID_AT = "20250610T104400Z"
MISSING = ("ChargeAmountNotSet", "CheckoutResultReturnUrlNotSet", "PaymentIntentNotSet")


def session_body(
    version: ApiVersion = ApiVersion.V1,
    values: dict[str, Any] | None = None,
    missing: tuple[str, ...] = (),
) -> dict[str, Any]:
    """A whole answer, in the version's spelling."""
    found = {
        "checkoutSessionId": SESSION,
        "statusDetails.state": "Open",
        "statusDetails.lastUpdatedTimestamp": PAID_AT,
        "constraints": [{"constraintId": name, "description": f"{name}."} for name in missing],
    } | (values or {})
    wire = codec.blank(CHECKOUT_SESSION) | {
        CHECKOUT_SESSION[name]: value for name, value in found.items()
    }
    return codec.spell(wire, CHECKOUT_SESSION, version)


def read(version: ApiVersion = ApiVersion.V1, **parts: Any) -> Exchange:
    """An answer to Get."""
    body = session_body(version, **parts)
    return answered(sent("get_session", version=version), 200, body)


def begun(
    version: ApiVersion = ApiVersion.V1,
    typed: Draft | None = None,
    profile: Profile = PROFILE,
    **values: Any,
) -> SaleState:
    """A sale that is not at Amazon yet."""
    sale = Sale("sale-1", profile.id, version, NOON, NOON)
    return SaleState(profile, sale, draft=typed or Draft(), **values)


def opened(version: ApiVersion = ApiVersion.V1, **parts: Any) -> SaleState:
    """A sale whose session was read."""
    return after_exchange(begun(version), read(version, **parts), NOON)


def ready(version: ApiVersion = ApiVersion.V1) -> SaleState:
    """A sale whose buyer can pay."""
    return opened(version, values=COMPLETE_VALUES)


COMPLETE_VALUES = {
    "webCheckoutDetails.checkoutResultReturnUrl": "https://shop.example/thanks",
    "webCheckoutDetails.amazonPayRedirectUrl": "https://payments.amazon.com/checkout",
    "paymentDetails.chargeAmount": PRICE,
    "paymentDetails.paymentIntent": "Authorize",
}
