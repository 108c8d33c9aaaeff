"""A request as it stands on the wire: its first line, headers, a blank line, the body."""

from __future__ import annotations

import re

from apay_console.errors import N_, Invalid, say
from apay_console.model.exchange import Sent, header

EXAMPLE = "PATCH /v2/checkoutSessions/… HTTP/1.1"
_START = re.compile(rb"([A-Za-z]{1,20}) (\S+)(?: HTTP/[0-9.]+)?[ \t]*", re.ASCII)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def from_http(text: bytes) -> Sent:
    """Read a request; raise Invalid when there is none, or a part of it is missing."""
    head, body = _split(text)
    first, *lines = re.split(rb"\r?\n", head)
    start = _START.fullmatch(first)
    if not start:
        words = N_("This is no HTTP request, curl command or HAR file.")
        raise Invalid(say(words), EXAMPLE)
    headers = tuple(_pair(line) for line in lines if line.strip())
    method, url = start[1].decode(), start[2].decode("latin-1")
    return Sent(method, url, headers, _whole(header(headers, "content-length"), body))


def _split(text: bytes) -> tuple[bytes, bytes]:
    gap = _BLANK_LINE.search(text)
    return (text[: gap.start()], text[gap.end() :]) if gap else (text.rstrip(), b"")


def _pair(line: bytes) -> tuple[str, str]:
    name, mark, value = line.decode("latin-1").partition(":")
    if not mark:
        raise Invalid(say(N_("“{line}” is no header."), line=name[:80]), "accept: application/json")
    return name.strip(), value.strip(" \t")


def _whole(length: str, body: bytes) -> bytes:
    """Cut off what an editor added at the end; refuse a body of which something is missing."""
    if not length.isdecimal():
        return body
    if len(body) < int(length):
        words = N_("The body has {found} bytes, but content-length says {length}.")
        raise Invalid(say(words, found=len(body), length=int(length)))
    return body[: int(length)] if not body[int(length) :].strip() else body
