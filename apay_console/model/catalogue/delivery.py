"""What is sent to follow a parcel (delivery-tracker.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.checkout_session import DELIVERY
from apay_console.model.fields import Field, Schema, When
from apay_console.model.kinds import Json, ObjectId, Text

_PAGE = "delivery-tracker.html"

DELIVERY_TRACKER = Schema(
    "deliveryTracker",
    (
        Field(
            "chargePermissionId",
            None,
            N_("Charge permission id"),
            ObjectId(example="S01-1234567-1234567"),
            When.OPEN,
            N_("The order that the parcel belongs to."),
            DELIVERY,
            _PAGE,
            hint="S01-1234567-1234567",
        ),
        Field(
            "amazonOrderReferenceId",
            None,
            N_("Amazon order reference id"),
            Text(64, "P01-1234567-1234567"),
            When.OPEN,
            N_("The same for an order of the older API; one of the two is needed."),
            DELIVERY,
            _PAGE,
            folded=True,
        ),
        Field(
            "deliveryDetails",
            None,
            N_("Parcels"),
            Json('[{"trackingNumber":"0430983","carrierCode":"UPS"}]', is_list=True),
            When.OPEN,
            N_("Tracking number and carrier, as a JSON list."),
            DELIVERY,
            _PAGE,
            hint='[{"trackingNumber":"0430983","carrierCode":"UPS"}]',
            required=True,
        ),
    ),
)
