"""The words by which an exchange is found."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from apay_console.store.exchange_rows import bytes_of, headers_of, message_of

COLUMNS = (
    "id, sale_id, session_id, operation, method, url, idempotency_key, note, reason, "
    "sent_headers, sent_body, answered_headers, answered_body"
)
VERSION = 1  # raised with every change of what is made here: the index is then made anew
_LONGEST = 1 << 18  # bytes of a body; what comes later in a longer one is not searched
# What proves who asked is no word to find anything by, and each request has another date.
_UNSEARCHED = {
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-amz-pay-date",
    "date",
}
_ESCAPES = re.compile(r"((?:\\u[0-9a-fA-F]{4})+)|\\.", re.DOTALL)


def text_of(row: Sequence[Any]) -> str:
    """Gather the text of one row of COLUMNS; the same row gives the same text."""
    names, reason, wire = row[1:8], message_of(row[8]), row[9:]
    parts = [*map(_plain, names), str(reason or ""), _reason_names(reason)]
    for headers, body in (wire[:2], wire[2:]):
        parts += [value for name, value in headers_of(headers) if _is_searched(name)]
        parts.append(_body(bytes_of(body)))
    return "\n".join(parts).encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _plain(value: Any) -> str:
    return bytes_of(value).decode("utf-8", "replace")


def _reason_names(reason: Any) -> str:
    return " ".join(map(str, reason.arguments.values())) if reason else ""


def _is_searched(name: str) -> bool:
    return name.lower() not in _UNSEARCHED and "signature" not in name.lower()


def _body(body: bytes) -> str:
    """Read a body's characters, those that JSON writes as escapes too."""
    cut = body[:_LONGEST]
    text = cut.decode(json.detect_encoding(cut), "replace")
    return _ESCAPES.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    return str(json.loads(f'"{found[1]}"')) if found[1] else " "
