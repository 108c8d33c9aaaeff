"""Whatever the network does, the person learns whether it was sent, and nothing hangs."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api import client
from apay_console.api.client import Call, Unanswered, Unsent
from apay_console.api.trace import Trace
from apay_console.api.wire import make_request
from apay_console.model.exchange import Outcome
from apay_console.model.profile import Environment, Profile, Region
from tests.api import faults, networks
from tests.api.calls import EMULATOR, get, send, update
from tests.api.conftest import Serve
from tests.api.deadlines import Deadlines
from tests.api.faults import FaultServer, answering, saying
from tests.api.networks import closed_port

SHOP = Profile("p", "Shop", Environment.SANDBOX, Region.EU, "SANDBOX-A")
SAMPLE = '{"checkoutSessionId":"1","a":[1,{"b":"é\\u0000"}],"n":-1.5e3}'.encode()
Make = Callable[..., Call]


@pytest.fixture(params=[get, update], ids=["read", "write"])
def make(request: pytest.FixtureRequest) -> Make:
    """Make a read, or a write."""
    made: Make = request.param
    return made


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port whose queue is full: connecting to it takes for ever."""
    with socket.socket() as listener, ExitStack() as waiting:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            filler = waiting.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


# --- Nothing left ----------------------------------------------------------------------------


def assert_not_sent(call: Call, words: str, **settings: float) -> None:
    """Nothing left, the sentence says why, and what would have left is kept."""
    with pytest.raises(Unsent, match=words) as caught:
        send(call, **settings)
    exchange = caught.value.exchange
    assert (exchange.outcome, exchange.answered) == (Outcome.NOT_SENT, None)
    assert exchange.reason == caught.value.message
    assert exchange.sent.body == call.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_f01_a_refused_connection_sent_nothing_and_says_who_refused(
    host: str, make: Make, private_key: RSAPrivateKey
) -> None:
    where = f"{host}:{closed_port()}"
    assert_not_sent(make(private_key, f"http://{where}"), f"{where} refused the connection")


