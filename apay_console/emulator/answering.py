"""How a session is answered in each state and version (checkout-session.html)."""

from __future__ import annotations

from typing import Any

from apay_console.emulator import needs, values
from apay_console.emulator.state import Session
from apay_console.model.fields import ApiVersion
from apay_console.model.session import COMPLETED, OPEN

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
