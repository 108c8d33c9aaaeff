"""A server that takes a request and never answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Silent:
    """Listens on loopback, and keeps every connection open without a word."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.asked = threading.Semaphore(0)  # released for each request that has begun to come
        self.left = threading.Semaphore(0)  # released for each connection that the other side ended
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._hear, args=(line,), daemon=True).start()

    def _hear(self, line: socket.socket) -> None:
        with line:
            line.recv(65536)
            self.asked.release()
            with suppress(ConnectionError):
                while line.recv(65536):
                    pass
            self.left.release()

    def close(self) -> None:
        """Take no more requests."""
        self._listener.close()


@contextmanager
def silent() -> Iterator[Silent]:
    """Serve nothing until the block is left."""
    server = Silent()
    try:
        yield server
    finally:
        server.close()