def test_f02_a_name_that_is_not_found_sent_nothing_and_is_told(
    make: Make, private_key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    networks.forget_names(monkeypatch)
    call = make(private_key, "https://pay-api.amazon.eu", profile=SHOP)
    assert_not_sent(call, r"The name pay-api\.amazon\.eu could not be found")


def test_f03_a_host_that_does_not_take_the_connection_was_sent_nothing(
    make: Make, private_key: RSAPrivateKey, deaf_port: int
) -> None:
    call = make(private_key, f"http://127.0.0.1:{deaf_port}")
    for deadline, most in ((30.0, 10.0), (5.0, 5.0)):
        request = make_request(call, Trace(), deadline)
        assert request.extensions["timeout"]["connect"] == most
    assert_not_sent(call, f"127.0.0.1:{deaf_port} did not take the connection", longest=0.3)


# --- It left, and no whole answer came ---------------------------------------------------------


def assert_lost(call: Call, server: FaultServer, words: str) -> None:
    """The outcome is unknown, the sentence says why, and nothing was sent a second time."""
    with pytest.raises(Unanswered, match=words) as caught:
        send(call)
    exchange = caught.value.exchange
    assert (exchange.outcome, exchange.answered) == (Outcome.UNKNOWN, None)
    assert call.authority in str(caught.value)
    assert exchange.string_to_sign
    assert len(server.requests) == 1, "nothing is ever sent twice by itself"


def test_f04_a_reset_before_the_answer_leaves_the_outcome_unknown(
    make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(faults.resetting)
    assert_lost(make(private_key, server.url), server, "broke before an answer came")


@pytest.mark.parametrize("behaviour", [faults.resetting_in_body, faults.closing_in_body])
def test_f05_of_an_answer_that_broke_off_nothing_is_taken_for_a_result(
    behaviour: faults.Behaviour, make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(behaviour)
    assert_lost(make(private_key, server.url), server, "broke off in the middle of its answer")


@pytest.mark.parametrize("behaviour", [faults.closing, saying("HTTP/1.1 200 OK\r\nContent-")])
def test_f06_a_connection_that_is_closed_without_an_answer_leaves_the_outcome_unknown(
    behaviour: faults.Behaviour, make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(behaviour)
    call = make(private_key, server.url)
    assert_lost(call, server, "closed the connection without an answer")


def test_f07_json_that_is_cut_off_at_any_byte_is_kept_and_its_outcome_is_unknown(
    private_key: RSAPrivateKey, serve: Serve, record_property: Callable[[str, object], None]
) -> None:
    cuts = range(1, len(SAMPLE))
    server = serve(lambda visit: visit.say(faults.answer(201, SAMPLE[: visit.number])))
    found = [send(update(private_key, server.url)) for _ in cuts]
    record_property("figure", f"{len(found)} of {len(cuts)} cuts")
    for cut, exchange in zip(cuts, found, strict=True):
        assert exchange.outcome is Outcome.UNKNOWN
        assert exchange.answered is not None
        assert (exchange.answered.status, exchange.answered.body) == (201, SAMPLE[:cut])
        assert "answered 201" in str(exchange.reason)
        assert "not valid JSON at byte" in str(exchange.reason)
    assert len(server.requests) == len(cuts), "nothing is ever sent twice by itself"


def test_f08_a_head_that_drips_ends_at_the_deadline(
    make: Make, private_key: RSAPrivateKey, serve_late: Serve
) -> None:
    server = serve_late(faults.dripping_head)
    assert_lost(make(private_key, server.url), server, "within 30 seconds")


def test_f09_a_body_that_drips_ends_at_the_deadline(
    make: Make, private_key: RSAPrivateKey, serve_late: Serve
) -> None:
    server = serve_late(faults.dripping_body)
    assert_lost(make(private_key, server.url), server, "within 30 seconds")


def test_silence_ends_at_the_deadline(
    make: Make, private_key: RSAPrivateKey, serve_late: Serve
) -> None:
    server = serve_late(faults.holding)
    assert_lost(make(private_key, server.url), server, "within 30 seconds")


def test_p15_the_profile_says_how_long_a_whole_answer_is_waited_for(
    make: Make, private_key: RSAPrivateKey, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadlines = Deadlines(client, monkeypatch)
    server = serve(faults.dripping_body, late=deadlines.expire)
    patient = replace(EMULATOR, deadline=45)
    assert_lost(make(private_key, server.url, profile=patient), server, "within 45 seconds")
    assert deadlines.seconds == [45]


# --- What came is no HTTP ----------------------------------------------------------------------

NO_HTTP, CUT = "What came back from .* is not HTTP", "broke off in the middle of its answer"
BROKEN = {
    "SSH-2.0-OpenSSH_9.2\r\n\r\n": NO_HTTP,
    "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n": NO_HTTP,
    "HTTP/1.1 200 OK\r\nX\r\n : a\r\n\r\n": NO_HTTP,
    "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n": NO_HTTP,
    "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}": NO_HTTP,
    "HTTP/1.1 99999 OK\r\n\r\n": NO_HTTP,
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n": NO_HTTP,
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n": CUT,
}


@pytest.mark.parametrize(("text", "words"), BROKEN.items())
def test_f23_a_broken_head_leaves_the_outcome_unknown(
    text: str, words: str, make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(saying(text))
    assert_lost(make(private_key, server.url), server, words)


def test_p15_a_head_without_end_is_not_read_to_its_end(
    make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(saying("HTTP/1.1 200 OK\r\nX: " + "x" * 200_000 + "\r\n\r\n"))
    assert_lost(make(private_key, server.url), server, "is not HTTP")


def test_f23_interim_answers_are_passed_over(private_key: RSAPrivateKey, serve: Serve) -> None:
    early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    server = serve(lambda visit: visit.say(early.encode() + faults.answer(200, '{"a":1}')))
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.APPLIED
    assert exchange.answered is not None
    assert (exchange.answered.status, exchange.answered.body) == (200, b'{"a":1}')


def test_f23_of_two_answers_the_first_counts_and_the_second_is_nobodys(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    twice = faults.answer(200, '{"a":1}') + faults.answer(200, '{"a":2}')
    server = serve(lambda visit: visit.say(twice))
    for number in (1, 2):
        exchange = send(update(private_key, server.url))
        assert exchange.answered is not None
        assert exchange.answered.body == b'{"a":1}'
        assert server.connections == number


def test_f23_a_header_that_tries_to_be_two_stays_one(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(answering(200, "{}", "X-Name: a%0d%0aSet-Cookie: b\rX-Evil: 1"))
    with pytest.raises(Unanswered, match="is not HTTP"):
        send(update(private_key, server.url))
