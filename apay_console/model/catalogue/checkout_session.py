"""Every field of a Checkout Session (checkout-session.html), in the order of Amazon's answers."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.address import address, address_to_send
from apay_console.model.catalogue.common import (
    BUYER,
    PROVIDER,
    created,
    environment,
    expires,
    metadata,
    platform,
    provider,
    status,
)
from apay_console.model.catalogue.payment import PAYMENT_DETAILS, RECURRING_DETAILS
from apay_console.model.fields import Field, Schema, When
from apay_console.model.kinds import Anything, Choice, Json, Many, Text, Url

PAGES = N_("Web checkout details")
STORE = N_("Store and buyer")
DELIVERY = N_("Delivery")

_SESSION = "checkout-session.html"
_V1 = "v1-set-payment-info.html"
_BUTTON = "add-the-amazon-pay-button.html"

_WEB = (
    Field(
        "webCheckoutDetails.checkoutReviewReturnUrl",
        "webCheckoutDetail.checkoutReviewReturnUrl",
        N_("Review return URL"),
        Url(512, "https://shop.example/review"),
        When.OPEN,  # with Update, .3.2 is unsure; Salesforce's cartridge sends it there too
        N_("Where the buyer lands after choosing address and card."),
        PAGES,
        _SESSION,
        hint="https://shop.example/review",
        required=True,
    ),
    Field(
        "webCheckoutDetails.checkoutResultReturnUrl",
        "webCheckoutDetail.checkoutResultReturnUrl",
        N_("Result return URL"),
        Url(512),
        When.OPEN,
        N_("Where the buyer lands after paying."),
        PAGES,
        _V1,
        hint="https://shop.example/thanks",
    ),
    Field(
        "webCheckoutDetails.checkoutCancelUrl",
        None,
        N_("Cancel URL"),
        Url(512, "https://shop.example/cart"),
        When.CREATE,
        N_("Where the buyer lands after giving up. Without it: the result URL."),
        PAGES,
        _BUTTON,
        hint="https://shop.example/cart",
        folded=True,
    ),
    Field(
        "webCheckoutDetails.amazonPayRedirectUrl",
        "webCheckoutDetail.amazonPayRedirectUrl",
        N_("Amazon Pay redirect URL"),
        Url(256),
        source=_V1,
        help=N_("Where to send the buyer to pay; filled once nothing is missing."),
    ),
    Field(
        "webCheckoutDetails.checkoutMode",
        None,
        N_("Checkout mode"),
        Choice(("ProcessOrder",)),
        When.CREATE,
        N_("ProcessOrder pays in one visit, without a review page. For signed buttons only."),
        PAGES,
        _BUTTON,
        folded=True,
        echoed=False,
    ),
)

_PRODUCT_TYPES = Choice(
    ("PayAndShip", "PayOnly", "PayAndShipMultiAddress"), ("PayAndShipMultiAddress",)
)
_SCOPES = (
    "name",
    "email",
    "phoneNumber",
    "billingAddress",
    "postalCode",
    "shippingAddress",
    "primeStatus",
)

CHECKOUT_SESSION = Schema(
    "checkoutSession",
    (
        Field("checkoutSessionId", "checkoutSessionId", N_("Session id"), Text(), source=_V1),
        *_WEB,
        Field("productType", "productType", N_("Product type"), _PRODUCT_TYPES, source=_V1),
        *PAYMENT_DETAILS,
        *RECURRING_DETAILS,
        *metadata(When.OPEN),
        Field(
            "supplementaryData",
            "supplementaryData",
            N_("Supplementary data"),
            Text(4096),
            When.OPEN,
            N_("Amazon's system data; leave it empty unless Amazon asks for it."),
            PROVIDER,
            _SESSION,
            folded=True,
        ),
        *BUYER,
        *address("billingAddress", "paymentPreferences.0.billingAddress"),
        Field(
            "paymentPreferences.0.paymentDescriptor",
            "paymentPreferences.0.paymentDescriptor",
            N_("Payment method"),
            Text(),
            source=_V1,
        ),
        *status("Open", "Completed", "Canceled"),
        *address("shippingAddress", "shippingAddress"),
        Field(
            "shippingAddressList",
            None,
            N_("Shipping addresses"),
            Anything(),
            source=_SESSION,
            echoed=False,
        ),
        Field(
            "multiAddressesCheckoutMetadata",
            None,
            N_("Several addresses"),
            Json(
                '[{"addressId":"…","price":{"amount":"9.99","currencyCode":"USD"}}]', is_list=True
            ),
            When.UPDATE,
            N_("What is sent to which address, for orders with several."),
            DELIVERY,
            "amazon-pay-api-sdk-dotnet",
            folded=True,
            echoed=False,
        ),
        platform(When.OPEN),
        Field(
            "chargePermissionId",
            "chargePermissionId",
            N_("Charge permission id"),
            Text(),
            source=_V1,
        ),
        Field("chargeId", "chargeId", N_("Charge id"), Text(), source=_V1),
        Field("constraints", "constraints", N_("Constraints"), Anything(), source=_V1, default=[]),
        created(),
        expires(),
        Field(
            "storeId",
            "storeId",
            N_("Store id"),
            Text(example="amzn1.application-oa2-client.…"),
            When.CREATE,
            N_("The store's client id from Seller Central."),
            STORE,
            _V1,
            hint="amzn1.application-oa2-client.…",
            required=True,
        ),
        Field(
            "scopes",
            None,
            N_("Scopes"),
            Many(_SCOPES),
            When.CREATE,
            N_("What of the buyer's data is asked for. Without it: all but the billing address."),
            STORE,
            _SESSION,
            hint="name, email",
            folded=True,
            echoed=False,
        ),
        Field(
            "deliverySpecifications",
            "deliverySpecifications",
            N_("Delivery specifications"),
            Json(
                '{"addressRestrictions":{"type":"Allowed","restrictions":{"US":{}}}}',
                ("specialRestrictions", "addressRestrictions"),
            ),
            When.CREATE,
            N_("Where this order may be sent, as JSON."),
            DELIVERY,
            _V1,
            folded=True,
        ),
        *address_to_send("addressDetails", DELIVERY),
        provider(When.OPEN),
        Field("checkoutButtonText", "checkoutButtonText", N_("Button text"), Text(), source=_V1),
        environment(),
    ),
    nullable=frozenset(
        {
            "buyer",
            "billingAddress",
            "shippingAddress",
            "recurringMetadata",
            "recurringMetadata.frequency",
            "paymentPreferences.0",
        }
    ),
)
