"""Exchanges as HAR 1.2, which browsers' tools and most others read."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from apay_console.model import json_text
from apay_console.model.exchange import Answered, Exchange, Headers, Sent

_UNKNOWN = -1  # as the format writes it
_HTTP = "HTTP/1.1"
_PHASES = {  # each from the first of these events to the last
    "connect": ("connection.connect_tcp.started", "connection.connect_tcp.complete"),
    "ssl": ("connection.start_tls.started", "connection.start_tls.complete"),
    "send": ("http11.send_request_headers.started", "http11.send_request_body.complete"),
    "wait": (
        "http11.receive_response_headers.started",
        "http11.receive_response_headers.complete",
    ),
    "receive": ("http11.receive_response_body.started", "http11.receive_response_body.complete"),
}


def text(exchanges: Iterable[Exchange], version: str) -> str:
    """Write a HAR file; `version` is this program's."""
    log = {
        "version": "1.2",
        "creator": {"name": "Apay Console", "version": version},
        "entries": [_entry(one) for one in exchanges],
    }
    return json_text.write({"log": log}, 2) + "\n"


def _entry(one: Exchange) -> dict[str, Any]:
    timings = _timings(one.trace)
    total = sum(timings[name] for name in timings if name != "ssl" and timings[name] >= 0)
    made = {
        "startedDateTime": moment(one.started_at),
        "time": round(total, 3),
        "request": _request(one.sent),
        "response": _response(one.answered),
        "cache": {},
        "timings": timings,
    }
    return made | ({"comment": str(one.reason)} if one.reason else {})


def moment(seconds: float) -> str:
    """A moment as HAR writes it; one that no calendar has, as a damaged row tells it, is 1970."""
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        at = datetime.fromtimestamp(0, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _request(sent: Sent) -> dict[str, Any]:
    query = parse_qsl(sent.url.partition("#")[0].partition("?")[2], keep_blank_values=True)
    made = {
        "method": sent.method,
        "url": sent.url,
        "httpVersion": _HTTP,
        "cookies": [],
        "headers": _pairs(sent.headers),
        "queryString": _pairs(query),
        "headersSize": _UNKNOWN,
        "bodySize": len(sent.body),
    }
    if not sent.body:
        return made
    return made | {"postData": {"mimeType": sent.header("content-type"), **_content(sent.body)}}


def _response(answered: Answered | None) -> dict[str, Any]:
    """What came back; with no answer all is 0, as browsers write it."""
    found = answered or Answered(0, ())
    return {
        "status": found.status,
        "statusText": _phrase(found.status),
        "httpVersion": _HTTP if answered else "",
        "cookies": [],
        "headers": _pairs(found.headers),
        "content": {
            "size": len(found.body),
            "mimeType": found.header("content-type"),
            **_content(found.body),
        },
        "redirectURL": found.header("location"),
        "headersSize": _UNKNOWN,
        "bodySize": len(found.body),
    }


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else ""


def _pairs(pairs: Headers | Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _content(body: bytes) -> dict[str, str]:
    try:
        return {"text": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"text": base64.b64encode(body).decode("ascii"), "encoding": "base64"}


def _timings(trace: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Milliseconds of each phase; what a request always has is 0 where it is not known."""
    at = dict(trace)
    found = {name: _span(at, *ends) for name, ends in _PHASES.items()}
    if found["ssl"] >= 0 and found["connect"] >= 0:
        found["connect"] = round(found["connect"] + found["ssl"], 3)  # which counts both
    always = {name: max(found[name], 0) for name in ("send", "wait", "receive")}
    return {"blocked": _blocked(at), "dns": _UNKNOWN, **found, **always}


def _span(at: Mapping[str, float], start: str, end: str) -> float:
    return round(at[end] - at[start], 3) if start in at and end in at else _UNKNOWN


def _blocked(at: Mapping[str, float]) -> float:
    return round(min(at.values(), default=_UNKNOWN), 3)
