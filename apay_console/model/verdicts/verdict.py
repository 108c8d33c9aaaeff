"""What became of a request of somebody's shop: one sentence, and what to change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model import codec
from apay_console.model.answer import Refused, refusal
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import moment
from apay_console.model.operation import Operation
from apay_console.model.operations import operation
from apay_console.model.verdicts.rule import Rule
from apay_console.model.verdicts.rules import RULES

_FIELD = re.compile(r"field '([^']{1,200})' is invalid")
_STATE = re.compile(r"not allowed while the (?P<what>[a-z ]{1,40}) is (?P<state>\w{1,40})\.$")
_AMOUNT = re.compile(
    r"value '(?P<value>.{0,200}?)' provided for '(?P<name>[^']{1,120})'", re.DOTALL
)

_RIGHT = N_("Signature right, {status}.")
_PENDING = N_("Signature right, {status}: it is decided later.")
_SPOILT = N_("Signature right, {status}, but a fault spoilt the answer.")
_NO_ANSWER = N_("No answer: a fault broke the connection.")
_WRONG = N_("Signature wrong. {reason}")
_COMPARE = N_("Compare the canonical request under Signature with the text that your shop hashed.")
_SAME_LINE = N_("Let line {line} of the canonical request be the same on both sides.")
_AHEAD = N_("The clock of your shop is {minutes} min ahead.")
_BEHIND = N_("The request is {minutes} min old.")
_SET_CLOCK = N_("Set the clock of that machine, and sign anew for each request.")
_OTHER_VERSION = N_("Sent “{key}” to {version}: in {version} it is “{right}”.")
_RENAME = N_("Rename it to “{right}”, or call the other version.")
_NOT_NOW = N_("“{key}” cannot be set by this request.")
_LEAVE_OUT = N_("Leave it out here; it is set earlier, or by Amazon.")
_UNKNOWN_FIELD = N_("{version} does not know “{key}” in this request.")
_SPELLING = N_("Look at its spelling, and at the object that it stands in.")
_STATES = N_("{operation} is taken while the state is {states}.")
_WRONG_STATE = N_("Not in this state: the {what} is {state}.")
_FAULT = N_("A fault was ordered: {status}.")
_REPEAT = N_("A good shop asks again with the same idempotency key and the same body.")
_REFUSED = N_("Refused: {status} {code}.")


@dataclass(frozen=True)
class Verdict:
    """How a request went."""

    tone: str  # ok, warn or err
    sentence: Message
    change: Message | None = None  # what the shop should do
    words: str = ""  # the emulator's own


def verdict(exchange: Exchange) -> Verdict:
    """Say how a request went, from the exchange alone."""
    answered = exchange.answered
    if answered is None:
        return Verdict("warn", say(_NO_ANSWER), say(_REPEAT))
    if answered.status < 400:
        return _went_well(exchange, answered.status)
    refused = refusal(exchange)
    tone = "warn" if refused.status >= 500 else "err"
    sentence, change = _explained(refused)
    return Verdict(tone, sentence, change, refused.words)


def _went_well(exchange: Exchange, status: int) -> Verdict:
    if exchange.reason is not None:
        return Verdict("warn", say(_SPOILT, status=status), say(_REPEAT))
    return Verdict("ok", say(_PENDING if status == 202 else _RIGHT, status=status))


Explained = tuple[Message, Message | None]


def _explained(refused: Refused) -> Explained:
    if refused.status >= 500:
        return say(_FAULT, status=refused.status), say(_REPEAT)
    reader = _READERS.get(refused.code)
    found = reader(refused) if reader else None
    return found or _by_rule(refused) or _plainly(refused)


def _by_rule(refused: Refused) -> Explained | None:
    for rule in RULES:
        found = rule.pattern.search(refused.words) if rule.code == refused.code else None
        if found:
            return _filled(rule, refused, found.groupdict())
    return None


def _filled(rule: Rule, refused: Refused, found: Mapping[str, str]) -> Explained:
    """Fill in what the emulator quoted, and what the shop sent."""
    sent = refused.exchange.sent.header((rule.header or found.get("name", "")).lower())
    known = {**found, "sent": sent[:80], "path": refused.exchange.sent.url.partition("://")[2]}
    known["path"] = "/" + known["path"].partition("/")[2][:80]
    change = say(rule.change, **known) if rule.change else None
    return say(rule.sentence, **known), change


def _plainly(refused: Refused) -> Explained:
    return say(_REFUSED, status=refused.status, code=refused.code), None


def _signature(refused: Refused) -> Explained:
    reason = refused.exchange.reason
    if reason is None:
        return say(_WRONG, reason=say(_COMPARE)), None
    line = reason.arguments.get("line")
    change = say(_SAME_LINE, line=line) if line else say(_COMPARE)
    return say(_WRONG, reason=reason), change


def _time(refused: Refused) -> Explained | None:
    """Say how far the clocks are apart, where the request's date can be read."""
    if "x-amz-pay-date" not in refused.words:
        return None
    sent = _moment(refused.exchange.sent.header("x-amz-pay-date"))
    if sent is None:
        return None
    minutes = round((sent - refused.exchange.started_at) / 60)
    words = _AHEAD if minutes > 0 else _BEHIND
    return say(words, minutes=abs(minutes)), say(_SET_CLOCK)


def _moment(text: str) -> float | None:
    try:
        return moment(text.replace("-", "").replace(":", "")).timestamp()
    except ValueError:
        return None


def _unrecognized(refused: Refused) -> Explained | None:
    found = _FIELD.search(refused.words)
    if found is None:
        return None
    version, key = refused.exchange.version, found[1]
    right = _right_spelling(refused.exchange, tuple(key.split(".")))
    if right:
        words = {"key": key, "version": version, "right": right}
        return say(_OTHER_VERSION, **words), say(_RENAME, right=right)
    if "cannot be set now" in refused.words:
        return say(_NOT_NOW, key=key), say(_LEAVE_OUT)
    return say(_UNKNOWN_FIELD, version=version, key=key), say(_SPELLING)


def _right_spelling(exchange: Exchange, path: tuple[str, ...]) -> str | None:
    schema = _operation(exchange).body
    known = schema is not None and exchange.version in list(ApiVersion)
    return (
        codec.right_spelling(path, schema, ApiVersion(exchange.version))
        if known and schema
        else None
    )


def _operation(exchange: Exchange) -> Operation:
    return operation(exchange.operation)


def _state(refused: Refused) -> Explained | None:
    found = _STATE.search(refused.words)
    if found is None:
        return None
    wanted = _operation(refused.exchange)
    states = say(_STATES, operation=say(wanted.label), states=", ".join(wanted.states))
    return say(_WRONG_STATE, **found.groupdict()), states if wanted.states else None


_READERS: dict[str, Callable[[Refused], Explained | None]] = {
    "InvalidRequestSignature": _signature,
    "InvalidHeaderValue": _time,
    "UnrecognizedField": _unrecognized,
    "InvalidCheckoutSessionStatus": _state,
    "InvalidChargePermissionStatus": _state,
    "ChargePermissionNotModifiable": _state,
    "InvalidChargeStatus": _state,
}
