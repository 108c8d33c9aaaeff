"""However many bad requests and connections come, others are served and memory stays flat."""

from __future__ import annotations

import gc
import json
import socket
import struct
import time
import tracemalloc
from collections.abc import Iterator

from apay_console.emulator.front import Front
from apay_console.emulator.server import MOST_BODY
from apay_console.emulator.wire import Asked
from apay_console.model.fields import ApiVersion
from tests.emulator.everything_called import CALLS, DEEP, Counter, counter
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.shop import STORE, Till, everything, minimum
from tests.patience import PATIENCE_S


def test_memory_stays_flat_however_much_is_refused() -> None:
    desk = counter("v2")
    asked = list(refusals_to_come(desk))
    for request in asked * 3:
        assert 400 <= desk.till.emulator.handle(request).status < 500
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for turn in range(2_000):
            desk.till.emulator.handle(asked[turn % len(asked)])
        gc.collect()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 64 * 1024
    assert peak - before < 1024 * 1024


def refusals_to_come(desk: Counter) -> Iterator[Asked]:
    """A request of each kind that is refused."""
    for operation, version in CALLS:
        if version is not ApiVersion.V2:
            continue
        path = f"/sandbox/v2/{desk.path(operation)}"
        key = {"x_amz_pay_idempotency_key": desk.till.shop.key()}
        for body in ({"teapot": "x" * 1000}, DEEP, {"webCheckoutDetails": []}):
            yield desk.till.shop.ask(operation.method, path, body, **key)
    for place in range(10):
        yield desk.till.shop.ask("GET", f"/sandbox/v2/charges/{place}")
        yield desk.till.shop.ask("GET", f"/sandbox/v{place + 3}/charges")


def is_served(port: int, till: Till) -> None:
    """A session can be made."""
    target = "/sandbox/v2/checkoutSessions"
    body = json.dumps(minimum("v2")).encode()
    headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key=till.shop.key())
    assert exchange(port, wire("POST", target, headers, body)).status == 201


def test_a_body_of_one_byte_too_many_changes_nothing(till: Till) -> None:
    with serving(Front(till.emulator).handle) as running:
        body = json.dumps({"storeId": STORE, "supplementaryData": ""}).encode()
        body = body.replace(b'""', b'"' + b"x" * (MOST_BODY + 1 - len(body)) + b'"')
        assert len(body) == MOST_BODY + 1
        target = "/sandbox/v2/checkoutSessions"
        headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key="k")
        reply = exchange(running.port, wire("POST", target, headers, body))
        assert (reply.status, reply.json["reasonCode"]) == (413, "InvalidRequest")
        assert len(reply.headers["x-amz-pay-request-id"]) == 36
        assert not till.emulator.world.state.sessions
        is_served(running.port, till)


def test_two_thousand_connections_that_send_nothing_keep_nobody_waiting(till: Till) -> None:
    allow_open_files(6_000)
    till.clock.now = time.time()
    with serving(Front(till.emulator).handle) as running:
        idle = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(2_000)]
        try:
            is_served(running.port, till)
        finally:
            for line in idle:
                line.close()
        is_served(running.port, till)


def test_ten_thousand_requests_cut_in_the_middle_do_no_harm(till: Till) -> None:
    till.clock.now = time.time()
    target = "/sandbox/v2/checkoutSessions"
    body = json.dumps(everything("v2") | minimum("v2")).encode()
    headers = till.shop.headers("POST", target, body, x_amz_pay_idempotency_key="cut")
    raw, kept = wire("POST", target, headers, body), 0
    with serving(Front(till.emulator).handle) as running:
        for place in range(10_000):
            cut_off(running.port, raw[: 1 + place % (len(raw) - 1)], resets=bool(place % 2))
            if place % 2_500 == 0:
                is_served(running.port, till)
                kept = kept or things()
        is_served(running.port, till)
        assert things() < kept + 1_000
    assert len(till.emulator.world.state.sessions) == 5  # of those that were whole


def things() -> int:
    """How much is in memory."""
    gc.collect()
    return len(gc.get_objects())


def cut_off(port: int, part: bytes, *, resets: bool) -> None:
    """Send a part of a request, and go: politely, or with a reset."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        line.sendall(part)
        if resets:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def allow_open_files(count: int) -> None:
    """Raise the limit of this process, where there is one."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = count if hard == resource.RLIM_INFINITY else min(count, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
