"""The objects of Amazon's that have an id of their own, and what their answers look like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_
from apay_console.model.catalogue import charge, refund
from apay_console.model.catalogue.buyer import SIGNED_IN_BUYER
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.catalogue.delivery import DELIVERY_TRACKER
from apay_console.model.catalogue.permission import CHARGE_PERMISSION
from apay_console.model.fields import Schema


@dataclass(frozen=True, eq=False)
class Subject:
    """One type of object: its word, its fields, and where its id stands."""

    name: str
    label: str
    schema: Schema
    id_field: str  # empty for one that Amazon gives no id
    resource: str  # the first segment of its path
    pending: frozenset[str] = frozenset()  # states that end by themselves within seconds or hours
    final: frozenset[str] = frozenset()  # states that nothing leads out of

    def __repr__(self) -> str:
        return f"<Subject {self.name}>"


SESSION = Subject(
    "session",
    N_("Session"),
    CHECKOUT_SESSION,
    "checkoutSessionId",
    "checkoutSessions",
    final=frozenset({"Completed", "Canceled"}),
)
PERMISSION = Subject(
    "permission",
    N_("Permission"),
    CHARGE_PERMISSION,
    "chargePermissionId",
    "chargePermissions",
    final=frozenset({"Closed"}),
)
CHARGE = Subject(
    "charge",
    N_("Charge"),
    charge.CHARGE,
    "chargeId",
    "charges",
    pending=frozenset({"AuthorizationInitiated", "CaptureInitiated"}),
    final=frozenset({"Captured", "Declined", "Canceled"}),
)
REFUND = Subject(
    "refund",
    N_("Refund"),
    refund.REFUND,
    "refundId",
    "refunds",
    pending=frozenset({"RefundInitiated"}),
    final=frozenset({"Refunded", "Declined"}),
)
BUYER = Subject("buyer", N_("Buyer"), SIGNED_IN_BUYER, "buyerId", "buyers")
TRACKER = Subject("tracker", N_("Delivery tracker"), DELIVERY_TRACKER, "", "deliveryTrackers")
ANYTHING = Subject("anything", N_("Answer"), Schema("anything", ()), "", "")

SUBJECTS = (SESSION, PERMISSION, CHARGE, REFUND, BUYER, TRACKER)
_BY_NAME = {subject.name: subject for subject in SUBJECTS}
_TELLING = (SESSION, REFUND, CHARGE, PERMISSION, BUYER)  # the id of the later object tells


def subject(name: str) -> Subject:
    """Find a type of object by its name."""
    return _BY_NAME[name]


def subject_of(body: Mapping[str, Any]) -> Subject | None:
    """Recognise what an answer shows; None when it is none of these."""
    return next((found for found in _TELLING if found.id_field in body), None)
