"""A notification as it arrived or was pasted: whether it is genuine, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import operations
from apay_console.model.fields import ApiVersion
from apay_console.model.notification import (
    LARGEST,
    STATE_CHANGE,
    SUBSCRIPTION,
    UNSUBSCRIPTION,
    Envelope,
    Told,
    check_certificate_url,
    read_envelope,
    read_told,
)

GENUINE, FORGED, UNCHECKED = "ok", "err", "unknown"
_SHOWN = 10_000  # characters of what is no notification
_MADE_UP = "P01-0000000-0000000-000000"

_RIGHT = N_("The signature is right: nothing was changed on the way.")
_RIGHT_HERE = N_("The signature is right: the built-in emulator sent it.")
_UNCHECKED = N_(
    "Not checked yet. The certificate is at {host}, which is Amazon's; it is fetched when you "
    "say so."
)
_GONE = N_("Its certificate is gone: the emulator makes another one at each start.")
_REFUSED = N_("Do not act on it. {reason}")
_TOLD = {
    "CHARGE_PERMISSION": N_("The charge permission {id} changed. It does not say how: read it."),
    "CHARGE": N_("The charge {id} changed. It does not say how: read it."),
    "REFUND": N_("The refund {id} changed. It does not say how: read it."),
    "CHARGEBACK": N_("The buyer disputes a payment ({id}). Read the permission it belongs to."),
}
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
_ATTRIBUTE = N_("Something else than the state of {id} changed. Read it.")
_TEST = N_("This is the test from Seller Central. Its id is made up, so there is nothing to read.")
_SUBSCRIBE = N_("SNS asks whether it may send here. Open SubscribeURL once to say yes: {host}.")
_UNSUBSCRIBE = N_("SNS will send no more here. Open SubscribeURL to take that back: {host}.")
_AGAIN = N_("It came before: SNS may deliver twice. Do nothing twice.")
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
        if self.told.object_id == _MADE_UP:
            return say(_TEST_TITLE)
        return say(_TITLES[self.told.object_type], id=short(self.told.object_id))

    @property
    def may_fetch(self) -> bool:
        """Whether Amazon's certificate could settle it."""
        return self.tone == UNCHECKED and self.envelope is not None

    @property
    def object_id(self) -> str:
        """The id of what should be read now; empty where nothing should."""
        if self.told is None or self.tone == FORGED or self.told.object_id == _MADE_UP:
            return ""
        is_dispute = self.told.object_type == "CHARGEBACK"
        return self.told.permission_id if is_dispute else self.told.object_id

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


@dataclass(frozen=True)
class Own:
    """The built-in emulator: where it answers, and its certificate by the path."""

    base_url: str
    certificate_at: Callable[[str], bytes | None]

    def certificate_of(self, envelope: Envelope) -> bytes | None:
        """Find its certificate, under its own name or under Amazon's where it says so."""
        url = envelope.certificate_url
        try:
            path = urlsplit(url).path
            if not url.startswith(f"{self.base_url}/"):
                check_certificate_url(url)
        except (ValueError, Invalid):
            return None
        return self.certificate_at(path)


def arrived(raw: bytes | str, at: float, own: Own) -> Arrival:
    """Judge what came."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    arrival = Arrival(at, text[:LARGEST])
    try:
        envelope = read_envelope(raw)
    except Invalid as error:
        words = say(_REFUSED, reason=error.message)
        return replace(arrival, raw=text[:_SHOWN], tone=FORGED, verdict=words)
    whole = _read(replace(arrival, envelope=envelope))
    pem = own.certificate_of(envelope)
    if pem:
        return checked(whole, pem, _RIGHT_HERE)
    if envelope.certificate_url.startswith(f"{own.base_url}/"):
        return replace(whole, tone=FORGED, verdict=say(_REFUSED, reason=say(_GONE)))
    return _unchecked(whole, envelope)


def _unchecked(arrival: Arrival, envelope: Envelope) -> Arrival:
    try:
        check_certificate_url(envelope.certificate_url)
    except Invalid as error:
        return replace(arrival, tone=FORGED, verdict=say(_REFUSED, reason=error.message))
    host = urlsplit(envelope.certificate_url).netloc
    return replace(arrival, tone=UNCHECKED, verdict=say(_UNCHECKED, host=host))


def fetched(arrival: Arrival, certificate: bytes, now: float) -> Arrival:
    """Check the signature with the certificate that lay at Amazon's, if that is still valid."""
    from apay_console import sns  # noqa: PLC0415 - seldom needed

    try:
        sns.check_dates(certificate, now)
    except Invalid as error:
        return replace(arrival, tone=FORGED, verdict=say(_REFUSED, reason=error.message))
    return checked(arrival, certificate, _RIGHT)


def checked(arrival: Arrival, certificate: bytes, right: str) -> Arrival:
    """Check the signature with a certificate that can be trusted."""
    from apay_console import sns  # noqa: PLC0415 - seldom needed

    if arrival.envelope is None:
        return arrival
    try:
        sns.check(arrival.envelope, certificate)
    except Invalid as error:
        return replace(arrival, tone=FORGED, verdict=say(_REFUSED, reason=error.message))
    return replace(arrival, tone=GENUINE, verdict=say(right))


def _read(arrival: Arrival) -> Arrival:
    """Say what the message inside means."""
    envelope = arrival.envelope
    if envelope is None:
        return arrival
    if envelope.type in {SUBSCRIPTION, UNSUBSCRIPTION}:
        words = _SUBSCRIBE if envelope.type == SUBSCRIPTION else _UNSUBSCRIBE
        host = envelope.values.get("SubscribeURL", "")[:200]
        return replace(arrival, meaning=say(words, host=host))
    try:
        told = read_told(envelope.message)
    except Invalid as error:
        return replace(arrival, meaning=error.message)
    return replace(arrival, told=told, meaning=_meaning(told))


def _meaning(told: Told) -> Message:
    if told.object_id == _MADE_UP:
        return say(_TEST)
    words = _TOLD[told.object_type] if told.change == STATE_CHANGE else _ATTRIBUTE
    return say(words, id=told.object_id[:80])


def with_earlier(arrival: Arrival, earlier: Iterable[Arrival]) -> Arrival:
    """Say so where the same message came before."""
    is_known = bool(arrival.id) and any(one.id == arrival.id for one in earlier)
    return replace(arrival, again=say(_AGAIN)) if is_known else arrival
