"""What is sent to finish a Checkout Session in v2 (verify-and-complete-checkout.html)."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.catalogue.address import address_to_send
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION, DELIVERY
from apay_console.model.fields import Field, Schema, When


def _from_session(name: str, *, required: bool = False) -> Field:
    """Take a row of the session's payment details, which stands at the top of these bodies."""
    row = CHECKOUT_SESSION[f"paymentDetails.{name}"]
    return replace(row, v2=name, v1=None, required=required, folded=False)


SESSION_TO_COMPLETE = Schema(
    "checkoutSessionToComplete", (_from_session("chargeAmount"), _from_session("totalOrderAmount"))
)

SESSION_TO_FINALIZE = Schema(
    "checkoutSessionToFinalize",
    (
        _from_session("paymentIntent", required=True),
        _from_session("chargeAmount", required=True),
        _from_session("canHandlePendingAuthorization"),
        _from_session("totalOrderAmount"),
        replace(CHECKOUT_SESSION["supplementaryData"], v1=None),
        *(
            replace(row, when=When.OPEN, folded=True)
            for block in ("shippingAddress", "billingAddress")
            for row in address_to_send(block, DELIVERY)
        ),
    ),
)
