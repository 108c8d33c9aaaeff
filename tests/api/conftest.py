"""What the client's tests share: servers that are closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest

from apay_console.api import client
from tests.api.deadlines import Deadlines
from tests.api.faults import Behaviour, FaultServer

Serve = Callable[..., FaultServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers; each is closed when the test ends."""
    with ExitStack() as open_servers:

        def start(behaviour: Behaviour, **more: Any) -> FaultServer:
            return open_servers.enter_context(FaultServer(behaviour, **more))

        yield start


@pytest.fixture
def serve_late(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Start servers; a client that one of them keeps waiting has no time left."""
    return partial(serve, late=Deadlines(client, monkeypatch).expire)
