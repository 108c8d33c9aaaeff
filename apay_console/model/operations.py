"""Every call of the API, a row each: method, path, what it needs, what it answers."""

from __future__ import annotations

import re

from apay_console.errors import N_
from apay_console.model.catalogue import charge, permission, refund
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.catalogue.delivery import DELIVERY_TRACKER
from apay_console.model.catalogue.finishing import SESSION_TO_COMPLETE, SESSION_TO_FINALIZE
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import CREATING, UPDATING, V2_ONLY, Operation
from apay_console.model.signed_call import SIGNED_CALL
from apay_console.model.subjects import (
    BUYER,
    CHARGE,
    PERMISSION,
    REFUND,
    SESSION,
    TRACKER,
    Subject,
)

CREATE_SESSION = Operation(
    name="create_session",
    label=N_("Create session"),
    did=N_("Created"),
    method="POST",
    path="checkoutSessions",
    answers=SESSION,
    body=CHECKOUT_SESSION,
    whens=CREATING,
    needs_idempotency_key=True,
    success=(201, 200),
)
GET_SESSION = Operation(
    name="get_session",
    label=N_("Get session"),
    did=N_("Read"),
    method="GET",
    path="checkoutSessions/{checkoutSessionId}",
    answers=SESSION,
    about=SESSION,
)
UPDATE_SESSION = Operation(
    name="update_session",
    label=N_("Update session"),
    did=N_("Updated"),
    method="PATCH",
    path="checkoutSessions/{checkoutSessionId}",
    answers=SESSION,
    about=SESSION,
    body=CHECKOUT_SESSION,
    whens=UPDATING,
    states=("Open",),
    refusal="InvalidCheckoutSessionStatus",
)
COMPLETE_SESSION = Operation(
    name="complete_session",
    label=N_("Complete session"),
    did=N_("Completed"),
    method="POST",
    path="checkoutSessions/{checkoutSessionId}/complete",
    answers=SESSION,
    about=SESSION,
    body=SESSION_TO_COMPLETE,
    versions=V2_ONLY,
    moves_money=True,
    success=(200, 202),
    states=("Open",),
    refusal="InvalidCheckoutSessionStatus",
    refused_in=(("Canceled", "CheckoutSessionCanceled"),),
)
FINALIZE_SESSION = Operation(
    name="finalize_session",
    label=N_("Finalize session"),
    did=N_("Finalized"),
    method="POST",
    path="checkoutSessions/{checkoutSessionId}/finalize",
    answers=SESSION,
    about=SESSION,
    body=SESSION_TO_FINALIZE,
    versions=V2_ONLY,
    moves_money=True,
    success=(200, 202),
    states=("Open",),
    refusal="InvalidCheckoutSessionStatus",
    refused_in=(("Canceled", "CheckoutSessionCanceled"),),
    verb=N_("Finalize"),
)
GET_PERMISSION = Operation(
    name="get_permission",
    label=N_("Get permission"),
    did=N_("Permission read"),
    method="GET",
    path="chargePermissions/{chargePermissionId}",
    answers=PERMISSION,
    about=PERMISSION,
)
UPDATE_PERMISSION = Operation(
    name="update_permission",
    label=N_("Update permission"),
    did=N_("Permission updated"),
    method="PATCH",
    path="chargePermissions/{chargePermissionId}",
    answers=PERMISSION,
    about=PERMISSION,
    body=permission.PERMISSION_TO_UPDATE,
    states=("Chargeable", "NonChargeable"),
    refusal="ChargePermissionNotModifiable",
    verb=N_("Update"),
)
CLOSE_PERMISSION = Operation(
    name="close_permission",
    label=N_("Close permission"),
    did=N_("Permission closed"),
    method="DELETE",
    path="chargePermissions/{chargePermissionId}/close",
    answers=PERMISSION,
    about=PERMISSION,
    body=permission.PERMISSION_TO_CLOSE,
    states=("Chargeable", "NonChargeable"),
    refusal="InvalidChargePermissionStatus",
    verb=N_("Close"),
)
CREATE_CHARGE = Operation(
    name="create_charge",
    label=N_("Create charge"),
    did=N_("Charge created"),
    method="POST",
    path="charges",
    answers=CHARGE,
    about=PERMISSION,
    body=charge.CHARGE_TO_CREATE,
    needs_idempotency_key=True,
    moves_money=True,
    success=(201,),
    states=("Chargeable",),
    refusal="InvalidChargePermissionStatus",
    verb=N_("Charge"),
)
GET_CHARGE = Operation(
    name="get_charge",
    label=N_("Get charge"),
    did=N_("Charge read"),
    method="GET",
    path="charges/{chargeId}",
    answers=CHARGE,
    about=CHARGE,
)
UPDATE_CHARGE = Operation(
    name="update_charge",
    label=N_("Update charge"),
    did=N_("Charge updated"),
    method="PATCH",
    path="charges/{chargeId}",
    answers=CHARGE,
    about=CHARGE,
    body=charge.CHARGE_TO_UPDATE,
    versions=V2_ONLY,
    verb=N_("Update"),
)
CAPTURE_CHARGE = Operation(
    name="capture_charge",
    label=N_("Capture charge"),
    did=N_("Captured"),
    method="POST",
    path="charges/{chargeId}/capture",
    answers=CHARGE,
    about=CHARGE,
    body=charge.CHARGE_TO_CAPTURE,
    needs_idempotency_key=True,
    moves_money=True,
    success=(200,),
    states=("Authorized",),
    refusal="InvalidChargeStatus",
    verb=N_("Capture"),
)
CANCEL_CHARGE = Operation(
    name="cancel_charge",
    label=N_("Cancel charge"),
    did=N_("Charge canceled"),
    method="DELETE",
    path="charges/{chargeId}/cancel",
    answers=CHARGE,
    about=CHARGE,
    body=charge.CHARGE_TO_CANCEL,
    moves_money=True,
    states=("AuthorizationInitiated", "Authorized"),
    refusal="InvalidChargeStatus",
    verb=N_("Cancel"),
)
CREATE_REFUND = Operation(
    name="create_refund",
    label=N_("Create refund"),
    did=N_("Refund created"),
    method="POST",
    path="refunds",
    answers=REFUND,
    about=CHARGE,
    body=refund.REFUND_TO_CREATE,
    needs_idempotency_key=True,
    moves_money=True,
    success=(201,),
    states=("Captured",),
    refusal="InvalidChargeStatus",
    verb=N_("Refund"),
)
GET_REFUND = Operation(
    name="get_refund",
    label=N_("Get refund"),
    did=N_("Refund read"),
    method="GET",
    path="refunds/{refundId}",
    answers=REFUND,
    about=REFUND,
)
GET_BUYER = Operation(
    name="get_buyer",
    label=N_("Get buyer"),
    did=N_("Buyer read"),
    method="GET",
    path="buyers/{buyerToken}",
    answers=BUYER,
    versions=V2_ONLY,
)
TRACK_DELIVERY = Operation(
    name="track_delivery",
    label=N_("Track delivery"),
    did=N_("Delivery tracked"),
    method="POST",
    path="deliveryTrackers",
    answers=TRACKER,
    about=PERMISSION,
    body=DELIVERY_TRACKER,
    versions=V2_ONLY,
    verb=N_("Track delivery"),
)

