"""How a session is answered in each state and version (checkout-session.html)."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import values
from apay_console.emulator.rules import needs
from apay_console.emulator.rules.permissions import ONE_TIME
from apay_console.emulator.state import Permission, Record, Session
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import moment
from apay_console.model.session import COMPLETED, OPEN
from apay_console.model.subjects import subject

TOLD_FOR = 30 * 24 * 3600.0
_OF_BUYER = ("buyer.", "shippingAddress.", "billingAddress.")
_REDIRECT = "webCheckoutDetails.amazonPayRedirectUrl"
_KEPT = frozenset(
    {
        *("checkoutSessionId", "statusDetails.state", "statusDetails.reasonCode"),
        *("statusDetails.reasonDescription", "statusDetails.lastUpdatedTimestamp"),
        *("chargePermissionId", "chargeId", "creationTimestamp"),
    }
)
_KEPT_BY_V1 = _KEPT | {
    *("expirationTimestamp", "releaseEnvironment", "providerMetadata.providerReferenceId"),
}
_KEPT_BY_V1_COMPLETED = _KEPT_BY_V1 | {"productType", "storeId"}
_STATUS = {ApiVersion.V1: "statusDetail", ApiVersion.V2: "statusDetails"}


def page_url(session: Session, base_url: str) -> str:
    """Say where the buyer pays."""
    return f"{base_url}/checkout/processing?amazonCheckoutSessionId={session.id}"


def session_body(session: Session, version: ApiVersion, base_url: str) -> dict[str, Any]:
    """Spell a session as the path's version does."""
    if session.state != OPEN:
        return _finished(session, version)
    missing = needs.constraints(session.values)
    url = None if missing else page_url(session, base_url)
    return values.spell(session.values | {"constraints": missing, _REDIRECT: url}, version)


def body(record: Record, version: ApiVersion) -> dict[str, Any]:
    """Spell a permission, charge or refund as the path's version does."""
    return values.spell(record.values, version, subject(record.kind).schema)


def permission_body(permission: Permission, version: ApiVersion, now: float) -> dict[str, Any]:
    """Spell a permission; the buyer is told for 30 days, and while payments repeat."""
    since = _told_since(permission)
    if since is None or now < since + TOLD_FOR:
        return body(permission, version)
    hidden = {name: None for name in permission.values if name.startswith(_OF_BUYER)}
    return values.spell(permission.values | hidden, version, subject("permission").schema)


def _told_since(permission: Permission) -> float | None:
    """Say when the 30 days begin; None while they do not."""
    if permission.values["chargePermissionType"] == ONE_TIME:
        return permission.created_at
    if permission.state != "Closed":
        return None
    return moment(permission.values["statusDetails.lastUpdatedTimestamp"]).timestamp()


def _finished(session: Session, version: ApiVersion) -> dict[str, Any]:
    if version is ApiVersion.V1:
        return _finished_v1(session)
    whole = values.spell(_only(session, _KEPT), version)
    filled = {"checkoutSessionId", "chargePermissionId", "chargeId", "creationTimestamp"}
    return {
        key: value if key in filled or key == _STATUS[version] else None
        for key, value in whole.items()
        if key != "checkoutButtonText"  # Amazon's answers lack it once a session is finished
    }


def _finished_v1(session: Session) -> dict[str, Any]:
    kept = _KEPT_BY_V1_COMPLETED if session.state == COMPLETED else _KEPT_BY_V1
    whole = values.spell(_only(session, kept) | {"constraints": []}, ApiVersion.V1)
    return whole | {"webCheckoutDetail": None, "paymentDetail": None, "merchantMetadata": None}


def _only(session: Session, names: frozenset[str]) -> dict[str, Any]:
    return {name: value if name in names else None for name, value in session.values.items()}
