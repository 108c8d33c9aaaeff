"""An answer that says too little, too much or in another tongue is kept, and settles nothing."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Call
from apay_console.model import answer as answers
from apay_console.model import exchange as exchanges
from apay_console.model.exchange import Answered, Exchange, Outcome
from tests.api import faults
from tests.api.calls import get, send, update
from tests.api.conftest import Serve
from tests.api.faults import answering

CAP = 8 * 1024 * 1024
Make = Callable[..., Call]
JSON, HTML = "Content-Type: application/json", "Content-Type: text/html"


@pytest.fixture
def told(private_key: RSAPrivateKey, serve: Serve) -> Callable[..., Exchange]:
    """Send a write to somebody who answers so, once; give what came of it."""

    def ask(*answer: bytes | int | str) -> Exchange:
        server = serve(answering(*answer))  # type: ignore[arg-type]
        exchange = send(update(private_key, server.url))
        assert len(server.requests) == 1, "nothing is ever sent twice by itself"
        return exchange

    return ask


Told = Callable[..., Exchange]


def answer_of(exchange: Exchange) -> Answered:
    assert exchange.answered is not None
    return exchange.answered


@pytest.mark.parametrize("make", [get, update])
@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 306, 307, 308])
def test_f12_no_redirect_is_followed_and_the_host_is_told(
    status: int, make: Make, private_key: RSAPrivateKey, serve: Serve
) -> None:
    elsewhere = serve(answering(200, "{}"))
    server = serve(faults.redirecting(status, elsewhere.url + "/v2"))
    exchange = send(make(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    assert f"redirect to 127.0.0.1 ({status})" in str(exchange.reason)
    assert (len(server.requests), elsewhere.connections) == (1, 0)


# --- Another kind of content ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (HTML, "is text/html and not JSON"),
        ("Content-Type: Text/HTML; charset=UTF-8", "is text/html and not JSON"),
        (JSON, "is not valid JSON at byte 0"),
        ("Content-Type: application/problem+json", "is not valid JSON at byte 0"),
        ("X-No: type", "is not valid JSON at byte 0"),
    ],
)
def test_f18_a_page_is_no_result_whatever_it_calls_itself(
    kind: str, words: str, told: Told
) -> None:
    exchange = told(200, "<h1>Welcome to the hotel's network</h1>", kind)
    assert exchange.outcome is Outcome.UNKNOWN
    assert f"answered 200, but what it sent {words}" in str(exchange.reason)
    assert answer_of(exchange).body.startswith(b"<h1>")


@pytest.mark.parametrize("kind", [HTML, "Content-Type: \xff/\x01", "X-No: type"])
def test_f18_json_that_calls_itself_something_else_is_read_all_the_same(
    kind: str, told: Told
) -> None:
    exchange = told(200, '{"a":1}', kind)
    assert (exchange.outcome, answer_of(exchange).body) == (Outcome.APPLIED, b'{"a":1}')


# --- Another way of writing letters --------------------------------------------------------------

LETTERS = {
    "a byte order mark": '{"name":"Mära"}'.encode("utf-8-sig"),
    "UTF-16": '{"name":"Mära"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"name":"Mära"}'.encode("utf-16-le"),
    "Latin-1": '{"name":"Mära"}'.encode("latin-1"),
    "broken UTF-8": b'{"name":"M\xc3"}',
    "another name for it": '{"name":"Mära"}'.encode(),
}


@pytest.mark.parametrize("body", LETTERS.values(), ids=LETTERS)
def test_f19_letters_written_in_another_way_undo_no_payment_and_every_byte_is_kept(
    body: bytes, told: Told
) -> None:
    exchange = told(201, body, "Content-Type: application/json; charset=klingon")
    assert (exchange.outcome, answer_of(exchange).body) == (Outcome.APPLIED, body)


def test_f19_what_cannot_be_made_out_says_at_which_byte(told: Told) -> None:
    exchange = told(201, b"\xff\xff\xff", JSON)
    assert exchange.outcome is Outcome.UNKNOWN
    assert "not valid JSON at byte 0" in str(exchange.reason)
    assert answer_of(exchange).body == b"\xff\xff\xff"


# --- Too much ------------------------------------------------------------------------------------


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "x-rot13", "identity, gzip"])
def test_f20_a_compressed_answer_is_refused_unread(coding: str, told: Told) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    exchange = told(200, bomb, f"Content-Encoding: {coding}")
    assert exchange.outcome is Outcome.UNKNOWN
    assert f"compressed ({coding})" in str(exchange.reason)
    assert (answer_of(exchange).status, answer_of(exchange).body) == (200, b"")


def test_f20_a_bomb_that_does_not_say_so_stays_packed(told: Told) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    exchange = told(200, bomb)
    assert exchange.outcome is Outcome.UNKNOWN
    assert answer_of(exchange).body == bomb


def test_a_coding_that_changes_nothing_is_taken(told: Told) -> None:
    assert told(200, "{}", "Content-Encoding: Identity").outcome is Outcome.APPLIED


@pytest.mark.parametrize(
    "behaviour", [faults.heaping(100_000_000), faults.pouring], ids=["100 MB", "endless"]
)
def test_f21_an_answer_is_read_up_to_the_cap_and_no_further(
    behaviour: faults.Behaviour, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(behaviour)
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is Outcome.UNKNOWN
    assert f"larger than {CAP} bytes" in str(exchange.reason)
    assert len(answer_of(exchange).body) == CAP
    assert len(server.requests) == 1


def test_f21_an_answer_of_exactly_the_cap_is_whole(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(answering(200, '{"a":1}'))
    assert send(update(private_key, server.url), cap=7).outcome is Outcome.APPLIED
    assert send(update(private_key, server.url), cap=6).outcome is Outcome.UNKNOWN


# --- Too little ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "body"), [(204, ""), (200, ""), (200, " \r\n"), (201, "")])
def test_f22_an_answer_with_nothing_in_it_says_so(status: int, body: str, told: Told) -> None:
    exchange = told(status, body)
    assert exchange.outcome is Outcome.UNKNOWN
    assert f"answered {status} with no content" in str(exchange.reason)
    assert (answer_of(exchange).status, answer_of(exchange).body) == (status, body.encode())


# --- Read where it arrives -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "body", [b'{"a":"x"}', b'["a"]', b"<html>", b"[" * 9 * 1024 * 1024], ids=len
)
def test_p25_whatever_comes_was_read_before_it_is_shown(
    body: bytes, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = told(200, body)
    monkeypatch.setattr(exchanges, "document_of", lambda _: pytest.fail("read on the window"))
    value = answers.answer_of(exchange)
    assert (value is None) == (body[:1] == b"<" or len(body) > CAP)
