"""The real server: every SDK over a real socket, every kind of nonsense, and it lives on."""

from __future__ import annotations

import http.client
import json
import socket
import time
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.server import MOST_BODY, MOST_HEAD, Running
from tests.emulator.loops import Reply, exchange, wire
from tests.emulator.server_parts import running
from tests.emulator.shop import STYLES, Shop, Style, minimum
from tests.patience import PATIENCE_S

__all__ = ["running"]

SESSIONS = "/sandbox/v2/checkoutSessions"


@pytest.fixture
def shop(private_key: RSAPrivateKey) -> Shop:
    return Shop(private_key, time.time)


def send(
    running: Running, shop: Shop, method: str, path: str, body: bytes = b"", **more: str
) -> Reply:
    target = path + ("/" if shop.style.slash else "")
    headers = shop.headers(method, target, body, **more)
    return exchange(running.port, wire(method, target, headers, body))


def fresh() -> str:
    return f"k{time.time_ns()}"


def is_well(running: Running, shop: Shop) -> bool:
    """Whether an honest request still gets its answer."""
    return send(running, shop, "GET", f"{SESSIONS}/none").status == 404


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
@pytest.mark.parametrize("version", ["v1", "v2"])
def test_each_sdk_runs_a_checkout(running: Running, shop: Shop, style: Style, version: str) -> None:
    shop = replace(shop, style=style)
    path = f"/sandbox/{version}/checkoutSessions"
    key = {"x_amz_pay_idempotency_key": fresh()}
    created = send(running, shop, "POST", path, json.dumps(minimum(version)).encode(), **key)
    assert created.status == 201
    number = created.json["checkoutSessionId"]
    assert send(running, shop, "GET", f"{path}/{number}").json["checkoutSessionId"] == number
    updated = send(running, shop, "PATCH", f"{path}/{number}", b'{"platformId":"A1"}')
    assert (updated.status, updated.json["platformId"]) == (200, "A1")
    assert updated.headers["content-type"] == "application/json"
    assert len(updated.headers["x-amz-pay-request-id"]) == 36
    assert "date" in updated.headers


def test_php_sends_a_length_of_nothing_and_java_an_empty_body(running: Running, shop: Shop) -> None:
    headers = shop.headers("GET", f"{SESSIONS}/none", b"")
    raw = wire("GET", f"{SESSIONS}/none", headers | {"content-length": "0"})
    assert exchange(running.port, raw).status == 404


NONSENSE: list[bytes] = [
    b"\r\n\r\n\r\n",
    b"GARBAGE\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /\xff HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost : 127.0.0.1\r\n\r\n",
    b"POST /signin HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
    b"POST /signin HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5, 5\r\n\r\nhello",
    b"POST /signin HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc",
    b"CONNECT example.com:443 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    b"GET /signin HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
]


@pytest.mark.parametrize("raw", NONSENSE, ids=range(len(NONSENSE)))
def test_b117_nonsense_is_refused_and_the_server_lives(
    running: Running, shop: Shop, raw: bytes
) -> None:
    reply = exchange(running.port, raw)
    if reply.raw:
        assert 400 <= reply.status < 500
        if "json" in reply.headers.get("content-type", ""):
            assert set(reply.json) == {"reasonCode", "message"}
            assert reply.headers["x-amz-pay-request-id"]
    assert is_well(running, shop)


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "HEAD", "PATCH", "COPY"])
@pytest.mark.parametrize("path", ["/signin", "/checkout/processing", "/nowhere", SESSIONS])
def test_b117_other_methods_are_refused_as_json(
    running: Running, shop: Shop, method: str, path: str
) -> None:
    reply = exchange(running.port, wire(method, path, {"host": "127.0.0.1"}))
    assert 400 <= reply.status < 500
    assert "access-control-allow-origin" not in reply.headers
    if method != "HEAD" and "json" in reply.headers["content-type"]:
        assert reply.json["reasonCode"]


