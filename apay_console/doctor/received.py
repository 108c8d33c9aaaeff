"""What a receiver sees of a request, however it was captured."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from urllib.parse import urlsplit

from apay_console.emulator.wire import Asked
from apay_console.errors import N_, Invalid, say

_EXAMPLE = "https://pay-api.amazon.com/v2/checkoutSessions/…"


def asked(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> Asked:
    """Put a request together as its receiver would have seen it; raise Invalid for its address."""
    headers = list(headers)
    _refuse_halves([method, url, *itertools.chain(*headers)])
    try:
        parts = urlsplit(url)
    except ValueError:  # as of brackets that hold no address
        raise Invalid(say(N_("The request's address cannot be read.")), _EXAMPLE) from None
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    pairs = [(name.strip().lower(), value.strip(" \t")) for name, value in headers]
    pairs = [(name, value) for name, value in pairs if name and not name.startswith(":")]
    if parts.netloc and not any(name == "host" for name, _ in pairs):
        pairs.insert(0, ("host", parts.netloc.rpartition("@")[2]))
    return Asked(method, target, tuple(pairs), body)


def _refuse_halves(texts: Iterable[str]) -> None:
    """Refuse half characters, which no request can carry and no hash takes."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        words = N_("The request's first line or a header holds half a character (a surrogate).")
        raise Invalid(say(words)) from None
