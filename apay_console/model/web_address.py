"""What is wrong with an address that a buyer would be sent to."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from apay_console.errors import N_


def fault_of(address: str) -> str | None:
    """Say why an address cannot be used; None when it can."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return N_("This address cannot be read.")
    host = parts.hostname or ""
    begins = address.lower().startswith(("http://", "https://"))
    rules = (
        (
            re.search(r"[\s\\]", address) is not None,
            N_("An address has no blanks and no backslashes."),
        ),
        (
            parts.scheme.lower() not in {"http", "https"},
            N_("Begin with https:// (or http:// for a test)."),
        ),
        (not host or not begins, N_("The host is missing.")),
        (
            parts.username is not None or parts.password is not None,
            N_("An address must not name a user."),
        ),
        (not host.isascii(), N_("Write the host in ASCII (punycode).")),
        (
            re.search(r"[^A-Za-z0-9.:_-]", host) is not None,
            N_("The host holds a wrong character."),
        ),
        (not _has_right_port(parts), N_("The port is no number from 1 to 65535.")),
    )
    return next((reason for is_wrong, reason in rules if is_wrong), None)


def _has_right_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False
