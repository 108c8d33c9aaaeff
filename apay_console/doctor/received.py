"""What a receiver sees of a request, however it was captured."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from apay_console.emulator.wire import Asked
from apay_console.errors import N_, Invalid, say

_EXAMPLE = "https://pay-api.amazon.com/v2/checkoutSessions/…"


def asked(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> Asked:
    """Put a request together as its receiver would have seen it; raise Invalid for its address."""
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
