"""What the client's tests share: servers that are closed at the end."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.api.faults import Behaviour, FaultServer

Serve = Callable[..., FaultServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers; each is closed when the test ends."""
    with ExitStack() as open_servers:

        def start(behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> FaultServer:
            return open_servers.enter_context(FaultServer(behaviour, tls))

        yield start
