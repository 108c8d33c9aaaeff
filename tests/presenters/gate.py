"""A sender that can be held up, or fail; and the real emulator, losing an answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from apay_console.emulator.faults import kinds as fault_kinds
from apay_console.emulator.faults.orders import Fault as Spoiling
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.request import Request
from apay_console.presenters.services import Sends
from tests.presenters.conftest import Desk


@dataclass
class Gate:
    """In the sender's place: holds each request until it is told what to do with it."""

    inner: Sends
    held: list[Request] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)  # an Exchange to answer, an error to raise
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    is_shut: bool = False

    async def send(self, request: Request) -> Exchange:
        self.held.append(request)
        if self.is_shut:
            await self.opened.wait()
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        return fault or await self.inner.send(request)

    async def repeat(self, attempt: Attempt) -> Exchange:
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, Exception):
            raise fault
        return fault or await self.inner.repeat(attempt)

    async def look(self) -> None: ...
    async def unfinished(self) -> list[Attempt]:
        return await self.inner.unfinished()

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None:
        await self.inner.settle(attempt, outcome)

    def stop(self, sale_id: str) -> None:
        self.inner.stop(sale_id)

    def waits_for_key(self) -> bool:
        return self.inner.waits_for_key()

    def pause_left(self) -> int:
        return self.inner.pause_left()

    def sign_by_server(self, *, is_on: bool) -> None:
        self.inner.sign_by_server(is_on=is_on)

    def signing_with(self, key: Any) -> Sends:
        return self.inner.signing_with(key)


def placed(desk: Desk) -> Gate:
    """Put a gate between the console and its sender."""
    services = desk.console.desk.services
    gate = Gate(services.sender)
    replaced = replace(services, sender=gate)
    for part in (desk.console.desk, desk.console.shelf, desk.console.courier):
        for name in ("services", "_services"):
            if hasattr(part, name):
                setattr(part, name, replaced)
    return gate


def open_gate(desk: Desk, gate: Gate) -> None:
    gate.is_shut = False

    async def let_go() -> None:
        gate.opened.set()

    desk.parts.runner.run(let_go(), owner=desk.console, done=lambda _: None)
    desk.settle()


def lose_answer(desk: Desk, operation: str) -> None:
    """Let the emulator do what the next request of a kind asks for, and hang up."""
    reset = fault_kinds.find_kind("reset")
    assert reset
    fault = Spoiling(reset, operation)
    desk.emulator.settings.faults.waiting.append(fault)
