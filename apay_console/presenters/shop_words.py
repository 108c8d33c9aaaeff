"""A shop's request in words: what was asked, how it went, what to change."""

from __future__ import annotations

from urllib.parse import urlsplit

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange
from apay_console.model.operations import SIGNED_CALL, operation
from apay_console.model.verdicts import verdict

_SUMMARY = N_("Your shop: {asked} · {sentence}")
_PLACE = "{method} {path}"
_NOBODY = N_("It was not signed in a form that can be read.")
_SIGNER = N_("It was signed for {key_id} with {algorithm}.")
_LONGEST = 120


def asked(exchange: Exchange) -> Message:
    """Name what was asked: the operation, else method and path."""
    if exchange.operation == SIGNED_CALL.name:
        return say(_PLACE, method=exchange.sent.method[:20], path=path_of(exchange))
    return say(operation(exchange.operation).label)


def path_of(exchange: Exchange) -> str:
    """The path and query that were asked."""
    parts = urlsplit(exchange.sent.url)
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
