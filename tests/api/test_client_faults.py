"""Whatever the network does, the person learns whether it was sent, and nothing hangs."""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Client, Unanswered, Unsent
from apay_console.model.exchange import Outcome
from apay_console.model.profile import Environment, Profile, Region
from tests.api import faults
from tests.api.calls import NOW, get, send, update
from tests.api.conftest import Serve
from tests.api.faults import answer, answering, saying


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


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


def test_refused(private_key: RSAPrivateKey) -> None:
    port = closed_port()
    with pytest.raises(Unsent, match=f"127.0.0.1:{port} refused the connection") as caught:
        send(update(private_key, f"http://127.0.0.1:{port}"))
    exchange = caught.value.exchange
    assert (exchange.outcome, exchange.answered) == (Outcome.NOT_SENT, None)
    assert exchange.reason == caught.value.message
    assert exchange.sent.body == b'{"a":1}'


def test_localhost_is_refused_in_the_same_words(private_key: RSAPrivateKey) -> None:
    with pytest.raises(Unsent, match=r"localhost:[0-9]+ refused the connection"):
        send(update(private_key, f"http://localhost:{closed_port()}"))


@pytest.mark.parametrize("make", [get, update])
def test_a_name_that_is_not_found(make: Any, private_key: RSAPrivateKey) -> None:
    profile = Profile("p", "Shop", Environment.SANDBOX, Region.EU, "SANDBOX-A")

    async def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def work() -> None:
        asyncio.get_running_loop().getaddrinfo = fails  # type: ignore[method-assign, assignment]
        await Client(clock=lambda: NOW).send(
            make(private_key, "https://pay-api.amazon.eu", profile=profile)
        )

    with pytest.raises(Unsent, match=r"The name pay-api\.amazon\.eu could not be found"):
        asyncio.run(work())


def test_a_host_that_does_not_take_the_connection(
    private_key: RSAPrivateKey, deaf_port: int
) -> None:
    with pytest.raises(Unsent, match="did not take the connection in time"):
        send(update(private_key, f"http://127.0.0.1:{deaf_port}"), deadline=0.3)


# --- It left, and no whole answer came ---------------------------------------------------------

LOST = [
    (faults.resetting, "broke before an answer came"),
    (faults.resetting_in_body, "broke off in the middle of its answer"),
    (faults.closing, "closed the connection without an answer"),
    (faults.closing_in_body, "broke off in the middle of its answer"),
    (saying("HTTP/1.1 200 OK\r\nContent-"), "closed the connection without an answer"),
    (saying("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "is not HTTP"),
    (saying("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n"), "is not HTTP"),
    (saying("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"), "is not HTTP"),
    (saying("HTTP/1.1 200 OK\r\nX: " + "x" * 200_000 + "\r\n\r\n"), "is not HTTP"),
    (faults.holding, "within 30 seconds"),
    (faults.dripping_head, "within 30 seconds"),
    (faults.dripping_body, "within 30 seconds"),
]


@pytest.mark.parametrize(("behaviour", "words"), LOST)
@pytest.mark.parametrize("make", [get, update])
def test_a_lost_answer_leaves_the_outcome_unknown(
    behaviour: faults.Behaviour,
    words: str,
    make: Any,
    private_key: RSAPrivateKey,
    serve_late: Serve,
) -> None:
    server = serve_late(behaviour)
    with pytest.raises(Unanswered, match=words) as caught:
        send(make(private_key, server.url))
    exchange = caught.value.exchange
    assert (exchange.outcome, exchange.answered) == (Outcome.UNKNOWN, None)
    assert exchange.string_to_sign
    assert len(server.requests) == 1, "nothing is ever sent twice by itself"


# --- An answer came that says too little or too much -------------------------------------------


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308])
@pytest.mark.parametrize("make", [get, update])
def test_no_redirect_is_followed(
    status: int, make: Any, private_key: RSAPrivateKey, serve: Serve
) -> None:
    elsewhere = serve(answering(200, "{}"))
    server = serve(faults.redirecting(status, elsewhere.url + "/v2"))
    exchange = send(make(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    assert "redirect to 127.0.0.1" in str(exchange.reason)
    assert (len(server.requests), elsewhere.connections) == (1, 0)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "x-rot13", "identity, gzip"])
def test_a_compressed_answer_is_refused_unread(
    coding: str, private_key: RSAPrivateKey, serve: Serve
) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server = serve(answering(200, bomb, f"Content-Encoding: {coding}"))
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    assert "compressed" in str(exchange.reason)
    assert exchange.answered is not None
    assert (exchange.answered.status, exchange.answered.body) == (200, b"")


def test_a_coding_that_changes_nothing_is_taken(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, "{}", "Content-Encoding: Identity"))
    assert send(update(private_key, server.url)).outcome is Outcome.APPLIED


@pytest.mark.parametrize(
    "behaviour",
    [answering(200, b'{"a":"' + b"x" * 9_000_000 + b'"}'), faults.pouring],
)
def test_an_answer_is_read_up_to_the_cap(
    behaviour: faults.Behaviour, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(behaviour)
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    assert "larger than 8388608 bytes" in str(exchange.reason)
    assert exchange.answered is not None
    assert len(exchange.answered.body) == 8 * 1024 * 1024


def test_an_answer_of_exactly_the_cap_is_whole(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, '{"a":1}'))
    assert send(update(private_key, server.url), cap=7).outcome is Outcome.APPLIED
    assert send(update(private_key, server.url), cap=6).outcome is Outcome.UNKNOWN


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_bounded_by_the_cap(private_key: RSAPrivateKey, serve: Serve) -> None:
    def resident() -> int:
        fields = Path("/proc/self/statm").read_text().split()
        return int(fields[1]) * 4096

    server = serve(faults.pouring)
    before = resident()
    send(update(private_key, server.url))
    assert resident() - before < 64 * 1024 * 1024


def test_interim_answers_are_passed_over(private_key: RSAPrivateKey, serve: Serve) -> None:
    early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    server = serve(lambda visit: visit.say(early.encode() + answer(200, '{"a":1}')))
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.APPLIED
    assert exchange.answered is not None
    assert exchange.answered.body == b'{"a":1}'


def test_a_change_of_protocol_is_no_answer(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(saying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"))
    with pytest.raises(Unanswered):
        send(update(private_key, server.url))