OPERATIONS = (
    CREATE_SESSION,
    GET_SESSION,
    UPDATE_SESSION,
    COMPLETE_SESSION,
    FINALIZE_SESSION,
    GET_PERMISSION,
    UPDATE_PERMISSION,
    CLOSE_PERMISSION,
    CREATE_CHARGE,
    GET_CHARGE,
    UPDATE_CHARGE,
    CAPTURE_CHARGE,
    CANCEL_CHARGE,
    CREATE_REFUND,
    GET_REFUND,
    GET_BUYER,
    TRACK_DELIVERY,
)
_BY_NAME = {row.name: row for row in (*OPERATIONS, SIGNED_CALL)}


def operation(name: str) -> Operation:
    """Find an operation by its name."""
    return _BY_NAME[name]


def reading_of(subject: Subject) -> Operation:
    """Find the call that reads an object again."""
    return next(row for row in OPERATIONS if row.about is subject and not row.writes)


def writes_about(subject: Subject, version: ApiVersion) -> tuple[Operation, ...]:
    """List what can be done with an object, in the order of the table."""
    return tuple(
        row for row in OPERATIONS if row.about is subject and row.writes and version in row.versions
    )


def id_in(done: Operation, path: str) -> str:
    """Find the id of what a call is about in its path or address; empty where it is not there."""
    resource = done.about.resource if done.about else ""
    found = re.search(f"/{resource}/([^/?]+)", path) if resource else None
    return found[1] if found else ""
