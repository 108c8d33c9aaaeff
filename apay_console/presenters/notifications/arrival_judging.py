"""Judges a notification: whether it is genuine, whether it came before, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from apay_console.errors import N_, Invalid, Message, say
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
from apay_console.presenters.notifications.arrival import (
    FORGED,
    GENUINE,
    MADE_UP,
    UNCHECKED,
    Arrival,
)

_SHOWN = 10_000  # characters of what is no notification
_RIGHT = N_("The signature is right: nothing was changed on the way.")
_RIGHT_HERE = N_("The signature is right: the built-in emulator sent it.")
_UNCHECKED = N_(
    "Not checked yet. The certificate is at {host}, which is Amazon's; it is fetched when you "
    "say so."
)
_GONE = N_("Its certificate is gone: the emulator makes another one at each start.")
_REFUSED = N_("Do not act on it. {reason}")
_TOLD = {
    "CHARGE_PERMISSION": N_(
        "The charge permission {id} changed. A notification does not say how: read it to see."
    ),
    "CHARGE": N_("The charge {id} changed. A notification does not say how: read it to see."),
    "REFUND": N_("The refund {id} changed. A notification does not say how: read it to see."),
    "CHARGEBACK": N_("The buyer disputes a payment ({id}). Read the permission it belongs to."),
}
_ATTRIBUTE = N_("Something else than the state of {id} changed. Read it.")
_TEST = N_("This is the test from Seller Central. Its id is made up, so there is nothing to read.")
_SUBSCRIBE = N_("SNS asks whether it may send here. Open SubscribeURL, at {host}, to say yes.")
_UNSUBSCRIBE = N_("SNS will send no more here. Open SubscribeURL, at {host}, to take that back.")
CONFIRMED = N_("It is confirmed: SNS may send here.")
_AGAIN = N_("It came before: SNS may deliver twice. Do nothing twice.")


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
        return checked(replace(whole, is_own=True), pem, _RIGHT_HERE)
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
        return replace(arrival, meaning=say(words, host=_host_of(envelope)))
    try:
        told = read_told(envelope.message)
    except Invalid as error:
        return replace(arrival, meaning=error.message)
    return replace(arrival, told=told, meaning=_meaning(told))


def _host_of(envelope: Envelope) -> str:
    try:
        return urlsplit(envelope.values.get("SubscribeURL", "")).netloc[:200]
    except ValueError:
        return ""


def _meaning(told: Told) -> Message:
    if told.object_id == MADE_UP:
        return say(_TEST)
    words = _TOLD[told.object_type] if told.change == STATE_CHANGE else _ATTRIBUTE
    return say(words, id=told.object_id[:80])


def with_earlier(arrival: Arrival, earlier: Iterable[Arrival]) -> Arrival:
    """Say so where the same message came before; what is not genuine is the same as nothing."""
    if arrival.tone == FORGED:
        return arrival
    is_known = any(one.id == arrival.id and one.tone != FORGED for one in earlier)
    return replace(arrival, again=say(_AGAIN)) if is_known else arrival
