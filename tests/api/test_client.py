"""One call goes out as it was signed, and whatever comes back is said plainly."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.api.client import Client, Unanswered, Unsent
from apay_console.errors import NotSent, OutcomeUnknown
from apay_console.model.exchange import Answered, Outcome
from apay_console.model.operations import COMPLETE_SESSION
from tests.api import faults
from tests.api.calls import NOW, SESSION, TARGET, get, send, update
from tests.api.conftest import Serve
from tests.api.faults import answer, answering


def test_what_the_exchange_shows_is_what_the_server_got(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(answering(200, '{"a":1}'))
    exchange = send(update(private_key, server.url, body='{"é":1}'.encode()))
    line, headers, body = server.last
    assert line == f"PATCH {TARGET} HTTP/1.1"
    assert headers == list(exchange.sent.headers)
    assert body == exchange.sent.body == '{"é":1}'.encode()
    assert exchange.sent.url == server.url + TARGET


def test_what_the_server_got_verifies(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, "{}"))
    exchange = send(update(private_key, server.url))
    line, headers, body = server.last
    got = {name.lower(): value for name, value in headers}
    parsed = signing.parse_authorization(got["authorization"])
    method, target, _ = line.split(" ")
    [text] = signing.candidates(method, target, got, parsed.signed_headers, body)
    to_sign = signing.string_to_sign(parsed.algorithm, text)
    assert signing.verify(private_key.public_key(), parsed.algorithm, to_sign, parsed.signature)
    assert (exchange.canonical_request, exchange.string_to_sign) == (text, to_sign)


def test_the_headers_of_a_write_and_their_order(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, "{}"))
    send(update(private_key, server.url, idempotency_key="k1"))
    *headers, (last, _) = server.last[1]
    assert headers == [
        ("Host", f"127.0.0.1:{server.port}"),
        ("user-agent", "apay-console"),
        ("accept-encoding", "identity"),
        ("connection", "close"),
        ("Content-Length", "7"),
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("x-amz-pay-date", "20260715T123456Z"),
        ("x-amz-pay-host", "pay-api.amazon.com"),
        ("x-amz-pay-region", "na"),
        ("x-amz-pay-idempotency-key", "k1"),
    ]
    assert last == "authorization"


def test_a_read_has_no_body_and_a_post_without_one_says_so(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(answering(200, "{}"))
    send(get(private_key, server.url))
    assert "Content-Length" not in dict(server.last[1])
    call = update(private_key, server.url, body=b"")
    object.__setattr__(call, "operation", COMPLETE_SESSION)
    send(call)
    assert dict(server.last[1])["Content-Length"] == "0"


def test_an_exchange_says_when_and_how_long(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, "{}", "x-amz-pay-request-id: r1", "X-Twice: 1", "X-Twice: 2"))
    exchange = send(update(private_key, server.url))
    events = [name for name, _ in exchange.trace]
    times = [ms for _, ms in exchange.trace]
    assert events[0] == "connection.connect_tcp.started"
    assert "http11.receive_response_body.complete" in events
    assert times == sorted(times)
    assert 0 < times[-1] <= exchange.took_ms
    assert exchange.started_at == NOW
    assert exchange.answered is not None
    assert exchange.answered.request_id == "r1"
    assert exchange.answered.headers[-2:] == (("X-Twice", "1"), ("X-Twice", "2"))
    assert (exchange.operation, exchange.version, exchange.profile_id) == (
        "update_session",
        "v1",
        "p1",
    )


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, '{"a":1}', Outcome.APPLIED),
        (202, '{"a":1}', Outcome.APPLIED),
        (400, '{"reasonCode":"InvalidParameterValue","message":"m"}', Outcome.REJECTED),
        (422, '{"reasonCode":"HardDeclined"}', Outcome.REJECTED),
        (429, '{"reasonCode":"TooManyRequests"}', Outcome.UNKNOWN),
        (403, "<h1>proxy</h1>", Outcome.UNKNOWN),
        (500, '{"reasonCode":"InternalServerError"}', Outcome.UNKNOWN),
        (503, "<h1>busy</h1>", Outcome.UNKNOWN),
        (200, "<h1>captive</h1>", Outcome.UNKNOWN),
        (204, "", Outcome.UNKNOWN),
    ],
)
def test_any_status_is_an_exchange(
    status: int, body: str, outcome: Outcome, private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(answering(status, body))
    exchange = send(update(private_key, server.url))
    assert exchange.outcome is outcome
    assert exchange.answered is not None
    assert (exchange.answered.status, exchange.answered.body) == (status, body.encode())
    assert (exchange.reason is not None) is (outcome is Outcome.UNKNOWN)
    assert len(server.requests) == 1


def test_each_request_has_a_connection_of_its_own(private_key: RSAPrivateKey, serve: Serve) -> None:
    """So no request dies on a stale one, and no server answers a question before it was asked."""

    def smuggling(visit: faults.Visit) -> None:
        mine = answer(200, json.dumps({"n": visit.number}))
        visit.say(mine + answer(200, '{"n":"smuggled"}'))

    server = serve(smuggling)

    async def work() -> list[bytes]:
        client = Client(clock=lambda: NOW)
        calls = [get(private_key, server.url), update(private_key, server.url)] * 2
        answers = [(await client.send(call)).answered or Answered(0, ()) for call in calls]
        await client.close()
        return [one.body for one in answers]

    assert asyncio.run(work()) == [b'{"n": 1}', b'{"n": 2}', b'{"n": 3}', b'{"n": 4}']
    assert server.connections == 4


def test_cookies_are_not_kept(private_key: RSAPrivateKey, serve: Serve) -> None:
    server = serve(answering(200, "{}", "Set-Cookie: session=1"))

    async def work() -> int:
        client = Client(clock=lambda: NOW)
        await client.send(get(private_key, server.url))
        kept = len(client.prepare().cookies)
        await client.close()
        return kept

    assert asyncio.run(work()) == 0


def test_the_http_library_is_loaded_once_and_only_when_needed() -> None:
    client = Client(clock=lambda: NOW)
    assert client.prepare() is client.prepare()
    asyncio.run(client.close())
    asyncio.run(Client(clock=lambda: NOW).close())


def test_each_fault_is_one_of_the_two_that_a_person_knows() -> None:
    assert issubclass(Unsent, NotSent)
    assert issubclass(Unanswered, OutcomeUnknown)


# --- What is never told -----------------------------------------------------------------------


def test_nothing_is_logged_of_a_request_or_its_answer(
    private_key: RSAPrivateKey, serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(answering(200, '{"buyer":"Mara"}', "Set-Cookie: canary=1"))
    exchange = send(update(private_key, server.url, idempotency_key="canary-key"))
    signature = dict(exchange.sent.headers)["authorization"].rpartition("=")[2]
    with pytest.raises(Unsent):
        send(update(private_key, "http://127.0.0.1:1"))
    told = " ".join(record.getMessage() for record in caplog.records)
    for secret in (SESSION, "SANDBOX-TEST", "canary", "Mara", signature or "Signature", "x-amz"):
        assert secret not in told


def test_neither_a_call_nor_a_fault_shows_what_it_carries(
    private_key: RSAPrivateKey, serve: Serve
) -> None:
    server = serve(faults.closing)
    call = update(
        private_key,
        server.url,
        body=b'{"note":"canary"}',
        idempotency_key="canary",
        headers=(("x-amz-pay-authtoken", "canary"),),
    )
    with pytest.raises(Unanswered) as caught:
        send(call)
    for text in (repr(call), str(caught.value), repr(caught.value)):
        assert "canary" not in text
