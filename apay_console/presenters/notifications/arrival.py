"""A notification as it arrived or was pasted: whether it is genuine, and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import operations
from apay_console.model.fields import ApiVersion
from apay_console.model.notification import SUBSCRIPTION, UNSUBSCRIPTION, Envelope, Told

GENUINE, FORGED, UNCHECKED = "ok", "err", "unknown"
MADE_UP = "P01-0000000-0000000-000000"

_TITLES = {
    "CHARGE_PERMISSION": N_("Permission {id} changed"),
    "CHARGE": N_("Charge {id} changed"),
    "REFUND": N_("Refund {id} changed"),
    "CHARGEBACK": N_("Chargeback {id}"),
}
_TEST_TITLE = N_("Test, as from Seller Central")
_OTHER_TITLES = {
    SUBSCRIPTION: N_("Asks to confirm the subscription"),
    UNSUBSCRIPTION: N_("Tells that the subscription ended"),
}
_NO_TITLE = N_("No notification")
_UNREADABLE = N_("A notification that tells nothing")
_CLAIM = N_("It claims: {title}.")
_READ = {
    "CHARGE_PERMISSION": (operations.GET_PERMISSION, "chargePermissionId"),
    "CHARGE": (operations.GET_CHARGE, "chargeId"),
    "REFUND": (operations.GET_REFUND, "refundId"),
    "CHARGEBACK": (operations.GET_PERMISSION, "chargePermissionId"),
}


@dataclass(frozen=True)
class Arrival:
    """What came, what was found out about it, and what it calls for."""

    at: float
    raw: str
    number: int = 0  # counts what came
    is_pasted: bool = False
    status: int | None = None  # what it was answered
    envelope: Envelope | None = None
    told: Told | None = None
    tone: str = UNCHECKED
    verdict: Message | None = None
    meaning: Message | None = None
    again: Message | None = None
    is_own: bool = False  # signed by the built-in emulator
    is_confirmed: bool = False  # the subscription that it asks for

    @property
    def id(self) -> str:
        """Its message id; empty where it has none."""
        return self.envelope.id if self.envelope else ""

    @property
    def title(self) -> Message:
        """What it is, in a few words."""
        if self.envelope is None:
            return say(_NO_TITLE)
        if self.told is None:
            return say(_OTHER_TITLES.get(self.envelope.type, _UNREADABLE))
        if self.told.object_id == MADE_UP:
            return say(_TEST_TITLE)
        return say(_TITLES[self.told.object_type], id=short(self.told.object_id))

    @property
    def may_fetch(self) -> bool:
        """Whether Amazon's certificate could settle it."""
        return self.tone == UNCHECKED and self.envelope is not None

    @property
    def object_id(self) -> str:
        """The id of what should be read now; empty where nothing should."""
        if self.told is None or self.tone == FORGED or self.told.object_id == MADE_UP:
            return ""
        is_dispute = self.told.object_type == "CHARGEBACK"
        return self.told.permission_id if is_dispute else self.told.object_id

    @property
    def claim(self) -> Message | None:
        """What it means; of what is not genuine, only what it claims."""
        if self.tone == FORGED and self.envelope is not None:
            return say(_CLAIM, title=self.title)
        return self.meaning

    @property
    def subscribe_url(self) -> str:
        """Where a subscription is confirmed; empty unless that is asked, and genuine."""
        if self.envelope is None or self.tone != GENUINE or self.is_confirmed:
            return ""
        return self.envelope.values.get("SubscribeURL", "")

    @property
    def question(self) -> str | None:
        """The path of the GET that it calls for, with its version; None where nothing should be."""
        return (
            asking(self.told.object_type, self.object_id, self.told.version) if self.told else None
        )


def asking(object_type: str, object_id: str, version: ApiVersion = ApiVersion.V2) -> str | None:
    """Write the path that reads an object, with its version; None for an id that is none."""
    operation, name = _READ[object_type]
    try:
        return f"/{version.value}/{operation.target(**{name: object_id})}"
    except Invalid:
        return None


def short(object_id: str) -> str:
    """Take the part of an id that tells charges and refunds apart; a permission has none."""
    parts = object_id.split("-")
    return parts[3] if len(parts) > 3 else object_id[:40]
