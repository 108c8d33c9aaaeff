"""The address of a proxy that a profile's requests go through."""

from __future__ import annotations

from urllib.parse import urlsplit

from apay_console.errors import N_, Invalid, say
from apay_console.model.web_address import fault_of

EXAMPLE = "http://proxy.example:3128"
_HTTP = N_("A proxy's address begins with http:// and its host.")
_ASKS = N_("A proxy's user name and password are not kept here: use one that asks for neither.")
_PORT = N_("Name the proxy's port, too.")
_MORE = N_("A proxy's address ends after the port.")


def read_proxy(text: str) -> str:
    """Read a proxy's address, empty for none; it is used as it is returned."""
    reason = _fault_of(text) if text else None
    if reason is not None:
        raise Invalid(say(reason), EXAMPLE)
    return text.removesuffix("/").lower()


def shown(proxy: str) -> str:
    """Host and port, as a person reads them."""
    return proxy.partition("://")[2]


def _fault_of(text: str) -> str | None:
    if "@" in text:
        return _ASKS
    if not text.lower().startswith("http://"):
        return _HTTP
    reason = fault_of(text)
    return reason if reason is not None else _fault_of_parts(text)


def _fault_of_parts(text: str) -> str | None:
    parts = urlsplit(text)
    if parts.port is None:
        return _PORT
    is_more = parts.path not in {"", "/"} or any(sign in text for sign in "?#")
    return _MORE if is_more else None
