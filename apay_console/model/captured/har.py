"""Requests out of HAR 1.2: a whole file, a list of entries, one entry, or a request by itself."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Sent


def requests(value: Any) -> Iterator[Sent]:
    """Read each request in the order of the file; what is none is passed over; raise Invalid."""
    for request in _rows(value):
        found = _request(request)
        if found is not None:
            yield found


def is_file(value: Any) -> bool:
    """Whether it is a whole HAR file, whatever it holds."""
    log = value.get("log") if isinstance(value, Mapping) else None
    return isinstance(log, Mapping) and isinstance(log.get("entries"), list)


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    log = value.get("log", value) if isinstance(value, Mapping) else value
    rows = log.get("entries", [log]) if isinstance(log, Mapping) else log
    for row in rows if isinstance(rows, list) else []:
        request = row.get("request", row) if isinstance(row, Mapping) else None
        if isinstance(request, Mapping):
            yield request


def _request(row: Mapping[str, Any]) -> Sent | None:
    method, url, headers = row.get("method"), row.get("url"), row.get("headers")
    if not (isinstance(method, str) and isinstance(url, str) and isinstance(headers, list)):
        return None
    pairs = (one for one in headers if isinstance(one, Mapping))
    named = tuple((str(pair.get("name", "")), str(pair.get("value", ""))) for pair in pairs)
    return Sent(method, url, named, _posted(row.get("postData")))


def _posted(data: Any) -> bytes:
    text = data.get("text") if isinstance(data, Mapping) else None
    if not isinstance(text, str):
        return b""
    if data.get("encoding") != "base64":
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid(say(N_("The body in this HAR file is no Base64."))) from None
