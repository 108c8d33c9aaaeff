"""What is wrong with an address that a buyer would be sent to."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

from apay_console.errors import N_

_SCHEMES = ("http", "https")
_BLANK = re.compile(r"[\s\\]")
_STRANGE = re.compile(r"[^A-Za-z0-9.:_-]")  # in a host


def _host(parts: SplitResult) -> str:
    return parts.hostname or ""


def _names_user(_: str, parts: SplitResult) -> bool:
    return parts.username is not None  # there is no password without one, empty as it may be


def _has_no_host(address: str, parts: SplitResult) -> bool:
    return not _host(parts) or not address.lower().startswith(("http://", "https://"))


def _has_wrong_port(_: str, parts: SplitResult) -> bool:
    try:
        return parts.port == 0
    except ValueError:
        return True


# What is wrong with an address, by its text and its parts; the first that is so is said.
_FAULTS: tuple[tuple[Callable[[str, SplitResult], bool], str], ...] = (
    (
        lambda address, _: _BLANK.search(address) is not None,
        N_("An address has no blanks and no backslashes."),
    ),
    (
        lambda _, parts: parts.scheme.lower() not in _SCHEMES,
        N_("Begin with https:// (or http:// for a test)."),
    ),
    (_has_no_host, N_("The host is missing.")),
    (_names_user, N_("An address must not name a user.")),
    (
        lambda _, parts: not _host(parts).isascii(),
        N_("Write the host in ASCII (punycode)."),
    ),
    (
        lambda _, parts: _STRANGE.search(_host(parts)) is not None,
        N_("The host holds a wrong character."),
    ),
    (_has_wrong_port, N_("The port is no number from 1 to 65535.")),
)


def fault_of(address: str) -> str | None:
    """Say why an address cannot be used; None when it can."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return N_("This address cannot be read.")
    return next((words for is_so, words in _FAULTS if is_so(address, parts)), None)
