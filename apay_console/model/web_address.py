"""What is wrong with an address that a buyer would be sent to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from apay_console.errors import N_

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})  # this computer, as a host
_SCHEMES = ("http", "https")
_BLANK = re.compile(r"[\s\\]")
_STRANGE = re.compile(r"[^A-Za-z0-9.:_-]")  # in a host


class _Address(NamedTuple):
    """An address, taken apart once: a form and the emulator look at many."""

    text: str
    parts: SplitResult
    host: str


def _has_blank(address: _Address) -> bool:
    return _BLANK.search(address.text) is not None


def _has_other_scheme(address: _Address) -> bool:
    return address.parts.scheme.lower() not in _SCHEMES


def _names_user(address: _Address) -> bool:
    return address.parts.username is not None  # there is no password without one, empty as it is


def _has_no_host(address: _Address) -> bool:
    return not address.host or not address.text.lower().startswith(("http://", "https://"))


def _has_foreign_host(address: _Address) -> bool:
    return not address.host.isascii()


def _has_strange_host(address: _Address) -> bool:
    return _STRANGE.search(address.host) is not None


def _has_wrong_port(address: _Address) -> bool:
    try:
        return address.parts.port == 0
    except ValueError:
        return True


# What is wrong with an address; the first that is so is said.
_FAULTS: tuple[tuple[Callable[[_Address], bool], str], ...] = (
    (_has_blank, N_("An address has no blanks and no backslashes.")),
    (_has_other_scheme, N_("Begin with https:// (or http:// for a test).")),
    (_has_no_host, N_("The host is missing.")),
    (_names_user, N_("An address must not name a user.")),
    (_has_foreign_host, N_("Write the host in ASCII (punycode).")),
    (_has_strange_host, N_("The host holds a wrong character.")),
    (_has_wrong_port, N_("The port is no number from 1 to 65535.")),
)


def fault_of(address: str) -> str | None:
    """Say why an address cannot be used; None when it can."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return N_("This address cannot be read.")
    found = _Address(address, parts, parts.hostname or "")
    return next((words for is_so, words in _FAULTS if is_so(found)), None)
