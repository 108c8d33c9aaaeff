"""The window with somebody else in Amazon's place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer

from tests.api import faults
from tests.api.faults import FaultServer
from tests.sale_parts import AMOUNT, MISSING
from tests.window_parts import Shop
from tests.window_parts import shop as window

__all__ = ["window"]


@pytest.fixture
def shop(window: Shop) -> Iterator[Shop]:
    """An amount is typed and not sent yet; afterwards all is as it was."""
    host = window.parts.console.host
    real, key = host.base_url, host.key
    window.parts.sender._ready().client._deadline = 0.3
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
    with FaultServer(behaviour) as server:
        shop.parts.console.host.base_url = server.url
        yield server
        shop.parts.console.host.base_url = real


@dataclass
class Heart:
    """Beats as long as the window's thread is free; the longest pause is kept."""

    longest: float = 0.0
    _last: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.timer = QTimer(interval=5)
        self.timer.timeout.connect(self._beat)
        self.timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now


def send_through(shop: Shop, behaviour: faults.Behaviour) -> FaultServer:
    with in_place_of_amazon(shop, behaviour) as server:
        heart = Heart()
        shop.send()
        heart.timer.stop()
    assert heart.longest < 1.0, f"the window stood still for {heart.longest:.2f} s"
    assert shop.text(AMOUNT) == "19.99 USD"  # nothing that was typed is ever lost
    return server
