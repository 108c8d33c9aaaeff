"""Answers can be cut, reset or late, and the port is given back."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from threading import Event
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.faults import travelling
from apay_console.emulator.server import Running, start
from apay_console.emulator.wire import Answer, Delivery, as_json
from tests.emulator.loops import exchange, loop_thread, serving, wire
from tests.emulator.server_parts import running
from tests.patience import PATIENCE_S

__all__ = ["running"]


def line_to(running: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE_S)


def delivered(delivery: Delivery) -> Answer:
    return replace(as_json(200, {"text": "x" * 100}), delivery=delivery)


def test_an_answer_can_be_cut(private_key: RSAPrivateKey) -> None:
    with serving(lambda _: delivered(Delivery(cut=10))) as running:
        reply = exchange(running.port, wire("GET", "/", {"host": "localhost"}))
        assert (reply.status, reply.body) == (200, b'{"text":"x')
        assert int(reply.headers["content-length"]) > 100


def test_an_answer_can_be_a_reset() -> None:
    with serving(lambda _: delivered(Delivery(reset=True))) as running, line_to(running) as line:
        line.sendall(wire("GET", "/", {"host": "localhost"}))
        with pytest.raises(ConnectionResetError):
            line.recv(10)


def test_an_answer_can_be_late_while_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    delays, others_are_done = iter([Delivery(delay=7), Delivery()]), Event()

    async def sleep(seconds: float) -> None:
        assert seconds == 7
        while not others_are_done.is_set():
            await asyncio.sleep(0)

    monkeypatch.setattr(travelling, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": sleep}))
    with serving(lambda _: delivered(next(delays))) as running, line_to(running) as late:
        late.sendall(wire("GET", "/", {"host": "localhost"}))
        assert exchange_is_waiting(late)
        assert exchange(running.port, wire("GET", "/", {"host": "localhost"})).status == 200
        assert exchange_is_waiting(late)
        others_are_done.set()
        assert late.recv(15).startswith(b"HTTP/1.1 200")


def test_a_taken_port_is_left_to_its_owner() -> None:
    with loop_thread() as thread:
        first = thread.run(start(lambda _: as_json(200, {})))
        second = thread.run(start(lambda _: as_json(200, {}), first.port))
        assert second.port != first.port
        with pytest.raises(OSError, match="taken"):
            thread.run(start(lambda _: as_json(200, {}), first.port, exactly=True))
        for running in (first, second):
            thread.run(running.stop())


def test_the_port_of_yesterday_is_free_at_once() -> None:
    with loop_thread() as thread:
        first = thread.run(start(lambda _: as_json(200, {})))
        exchange(first.port, wire("GET", "/", {"host": "localhost"}))
        thread.run(first.stop())
        again = thread.run(start(lambda _: as_json(200, {}), first.port))
        assert again.port == first.port
        thread.run(again.stop())


def test_stopping_waits_for_nobody() -> None:
    with loop_thread() as thread:
        running = thread.run(start(lambda _: delivered(Delivery(delay=60))))
        with line_to(running) as line:
            line.sendall(wire("GET", "/", {"host": "localhost"}))
            assert exchange_is_waiting(line)
            thread.run(running.stop())
            assert line.recv(10) == b"", "closed, with no answer waited for"


def exchange_is_waiting(line: socket.socket) -> bool:
    """Whether the other side has the request and says nothing yet."""
    line.settimeout(0.1)
    try:
        line.recv(1)
    except TimeoutError:
        line.settimeout(PATIENCE_S)
        return True
    return False
