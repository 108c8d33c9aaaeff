"""Where the time of one exchange went, phase by phase, and how much went each way."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from itertools import pairwise

from apay_console.errors import N_
from apay_console.model.exchange import Exchange, Headers

Trace = tuple[tuple[str, float], ...]
PARSED = "answer.parsed"  # our own event, beside httpx's
_CERTIFICATE = "tls.certificate"  # ours too; what it says stands behind it
_FACTS = re.compile(rf"{re.escape(_CERTIFICATE)} (-?\d{{1,12}}) (-?\d{{1,12}}) (.*)", re.DOTALL)
_LONGEST_NAME = 200
_THROUGH = "proxy.asked "  # ours, too; the proxy's address stands behind it
TUNNEL = "tunnel."  # before the names of events between a proxy and us


class Phase(StrEnum):
    """What an exchange waits for, in the order in which it does."""

    QUEUE = N_("Queue")  # the key loaded, the write stored, the request signed
    CONNECT = N_("Connect")
    TLS = N_("TLS")
    SEND = N_("Send")
    WAIT = N_("Wait")
    RECEIVE = N_("Receive")
    PARSE = N_("Parse")
    PAINT = N_("Paint")  # from the answer's arrival in the window to the painted tree


_CONNECTING, _SECURING = "connection.connect_tcp", "connection.start_tls"
_HEAD, _BODY = "http11.send_request_headers", "http11.send_request_body"
_FIRST, _REST = "http11.receive_response_headers", "http11.receive_response_body"
_CLOSED = "http11.response_closed"
# By which events a phase begins and ends: the first of these that happened.
_EVENTS: tuple[tuple[Phase, tuple[str, ...], tuple[str, ...]], ...] = (
    (Phase.CONNECT, (f"{_CONNECTING}.started",), (f"{_CONNECTING}.complete",)),
    (Phase.TLS, (f"{_SECURING}.started",), (f"{_SECURING}.complete",)),
    (Phase.SEND, (f"{_HEAD}.started",), (f"{_BODY}.complete", f"{_FIRST}.started")),
    (Phase.WAIT, (f"{_FIRST}.started",), (f"{_FIRST}.complete",)),
    (Phase.RECEIVE, (f"{_REST}.started",), (f"{_REST}.complete", f"{_CLOSED}.complete")),
    (Phase.PARSE, (f"{_CLOSED}.complete", f"{_REST}.complete"), (PARSED,)),
)


@dataclass(frozen=True)
class Span:
    """One phase, in milliseconds since the command."""

    phase: Phase
    start: float
    end: float
    is_cut: bool = False  # it was under way when the exchange ended without an answer

    @property
    def ms(self) -> float:
        """How long it took."""
        return self.end - self.start


@dataclass(frozen=True)
class Certificate:
    """Whom the server's certificate names, and from when until when it is valid."""

    subject: str
    start: int  # seconds since 1970
    end: int

    @property
    def event(self) -> str:
        """The name of the event that keeps it in a trace."""
        return f"{_CERTIFICATE} {self.start} {self.end} {self.subject[:_LONGEST_NAME]}"


@dataclass(frozen=True)
class Size:
    """Bytes of one direction."""

    head: int
    body: int


def spans_of(exchange: Exchange, paint: float | None = None) -> tuple[Span, ...]:
    """Tell the phases apart; none where no times were kept."""
    if not 0 <= exchange.took_ms < math.inf:  # as a damaged row may say
        return ()
    at = dict(_usable(exchange.trace, exchange.took_ms))
    if not at and (exchange.answered is not None or exchange.is_from_shop):
        return ()
    begun = [(phase, _first(at, starts), _first(at, ends)) for phase, starts, ends in _EVENTS]
    known = [(phase, start, end) for phase, start, end in begun if start is not None]
    queued = known[0][1] if known else None
    found = list(_closed([(Phase.QUEUE, 0.0, queued), *known], exchange.took_ms))
    if exchange.answered is None:
        found[-1] = Span(found[-1].phase, found[-1].start, found[-1].end, is_cut=True)
    elif paint is not None and paint >= 0:
        found.append(Span(Phase.PAINT, exchange.took_ms, exchange.took_ms + paint))
    return tuple(found)


def certificate_of(exchange: Exchange) -> Certificate | None:
    """Whose certificate the answer came under; None without TLS."""
    found = next(filter(None, (_FACTS.fullmatch(str(name)) for name, _ in exchange.trace)), None)
    return Certificate(found[3], int(found[1]), int(found[2])) if found else None


def through(proxy: str) -> str:
    """Name the event that keeps in a trace which proxy was asked."""
    return f"{_THROUGH}{proxy}"


def proxy_of(exchange: Exchange) -> str:
    """Which proxy the request went through; empty for none."""
    names = (str(name) for name, _ in exchange.trace)
    found = next((name for name in names if name.startswith(_THROUGH)), "")
    return found.removeprefix(_THROUGH)[:_LONGEST_NAME]


def sent_size(exchange: Exchange) -> Size:
    """What left: the request line and headers, and the body."""
    sent = exchange.sent
    target = "/" + sent.url.partition("://")[2].partition("/")[2]
    return Size(len(f"{sent.method} {target} HTTP/1.1\r\n") + _block(sent.headers), len(sent.body))


def answered_size(exchange: Exchange) -> Size:
    """What came: the status line and headers, and as much of the body as was read."""
    answered = exchange.answered
    if answered is None:
        return Size(0, 0)
    known = answered.status in HTTPStatus._value2member_map_
    phrase = HTTPStatus(answered.status).phrase if known else ""
    first = len(f"HTTP/1.1 {answered.status} {phrase}\r\n")
    return Size(first + _block(answered.headers), len(answered.body))


def _block(headers: Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers) + 2


def _usable(trace: Trace, took: float) -> Iterator[tuple[str, float]]:
    """A stored trace may be broken: what is no time is left out, what is out of bounds, bounded."""
    for name, ms in trace:
        if isinstance(ms, (int, float)) and math.isfinite(ms):
            yield name, min(max(float(ms), 0.0), took)


def _first(at: Mapping[str, float], names: tuple[str, ...]) -> float | None:
    return next((at[name] for name in names if name in at), None)


def _closed(rows: list[tuple[Phase, float | None, float | None]], took: float) -> Iterator[Span]:
    """End each phase where it ended, else where the next one began, and never before it began."""
    done = 0.0
    for row, following in pairwise([*rows, None]):
        if row is None:
            continue
        phase, start, end = row
        next_start = following[1] if following else None
        stop = next((one for one in (end, next_start) if one is not None), took)
        begin = max(done, start or 0.0)
        done = max(begin, stop)
        yield Span(phase, begin, done)
