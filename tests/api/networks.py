"""What lies between: a proxy that leads on, a port where nobody listens, a place without names."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest

from tests.api.faults import Behaviour, Visit
from tests.patience import PATIENCE_S


def tunnelling(port: int) -> Behaviour:
    """Be a proxy that leads everybody to `port` on this machine, whatever host they ask for."""

    def behave(visit: Visit) -> None:
        with socket.create_connection(("127.0.0.1", port)) as there:
            visit.say("HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_carry, args=(there, visit.connection))
            back.start()
            _carry(visit.connection, there)
            back.join(PATIENCE_S)

    return behave


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def forget_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no name be found, as where there is no network: none is asked for, only numbers are."""
    real = socket.getaddrinfo

    def find(host: str, port: int, *_: object, **__: object) -> object:
        return real(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", find)
