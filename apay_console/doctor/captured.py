"""A request that somebody captured: raw HTTP, a curl command, or HAR, read as it was sent."""

from __future__ import annotations

from apay_console.doctor.received import asked
from apay_console.emulator.wire import Asked
from apay_console.errors import N_, BadText, Invalid, say
from apay_console.model import json_text
from apay_console.model.captured import har
from apay_console.model.captured.curl import from_curl, is_curl
from apay_console.model.captured.http import from_http
from apay_console.model.exchange import Sent

LARGEST = 4 * 1024 * 1024
_NO_HAR = N_(
    "This starts like HAR, but it is no JSON that can be read: {reason} "
    "(line {line}, column {column})"
)
_NAMES = ("authorization", "x-amz-pay-authorization")


def read(data: bytes) -> Asked:
    """Read one request; raise Invalid when there is none in it that can be judged."""
    if len(data) > LARGEST:
        raise Invalid(say(N_("This is larger than 4 MiB; give one request.")))
    sent = _sent(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return asked(sent.method, sent.url, sent.headers, sent.body)


def _sent(text: bytes) -> Sent:
    if is_curl(text):
        return from_curl(text)
    return _from_har(text) if text.startswith((b"{", b"[")) else from_http(text)


def _from_har(text: bytes) -> Sent:
    try:
        value = json_text.read_captured(text)
    except BadText as error:
        place = {"line": error.line, "column": error.column}
        raise Invalid(say(_NO_HAR, reason=error.message, **place)) from None
    for sent in har.requests(value):
        if any(sent.header(name) for name in _NAMES):
            return sent
    raise Invalid(say(N_("This JSON holds no HAR request with an authorization header.")))
