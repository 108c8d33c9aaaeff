"""What an exchange means for the person, in a sentence, and what they can do next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import json_text
from apay_console.model.exchange import Exchange, Outcome


@dataclass(frozen=True)
class Notice:
    """A bar above the panes: its tone, its sentence, and at most two commands."""

    tone: str  # ok, warn, err, unknown or info
    sentence: Message
    actions: tuple[str, ...] = ()  # names of commands
    details: str = ""  # Amazon's own words, shown as plain text


def answer_of(exchange: Exchange) -> Any:
    """Read an answer's JSON; None when there is none, or it cannot be read."""
    if exchange.answered is None:
        return None
    try:
        return json_text.read(exchange.answered.body.decode("utf-8"))
    except (BadText, UnicodeDecodeError):
        return None


def reason_code(exchange: Exchange) -> str:
    """Amazon's code for a refusal, empty when it gave none."""
    body = answer_of(exchange)
    code = body.get("reasonCode") if isinstance(body, Mapping) else None
    return code if isinstance(code, str) else ""


def own_words(exchange: Exchange) -> str:
    """Amazon's message of a refusal, at most 500 characters."""
    body = answer_of(exchange)
    words = body.get("message") if isinstance(body, Mapping) else None
    return words[:500] if isinstance(words, str) else ""


def notice_of(exchange: Exchange) -> Notice | None:
    """Explain whatever did not simply work."""
    if exchange.outcome is Outcome.NOT_SENT:
        words = N_("Not sent. {reason} Your values are kept.")
        return Notice("warn", say(words, reason=exchange.reason or ""), ("again",))
    if exchange.outcome is Outcome.UNKNOWN:
        return _unknown(exchange)
    if exchange.outcome is Outcome.REJECTED:
        return _refused(exchange)
    return None


def _unknown(exchange: Exchange) -> Notice:
    if exchange.sent.method == "GET":
        words = N_("No usable answer came. {reason} Nothing was changed by asking.")
        return Notice("warn", say(words, reason=exchange.reason or ""), ("get",))
    words = N_(
        "Sent, but no usable answer came. {reason} Amazon may or may not have applied it. "
        "Check before you send anything else."
    )
    return Notice("unknown", say(words, reason=exchange.reason or ""), ("check", "get"))


def _refused(exchange: Exchange) -> Notice:
    code = reason_code(exchange)
    reader = _REFUSALS.get(code, _other)
    sentence, actions = reader(exchange)
    return Notice("err", sentence, actions, own_words(exchange))


Explained = tuple[Message, tuple[str, ...]]


def _other(exchange: Exchange) -> Explained:
    status = exchange.answered.status if exchange.answered else 0
    words = N_("Amazon refused it ({status} {code}). Your values are kept.")
    return say(words, status=status, code=reason_code(exchange) or ""), ("get",)


def _signature(exchange: Exchange) -> Explained:
    theirs = server_hash(exchange)
    if not theirs:
        return say(N_("Amazon could not verify the signature; nothing changed.")), ("signature",)
    if theirs == exchange.string_to_sign.rpartition("\n")[2]:
        words = N_(
            "Amazon could not verify the signature; nothing changed. It read the request as we "
            "did, so check key, key id, region or algorithm."
        )
        return say(words), ("signature", "profiles")
    words = N_(
        "Amazon could not verify the signature; nothing changed. "
        "It read another request than we signed: the request changed on the way."
    )
    return say(words), ("signature",)


def server_hash(exchange: Exchange) -> str:
    """The hash that the server computed, as its refusal quotes it; empty when it does not."""
    found = re.search(r"signing String \[\s*[A-Z0-9-]+\s+([0-9a-f]{64})", own_words(exchange))
    return found[1] if found else ""


def _header(exchange: Exchange) -> Explained:
    words = own_words(exchange)
    if "key" in words.lower():
        sentence = N_("Amazon does not know this key id. Is it this region and this environment?")
        return say(sentence), ("profiles",)
    if "date" in words.lower():
        return say(N_("Amazon refused the request's time. Is this machine's clock right?")), ()
    return say(N_("Amazon refused a header of the request; nothing changed.")), ("signature",)


def _not_found(_: Exchange) -> Explained:
    words = N_(
        "Amazon has no such session here. Usual causes: other environment, other region, "
        "another merchant's, or older than 30 days."
    )
    return say(words), ("profiles",)


def _unrecognized(exchange: Exchange) -> Explained:
    found = re.search(r"'([^']{1,80})'", own_words(exchange))
    words = N_("Amazon {version} does not know {key}.")
    sentence = say(words, version=exchange.version, key=f"“{found[1]}”" if found else N_("a field"))
    return sentence, ("rename", "body")


def _value(exchange: Exchange) -> Explained:
    found = re.findall(r"'([^']{1,80})'", own_words(exchange))
    if len(found) > 1:
        words = N_("Amazon does not accept “{value}” for {field}; nothing changed.")
        return say(words, value=found[0], field=found[1]), ()
    return say(N_("Amazon does not accept a value; nothing changed.")), ()


def _status(_: Exchange) -> Explained:
    return say(N_("The session takes no more changes in its state.")), ("new_with_values",)


def _mismatch(_: Exchange) -> Explained:
    words = N_("The amount differs from the session's. Nothing was charged by this request.")
    return say(words), ("get",)


def _canceled(_: Exchange) -> Explained:
    words = N_("The session was canceled, so there is nothing to complete. Nothing was charged.")
    return say(words), ("new_with_values",)


def _duplicate(_: Exchange) -> Explained:
    words = N_("This idempotency key was used before with other content.")
    return say(words), ("get",)


def _throttled(_: Exchange) -> Explained:
    return say(N_("Too many requests for now; wait a few seconds and try again.")), ("again",)


_REFUSALS = {
    "InvalidRequestSignature": _signature,
    "InvalidHeaderValue": _header,
    "ResourceNotFound": _not_found,
    "UnrecognizedField": _unrecognized,
    "InvalidParameterValue": _value,
    "InvalidCheckoutSessionStatus": _status,
    "CheckoutSessionCanceled": _canceled,
    "AmountMismatch": _mismatch,
    "DuplicateIdempotencyKey": _duplicate,
    "TooManyRequests": _throttled,
}
