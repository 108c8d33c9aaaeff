"""The whole console without a window, on a temporary folder, against its own emulator."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pytestqt.qtbot import QtBot

from apay_console import assembly
from apay_console.assembly import Parts, assemble
from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.service import Emulator
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion, Field
from apay_console.presenters.console import Console
from apay_console.presenters.emulator import emulator_host
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.sources import Sources
from apay_console.store.keys.vault import MemoryVault
from tests.sale_parts import AMOUNT, INTENT, RESULT
from tests.window_parts import waits


@dataclass
class Desk:
    """One run of the program, and hands to work it with."""

    qtbot: QtBot
    parts: Parts

    @property
    def console(self) -> Console:
        return self.parts.console

    @property
    def state(self) -> SaleState:
        state = self.console.desk.state
        assert state is not None
        return state

    @property
    def notice(self) -> Notice:
        assert self.state.notice is not None
        return self.state.notice

    @property
    def sentence(self) -> str:
        return str(self.notice.sentence)

    @property
    def needs(self) -> list[str]:
        return [need.constraint.id for need in self.state.needs]

    @property
    def emulator(self) -> Emulator:
        assert self.console.host._emulator is not None
        return self.console.host._emulator

    def start(self) -> None:
        """Begin, and wait for the first sale and all that follows from it."""
        self.console.start()
        self.until(lambda: self.console.desk.state is not None)
        self.settle()

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so)

    def settle(self) -> None:
        """Wait for everything under way, but for who waits for buyers for ever."""
        self.until(lambda: not self._under_way())

    def _under_way(self) -> list[Any]:
        waiting = (self.console.landing, self.console.watch)
        jobs = self.parts.runner._jobs.values()
        return [job for job in jobs if job.owner not in waiting and not waits(job.owner)]

    def do(self, act: Callable[[], object]) -> SaleState:
        """Do something, and wait for what comes of it."""
        act()
        self.settle()
        return self.state

    def type(self, row: Field, text: str) -> None:
        self.console.editor.edit(row, text)

    def send(self, row: Field, text: str) -> SaleState:
        """Type one field and send it."""
        self.type(row, text)
        return self.do(self.console.courier.send)

    def make_ready(self, version: ApiVersion | None = None) -> SaleState:
        """Begin a sale that its buyer can pay."""
        if version is not None or self.console.desk.state is None:
            self.do(lambda: self.console.shelf.begin(version))
            self.do(self.console.courier.create)
        self.type(AMOUNT, "19.99 USD")
        self.type(RESULT, self.console.landing.result_url)
        self.type(INTENT, "Authorize")
        return self.do(self.console.courier.send)

    def pay(self, decision: str = "approve") -> str:
        """Let the buyer decide on the page; say where they land."""
        from apay_console.emulator.rules import paying
        from apay_console.emulator.rules.cards import find_card

        session = self.emulator.session(self.state.sale.session_id)
        card = find_card("", session.region)
        assert card is not None
        paying.decide(self.emulator.world, session, decision, card)
        return f"{self.console.landing.result_url}?amazonCheckoutSessionId={session.id}"

    def sign_in(self) -> None:
        self.emulator.sign_in(self.state.sale.session_id, sample_buyers()[0])

    @property
    def exchanges(self) -> list[tuple[str, int]]:
        return [_line(one) for one in self.state.exchanges]


def _line(exchange: Exchange) -> tuple[str, int]:
    return exchange.operation, exchange.answered.status if exchange.answered else 0


Run = Callable[[], AbstractContextManager[Desk]]


@contextmanager
def run_of_program(qtbot: QtBot, folder: Path) -> Iterator[Desk]:
    """Put the program together, and take it apart again."""
    numbers = itertools.count(1)
    prefix = time.time_ns()
    made = assemble(folder, Sources(time.time, lambda: f"{prefix:016x}{next(numbers):016x}"))
    yield Desk(qtbot, made)
    made.close()


@pytest.fixture
def run(
    qtbot: QtBot, tmp_path: Path, private_key: RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Start the program on one folder, as often as wanted; its key is the tests' own."""
    monkeypatch.setattr(emulator_host, "_make_key", lambda: private_key)
    monkeypatch.setattr(assembly, "open_vault", MemoryVault)
    return partial(run_of_program, qtbot, tmp_path)


@pytest.fixture
def desk(run: Run) -> Iterator[Desk]:
    """The program, started: its first sale lies on the desk."""
    with run() as made:
        made.start()
        yield made