def test_b117_chunked_bodies_are_refused(running: Running, shop: Shop) -> None:
    headers = shop.headers("POST", SESSIONS, b"") | {"transfer-encoding": "chunked"}
    reply = exchange(running.port, wire("POST", SESSIONS, headers) + b"2\r\n{}\r\n0\r\n\r\n")
    assert (reply.status, reply.json["reasonCode"]) == (411, "InvalidRequest")
    assert is_well(running, shop)


def test_b117_a_body_over_one_mebibyte_is_refused_before_it_is_read(
    running: Running, shop: Shop
) -> None:
    head = wire(
        "PATCH", f"{SESSIONS}/x", {"host": "localhost", "content-length": str(MOST_BODY + 1)}
    )
    reply = exchange(running.port, head)
    assert (reply.status, reply.json["reasonCode"]) == (413, "InvalidRequest")
    assert reply.headers["x-amz-pay-request-id"]
    assert is_well(running, shop)


def test_a_body_of_one_mebibyte_is_read(running: Running, shop: Shop) -> None:
    body = b'{"merchantMetadata":{"customInformation":"' + b"x" * (MOST_BODY - 45) + b'"}}'
    assert len(body) == MOST_BODY
    reply = send(running, shop, "PATCH", f"{SESSIONS}/none", body)
    assert reply.status == 404


@pytest.mark.parametrize("count", [1, 3000])
def test_b117_headers_over_32_kibibytes_are_refused(
    running: Running, shop: Shop, count: int
) -> None:
    headers = {f"x-{place}": "y" * (MOST_HEAD // count) for place in range(count)}
    reply = exchange(running.port, wire("GET", f"{SESSIONS}/x", {"host": "localhost", **headers}))
    assert (reply.status, reply.json["reasonCode"]) == (431, "InvalidRequest")
    assert reply.headers["x-amz-pay-request-id"]
    assert is_well(running, shop)


def test_headers_without_an_end_do_not_fill_the_memory(running: Running, shop: Shop) -> None:
    raw = b"GET / HTTP/1.1\r\n" + b"x-a: b\r\n" * 20_000
    assert exchange(running.port, raw, ends=False).status == 431
    assert is_well(running, shop)


def test_an_address_without_an_end_is_refused(running: Running, shop: Shop) -> None:
    assert exchange(running.port, b"GET /" + b"a" * 200_000, ends=False).status == 431


def test_b117_a_body_that_is_cut_short_does_no_harm(running: Running, shop: Shop) -> None:
    headers = shop.headers("PATCH", f"{SESSIONS}/x", b"{}") | {"content-length": "2000"}
    assert exchange(running.port, wire("PATCH", f"{SESSIONS}/x", headers, b"{")).raw == b""
    assert is_well(running, shop)


def test_p37_idle_connections_keep_nobody_waiting(running: Running, shop: Shop) -> None:
    idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(50)]
    for line in idle:
        line.sendall(b"POST /signin HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n")
    assert is_well(running, shop)
    for line in idle:
        line.close()


def test_one_connection_carries_many_requests(running: Running, shop: Shop) -> None:
    line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=PATIENCE_S)
    for _ in range(3):
        headers = shop.headers("GET", f"{SESSIONS}/none", b"")
        line.request("GET", f"{SESSIONS}/none", headers=headers)
        assert line.getresponse().read()
    line.close()


def test_p37_it_listens_on_loopback_only(running: Running) -> None:
    assert running.base_url == f"http://127.0.0.1:{running.port}"
    with socket.socket() as other, pytest.raises(OSError, match=r"refused|unreachable"):
        other.connect((_own_address(), running.port))


def _own_address() -> str:
    """Another address of this machine; 127.0.0.2 where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses a way out
        except OSError:
            return "127.0.0.2"
        address: str = probe.getsockname()[0]
        return address
