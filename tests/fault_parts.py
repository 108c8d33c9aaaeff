"""The window with somebody else in Amazon's place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import QTimer

from apay_console.api import client
from tests.api import faults
from tests.api.deadlines import Deadlines
from tests.api.faults import FaultServer
from tests.patience import PATIENCE_S
from tests.sale_parts import AMOUNT, MISSING
from tests.window_parts import Shop
from tests.window_parts import shop as window

__all__ = ["window"]


@pytest.fixture
def shop(window: Shop) -> Iterator[Shop]:
    """An amount is typed and not sent yet; afterwards all is as it was."""
    host = window.parts.console.host
    real, key = host.base_url, host.key
    window.enter(AMOUNT, "19.99")
    yield window
    host.base_url, host.key = real, key
    window.run("session_tab")
    window.run("settle")
    window.run("get")
    if "ChargeAmountNotSet" not in window.needs[0]:
        window.enter(AMOUNT, "")
        window.send()
    window.run("discard")
    assert window.needs == list(MISSING)


@contextmanager
def in_place_of_amazon(shop: Shop, behaviour: faults.Behaviour) -> Iterator[FaultServer]:
    """Let all requests reach a server that fails."""
    real = shop.parts.console.host.base_url
    with pytest.MonkeyPatch.context() as patch:
        late = Deadlines(client, patch).expire  # nobody's minute is spent on who never answers
        with FaultServer(behaviour, late=late) as server:
            shop.parts.console.host.base_url = server.url
            yield server
            shop.parts.console.host.base_url = real


class Heart:
    """Beats as long as the window's thread is free; a server can listen before it answers."""

    def __init__(self) -> None:
        self._beaten = Event()
        self.stopped = False
        self.timer = QTimer(interval=1)
        self.timer.timeout.connect(self._beaten.set)
        self.timer.start()

    def heard(self, behaviour: faults.Behaviour) -> faults.Behaviour:
        """Behave so, but only once the window has lived on with the request under way."""

        def behave(visit: faults.Visit) -> None:
            self._beaten.clear()
            self.stopped |= not self._beaten.wait(PATIENCE_S)
            behaviour(visit)

        return behave


def send_through(shop: Shop, behaviour: faults.Behaviour) -> FaultServer:
    heart = Heart()
    with in_place_of_amazon(shop, heart.heard(behaviour)) as server:
        shop.send()
        heart.timer.stop()
    assert not heart.stopped, "the window stood still while it waited for an answer"
    assert shop.text(AMOUNT) == "19.99 USD"  # nothing that was typed is ever lost
    return server
