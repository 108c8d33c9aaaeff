"""A request that somebody captured: raw HTTP, a curl command, or HAR, read as it was sent."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from apay_console.doctor.curl import from_curl, is_curl
from apay_console.doctor.received import asked
from apay_console.emulator.wire import Asked
from apay_console.errors import N_, Invalid, say

LARGEST = 4 * 1024 * 1024
EXAMPLE = "PATCH /v2/checkoutSessions/… HTTP/1.1"
_START = re.compile(rb"([A-Za-z]{1,20}) (\S+)(?: HTTP/[0-9.]+)?[ \t]*", re.ASCII)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_NAMES = {"authorization", "x-amz-pay-authorization"}


def read(data: bytes) -> Asked:
    """Read one request; raise Invalid when there is none in it that can be judged."""
    if len(data) > LARGEST:
        raise Invalid(say(N_("This is larger than 4 MiB; give one request.")))
    text = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if is_curl(text):
        return from_curl(text)
    if text.startswith((b"{", b"[")):
        return _from_har(text)
    return _from_http(text)


def _from_http(text: bytes) -> Asked:
    head, body = _split(text)
    first, *lines = re.split(rb"\r?\n", head)
    start = _START.fullmatch(first)
    if not start:
        words = N_("This is no HTTP request, curl command or HAR file.")
        raise Invalid(say(words), EXAMPLE)
    method, url = start[1].decode(), start[2].decode("latin-1")
    found = asked(method, url, [_pair(line) for line in lines if line.strip()], body)
    return Asked(found.method, found.target, found.headers, _whole(found, body))


def _split(text: bytes) -> tuple[bytes, bytes]:
    gap = _BLANK_LINE.search(text)
    return (text[: gap.start()], text[gap.end() :]) if gap else (text.rstrip(), b"")


def _pair(line: bytes) -> tuple[str, str]:
    name, mark, value = line.decode("latin-1").partition(":")
    if not mark:
        raise Invalid(say(N_("“{line}” is no header."), line=name[:80]), "accept: application/json")
    return name, value


def _whole(found: Asked, body: bytes) -> bytes:
    """Cut off what an editor added at the end; refuse a body of which something is missing."""
    length = found.header("content-length")
    if not length.isdecimal():
        return body
    if len(body) < int(length):
        words = N_("The body has {found} bytes, but content-length says {length}.")
        raise Invalid(say(words, found=len(body), length=int(length)))
    return body[: int(length)] if not body[int(length) :].strip() else body


def _from_har(text: bytes) -> Asked:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(
            say(N_("This starts like HAR, but it is no JSON that can be read."))
        ) from None
    for request in _requests(value):
        found = _from_entry(request)
        if found is not None and any(name in _NAMES for name, _ in found.headers):
            return found
    raise Invalid(say(N_("This JSON holds no HAR request with an authorization header.")))


def _requests(value: Any) -> Iterable[Mapping[str, Any]]:
    """Each request of a HAR file, of one entry, or the request itself."""
    log = value.get("log", value) if isinstance(value, Mapping) else value
    rows = log.get("entries", [log]) if isinstance(log, Mapping) else log
    for row in rows if isinstance(rows, list) else []:
        request = row.get("request", row) if isinstance(row, Mapping) else None
        if isinstance(request, Mapping):
            yield request


def _from_entry(request: Mapping[str, Any]) -> Asked | None:
    method, url = request.get("method"), request.get("url")
    headers = request.get("headers")
    if not (isinstance(method, str) and isinstance(url, str) and isinstance(headers, list)):
        return None
    pairs = [(str(row.get("name", "")), str(row.get("value", ""))) for row in headers if row]
    return asked(method, url, pairs, _posted(request.get("postData")))


def _posted(data: Any) -> bytes:
    text = data.get("text") if isinstance(data, Mapping) else None
    if not isinstance(text, str):
        return b""
    if data.get("encoding") != "base64":
        return text.encode()
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise Invalid(say(N_("The body in this HAR file is no Base64."))) from None
