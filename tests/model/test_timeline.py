"""An exchange's time is told in phases: in order, apart, and no more of it than there was."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.exchange import FROM_SHOP, Exchange, Outcome
from apay_console.model.timeline import (
    PARSED,
    Certificate,
    Phase,
    Size,
    answered_size,
    certificate_of,
    sent_size,
    spans_of,
)
from tests.exchanges import answered, not_sent, sent

WHOLE = (
    ("connection.connect_tcp.started", 4.0),
    ("connection.connect_tcp.complete", 5.0),
    ("connection.start_tls.started", 5.0),
    ("connection.start_tls.complete", 8.0),
    ("http11.send_request_headers.started", 8.0),
    ("http11.send_request_headers.complete", 8.5),
    ("http11.send_request_body.started", 8.5),
    ("http11.send_request_body.complete", 9.0),
    ("http11.receive_response_headers.started", 9.0),
    ("http11.receive_response_headers.complete", 20.0),
    ("http11.receive_response_body.started", 20.0),
    ("http11.receive_response_body.complete", 21.0),
    ("http11.response_closed.complete", 21.5),
    (PARSED, 22.0),
)
NAMES = [name for name, _ in WHOLE]


def done(trace=WHOLE, took: float = 22.5) -> Exchange:
    return replace(answered(sent(), 200, {}), trace=tuple(trace), took_ms=took)


def lost(count: int, took: float = 30.0) -> Exchange:
    return replace(sent(), trace=WHOLE[:count], took_ms=took)


def told(exchange: Exchange, paint: float | None = None) -> list[tuple[str, float]]:
    return [(span.phase.value, span.ms) for span in spans_of(exchange, paint)]


def test_every_phase_of_a_whole_exchange_is_told() -> None:
    assert told(done(), 6.0) == [
        ("Queue", 4.0),
        ("Connect", 1.0),
        ("TLS", 3.0),
        ("Send", 1.0),
        ("Wait", 11.0),
        ("Receive", 1.0),
        ("Parse", 0.5),
        ("Paint", 6.0),
    ]


def test_a_connection_that_was_there_already_has_no_connect_and_no_tls() -> None:
    phases = [name for name, _ in told(done(WHOLE[4:]))]
    assert phases == ["Queue", "Send", "Wait", "Receive", "Parse"]


def test_without_an_answer_it_says_where_it_stopped() -> None:
    ends = {0: "Queue", 1: "Connect", 3: "TLS", 5: "Send", 9: "Wait", 11: "Receive"}
    for count, phase in ends.items():
        *before, last = spans_of(lost(count))
        assert (last.phase.value, last.is_cut, last.end) == (phase, True, 30.0)
        assert not any(span.is_cut for span in before)


def test_nothing_is_told_of_what_was_not_measured() -> None:
    assert spans_of(done(())) == ()
    shops = replace(not_sent(), profile_id=FROM_SHOP, outcome=Outcome.UNKNOWN)
    assert spans_of(shops) == ()


@pytest.mark.parametrize("took", [math.inf, -math.inf, math.nan, -1.0])
def test_a_whole_that_is_no_time_has_no_phases(took: float) -> None:
    assert told(done(took=took), 6.0) == []
    assert told(lost(3, took=took)) == []


def test_a_clock_that_went_back_while_painting_tells_nothing_of_it() -> None:
    assert told(done(), -1.0) == told(done())


def test_of_an_endless_name_a_certificate_keeps_the_beginning() -> None:
    event = Certificate("x" * 5_000, 1, 2).event
    assert certificate_of(done([*WHOLE, (event, 8.0)])) == Certificate("x" * 200, 1, 2)


CONNECTED = ("connection.connect_tcp.started", "connection.connect_tcp.complete")


def test_a_time_before_the_beginning_is_the_beginning_and_one_that_is_none_is_left_out() -> None:
    assert told(done([(CONNECTED[0], -5.0), (CONNECTED[1], 2.0)])) == [
        ("Queue", 0.0),
        ("Connect", 2.0),
    ]
    for strange in (math.nan, math.inf, -math.inf):
        assert spans_of(done([(CONNECTED[0], strange)])) == ()


def test_a_phase_that_began_too_early_begins_where_the_one_before_it_ended() -> None:
    late = [(name, 7.0 if name == CONNECTED[1] else at) for name, at in WHOLE]
    spans = {span.phase: (span.start, span.end) for span in spans_of(done(late))}
    assert spans[Phase.CONNECT] == (4.0, 7.0)
    assert spans[Phase.TLS] == (7.0, 8.0)


times = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.integers(), st.none())
traces = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text()), times))


@given(trace=traces, took=st.floats(0, 1e9), has_answer=st.booleans())
def test_phases_keep_their_order_and_never_overlap_whatever_was_stored(
    trace: list[tuple[str, float]], took: float, has_answer: bool
) -> None:
    exchange = done(trace, took)
    spans = spans_of(exchange if has_answer else replace(exchange, answered=None))
    order = list(Phase)
    places = [order.index(span.phase) for span in spans]
    assert places == sorted(set(places))
    end = 0.0
    for span in spans:
        assert end <= span.start <= span.end <= took
        end = span.end
    assert sum(span.ms for span in spans) <= took * (1 + 1e-9)


def test_bytes_are_counted_each_way_as_they_were_on_the_wire() -> None:
    exchange = answered(sent(body=b'{"a":1}'), 200, b"{}", ("x-a", "b"))
    assert sent_size(exchange) == Size(len("PATCH / HTTP/1.1\r\n\r\n"), 7)
    assert answered_size(exchange) == Size(len("HTTP/1.1 200 OK\r\nx-a: b\r\n\r\n"), 2)
    assert answered_size(sent()) == Size(0, 0)
    assert answered_size(answered(sent(), 299, b"")).head == len("HTTP/1.1 299 \r\n\r\n")


@given(st.text(max_size=200), st.integers(0, 10**11), st.integers(0, 10**11))
def test_a_certificate_comes_back_out_of_the_trace(name: str, start: int, end: int) -> None:
    made = Certificate(name, start, end)
    assert certificate_of(done([*WHOLE, (made.event, 8.0)])) == made
    assert certificate_of(done()) is None
