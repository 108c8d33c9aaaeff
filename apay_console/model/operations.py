"""Every call of the API: method, path, what it needs, what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, urlencode

from apay_console.errors import N_, Invalid, say
from apay_console.model.catalogue import charge, permission, refund
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.catalogue.delivery import DELIVERY_TRACKER
from apay_console.model.catalogue.finishing import SESSION_TO_COMPLETE, SESSION_TO_FINALIZE
from apay_console.model.fields import ApiVersion, Schema, When
from apay_console.model.kind import HIDDEN, refuse_signs
from apay_console.model.subjects import (
    ANYTHING,
    BUYER,
    CHARGE,
    PERMISSION,
    REFUND,
    SESSION,
    TRACKER,
    Subject,
)

BOTH = (ApiVersion.V1, ApiVersion.V2)
V2_ONLY = (ApiVersion.V2,)
SENDING = frozenset({When.OPEN})  # when the rows of a body that is only ever sent may be set
CREATING = frozenset({When.CREATE, When.OPEN})
UPDATING = frozenset({When.OPEN, When.UPDATE})
_EXAMPLE = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}", re.ASCII)
_FREE_PATH = re.compile(r"[A-Za-z0-9._~/-]{1,512}(\?[A-Za-z0-9._~%=&+,:-]{1,2048})?", re.ASCII)


@dataclass(frozen=True)
class Operation:
    """One call: where it goes, what it needs, and what may happen."""

    name: str
    label: str
    did: str  # how a list of what happened calls it once it is done
    method: str
    path: str  # after the version, with the ids' names in braces
    answers: Subject
    about: Subject | None = None  # whose state decides whether Amazon takes it
    body: Schema | None = None
    whens: frozenset[When] = SENDING  # which rows of the body may be sent
    versions: tuple[ApiVersion, ...] = BOTH
    needs_idempotency_key: bool = False
    moves_money: bool = False
    success: tuple[int, ...] = (200,)
    states: tuple[str, ...] = ()  # the states of `about` in which Amazon takes it; empty: any
    refusal: str = ""  # what Amazon answers in every other state (422)
    verb: str = ""  # one word for it beside the object that it is about

    @property
    def writes(self) -> bool:
        """Whether it can change anything at Amazon."""
        return self.method != "GET"

    @property
    def has_body(self) -> bool:
        """Whether a JSON object is sent with it."""
        return self.body is not None

    def target(self, **ids: str) -> str:
        """Fill the ids into the path, refusing any that could change the path's meaning."""
        for name, value in ids.items():
            refuse_signs(value, HIDDEN, _EXAMPLE)
            if not _ID.fullmatch(value) or set(value) == {"."}:
                words = N_("“{value}” is not a {name}.")
                raise Invalid(say(words, value=value[:80], name=name), _EXAMPLE)
        return self.path.format(**ids)


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
SIGNED_CALL = Operation(
    name="signed_call",
    label=N_("Signed call"),
    did=N_("Called"),
    method="GET",
    path="",
    answers=ANYTHING,
    moves_money=True,  # nobody knows: it is whatever the person asked for
)
_BY_NAME = {row.name: row for row in (*OPERATIONS, SIGNED_CALL)}


def operation(name: str) -> Operation:
    """Find an operation by its name."""
    return _BY_NAME[name]


def signed_call(method: str, path: str) -> Operation:
    """Make a call that the table does not know, to a path after the version; raise Invalid."""
    if not _FREE_PATH.fullmatch(path):
        words = N_("A path has letters, digits and slashes, and may end with a query.")
        raise Invalid(say(words), "reports?reportTypes=_GET_FLAT_FILE_OFFAMAZONPAYMENTS_")
    body = None if method == "GET" else ANYTHING.schema
    return replace(SIGNED_CALL, method=method, path=_with_sorted_query(path), body=body)


def _with_sorted_query(path: str) -> str:
    """Write the query as it is signed, so that both sides read the same (signing-requests.html)."""
    resource, mark, query = path.partition("?")
    pairs = sorted(parse_qsl(query, keep_blank_values=True))
    return resource + mark + urlencode(pairs, quote_via=quote, safe="-_.~")


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
