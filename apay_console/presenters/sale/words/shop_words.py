"""A shop's request in words: what was asked, how it went, what to change."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from apay_console.errors import N_, Message, say
from apay_console.model.answer import own_words, reason_code
from apay_console.model.exchange import Exchange
from apay_console.model.operations import operation
from apay_console.model.signed_call import SIGNED_CALL
from apay_console.model.verdicts.verdict import verdict

_SUMMARY = N_("Your shop: {asked} · {sentence}")
_PLACE = "{method} {path}"
_NOBODY = N_("It was not signed in a form that can be read.")
_SIGNER = N_("It was signed for {key_id} with {algorithm}.")
_DIFFERS = N_(
    "It signed “{signed}” in line {line} of the canonical request; what came gives “{came}”."
)
_HASH = re.compile("[0-9a-f]{64}")
_LONGEST = 120
_LONGEST_WORDS = 140  # of the emulator's own; Raw has all of them


def asked(exchange: Exchange) -> Message:
    """Name what was asked: the operation, else method and path."""
    if exchange.operation == SIGNED_CALL.name:
        return say(_PLACE, method=exchange.sent.method[:20], path=path_of(exchange))
    return say(operation(exchange.operation).label)


def path_of(exchange: Exchange) -> str:
    """The path and query that were asked."""
    try:
        parts = urlsplit(exchange.sent.url)
    except ValueError:  # of a damaged row
        return exchange.sent.url[:_LONGEST]
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return whole[:_LONGEST]


def summary(exchange: Exchange) -> Message:
    """Tell a request of the shop's in one line."""
    return say(_SUMMARY, asked=asked(exchange), sentence=verdict(exchange).sentence)


def signer(exchange: Exchange) -> Message:
    """Say for whom a request was signed."""
    headers = {name.lower(): value for name, value in exchange.sent.headers}
    written = headers.get("authorization") or headers.get("x-amz-pay-authorization", "")
    algorithm, _, rest = written.partition(" PublicKeyId=")
    key_id = rest.partition(",")[0]
    if not key_id:
        return say(_NOBODY)
    return say(_SIGNER, key_id=key_id[:_LONGEST], algorithm=algorithm[:_LONGEST])


def line_that_differs(exchange: Exchange) -> int | None:
    """The line of the canonical request that was signed otherwise; None where nobody knows."""
    line = exchange.reason.arguments.get("line") if exchange.reason else None
    most = exchange.canonical_request.count("\n") + 1
    return line if isinstance(line, int) and 0 < line <= most else None


def differs(exchange: Exchange) -> Message | None:
    """Say what was signed in the place of what came, where that could be found out."""
    line = line_that_differs(exchange)
    if line is None or exchange.reason is None:
        return None
    signed = str(exchange.reason.arguments.get("signed", ""))
    came = exchange.canonical_request.split("\n")[line - 1]
    return say(_DIFFERS, line=line, signed=_short(signed), came=_short(came))


def _short(line: str) -> str:
    """Of a body's hash the beginning is enough to compare."""
    return f"{line[:12]}…" if _HASH.fullmatch(line) else line[:_LONGEST]


def is_wrongly_signed(exchange: Exchange) -> bool:
    """Whether the signature was what an answer refused."""
    return reason_code(exchange) == "InvalidRequestSignature"


def answered(exchange: Exchange) -> str:
    """Quote the answer: its status, and for a refusal Amazon's code and words."""
    if exchange.answered is None:
        return ""
    status = f"{exchange.answered.status} {reason_code(exchange)}".rstrip()
    words = " ".join(own_words(exchange).split())
    shown = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1]}…"
    return f"{status}\n{shown}".rstrip()
