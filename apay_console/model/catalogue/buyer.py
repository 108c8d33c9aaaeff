"""A buyer who signed in only (get-buyer.html)."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model.catalogue.address import address
from apay_console.model.fields import Field, Schema
from apay_console.model.kinds import Anything, Text

_PAGE = "get-buyer.html"

SIGNED_IN_BUYER = Schema(
    "buyer",
    (
        Field("buyerId", None, N_("Buyer id"), Text(), source=_PAGE),
        Field("name", None, N_("Buyer's name"), Text(), source=_PAGE),
        Field("email", None, N_("Buyer's e-mail"), Text(), source=_PAGE),
        Field("phoneNumber", None, N_("Buyer's phone"), Text(), source=_PAGE),
        Field("postalCode", None, N_("Postal code"), Text(), source=_PAGE),
        Field("countryCode", None, N_("Country code"), Text(), source=_PAGE),
        Field("primeMembershipTypes", None, N_("Prime membership"), Anything(), source=_PAGE),
        *address("shippingAddress", None),
        *address("billingAddress", None),
    ),
    nullable=frozenset({"shippingAddress", "billingAddress"}),
)
