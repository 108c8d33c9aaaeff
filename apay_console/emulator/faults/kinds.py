"""What can go wrong with an answer: one row for each kind of fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from apay_console.emulator.wire import Answer, Delivery, Headers, Refused
from apay_console.errors import N_

STATUSES = (500, 502, 503, 504, 429)
_CODES = {429: "TooManyRequests", 503: "ServiceUnavailable"}
_HTML: Headers = (("content-type", "text/html; charset=utf-8"),)
_PAGE = b"<!doctype html><title>We will be back soon</title><h1>We will be back soon</h1>"


@dataclass(frozen=True)
class Ways:
    """How exactly an answer is spoilt; each kind reads what it asks for."""

    delay: float = 0.0  # seconds before the answer begins
    jitter: float = 0.0  # up to so many seconds more, by chance
    status: int = 500
    code: str = ""  # the reason code; empty: the one that fits the status
    retry_after: int | None = None  # seconds
    cut: int | None = None  # bytes of the body that still arrive
    seconds: float = 0.0  # for how long the body dribbles, or how far the clock is ahead


Make = Callable[[Answer, Ways], Answer]


@dataclass(frozen=True)
class Kind:
    """One kind of fault: what it does to an answer, and what is to be learnt from it."""

    name: str
    label: str
    lesson: str  # what a shop sees, and what a good one does
    asks: tuple[str, ...]  # which of the ways it reads
    make: Make
    ways: Ways = Ways()  # the usual ones
    applied: bool = True  # whether the request takes effect all the same, unless said otherwise
    may_apply: bool = False  # whether that can be said


def _as_it_is(answer: Answer, _: Ways) -> Answer:
    return answer


def _travelling(answer: Answer, delivery: Delivery) -> Answer:
    return replace(answer, delivery=delivery)


def _silent(answer: Answer, _: Ways) -> Answer:
    return _travelling(answer, Delivery(silent=True))


def _reset(answer: Answer, _: Ways) -> Answer:
    return _travelling(answer, Delivery(reset=True))


def _half(answer: Answer, _: Ways) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def _page(_: Answer, ways: Ways) -> Answer:
    return Answer(ways.status, _PAGE, _HTML)


def _error(_: Answer, ways: Ways) -> Answer:
    code = ways.code or _CODES.get(ways.status, "InternalServerError")
    answer = Refused(ways.status, code, "This fault was ordered.").answer
    wait = ways.retry_after
    return answer if wait is None else answer.with_header("retry-after", str(wait))


def _skewed(answer: Answer, ways: Ways) -> Answer:
    return _travelling(answer, Delivery(skew=ways.seconds))


def _slow(answer: Answer, ways: Ways) -> Answer:
    return _travelling(answer, Delivery(spread=ways.seconds))


KINDS = (
    Kind(
        "late",
        N_("Late answer"),
        N_(
            "The answer comes after a while, and it counts. A good shop waits as long as its buyer "
            "does, and reads before it sends a payment once more."
        ),
        ("delay", "jitter"),
        _as_it_is,
        Ways(delay=2.0),
    ),
    Kind(
        "drop_before",
        N_("Lost before it counts"),
        N_(
            "The connection closes without an answer, and nothing was done. The shop cannot know "
            "that: it sends the same request again with the same idempotency key."
        ),
        (),
        _silent,
        applied=False,
    ),
    Kind(
        "drop_after",
        N_("Lost after it counts"),
        N_(
            "The connection closes without an answer, but the money moved. Who sends again with a "
            "new idempotency key pays twice; with the same key the first answer comes again."
        ),
        (),
        _silent,
    ),
    Kind(
        "reset",
        N_("Connection reset"),
        N_(
            "The connection breaks at once. A good shop takes the outcome as unknown, and asks "
            "again with the same idempotency key."
        ),
        (),
        _reset,
        may_apply=True,
    ),
    Kind(
        "cut",
        N_("Answer breaks off"),
        N_(
            "The connection ends in the middle of the answer. A good shop does not read half an "
            "answer: the outcome is unknown."
        ),
        ("cut",),
        _as_it_is,
        Ways(cut=20),
        may_apply=True,
    ),
    Kind(
        "truncated",
        N_("Half the JSON"),
        N_(
            "The status says that all went well, but the JSON ends in the middle. A good shop does "
            "not crash, and reads the object again."
        ),
        (),
        _half,
    ),
    Kind(
        "html",
        N_("HTML page instead"),
        N_(
            "A page comes where JSON should, as from a proxy on the way. A good shop looks at the "
            "content type before it reads, and takes the outcome as unknown."
        ),
        ("status",),
        _page,
        Ways(status=200),
        applied=False,
        may_apply=True,
    ),
    Kind(
        "error",
        N_("Error status"),
        N_(
            "Amazon's servers fail or are too busy. A good shop waits as long as Retry-After says, "
            "or longer each time, and sends the same request with the same idempotency key."
        ),
        ("status", "retry_after"),
        _error,
        applied=False,
        may_apply=True,
    ),
    Kind(
        "skew",
        N_("Clock off"),
        N_(
            "Amazon's clock and the shop's differ: the Date header tells, and a request too old or "
            "too new is refused. A good shop sets its clock by NTP and signs anew for each try."
        ),
        ("seconds",),
        _skewed,
        Ways(seconds=600.0),
    ),
    Kind(
        "slow",
        N_("Slow body"),
        N_(
            "The answer dribbles in. A good shop limits the time of the whole answer, not only the "
            "time between two bytes."
        ),
        ("seconds",),
        _slow,
        Ways(seconds=10.0),
    ),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def find_kind(name: str) -> Kind | None:
    """Find a kind by its name."""
    return _BY_NAME.get(name)
