"""A desk and a courier over a real store, with a sender that sends nothing and remembers all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from shiboken6 import delete

from apay_console.jobs import Runner
from apay_console.model import json_text
from apay_console.model.attempt import Attempt
from apay_console.model.draft import Draft
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.model.profile import Environment, Profile, Region
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.model.session import Session
from apay_console.presenters.sale.courier import SaleCourier
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.live.asking import Ask
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.services import Services
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.newer import NewerFile
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings

NAME = "Fjord Tea"
SESSION_ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
LIVE = Profile("p1", NAME, Environment.LIVE, Region.EU, "LIVE-AG6KZ5VFXNQ3JPTMWL2D")
OTHER = replace(LIVE, id="p9", name="Other")
SANDBOX = Profile("p2", "Try", Environment.SANDBOX, Region.EU, "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D")
PRICE = {"amount": "129.00", "currencyCode": "EUR"}
BODY: dict[str, Any] = {
    "checkoutSessionId": SESSION_ID,
    "statusDetails": {"state": "Open"},
    "merchantMetadata": {"merchantReferenceId": "88123"},
    "paymentDetails": {"chargeAmount": PRICE},
}
NOTE = Draft({"merchantMetadata.noteToBuyer": "Two tins"})


def sale_of(profile: Profile, session_id: str = SESSION_ID) -> Sale:
    return Sale(f"s-{profile.id}", profile.id, ApiVersion.V2, 1.0, 1.0, "Order", session_id)


def open_sale(profile: Profile = LIVE, draft: Draft = NOTE, **values: Any) -> SaleState:
    return SaleState(profile, sale_of(profile), Session(BODY, ApiVersion.V2), draft, **values)


def waiting(sale_id: str, number: int = 1) -> Attempt:
    return Attempt(
        id=f"a{number}",
        profile_id=LIVE.id,
        sale_id=sale_id,
        operation=COMPLETE_SESSION.name,
        version="v2",
        method="POST",
        path=f"/v2/checkoutSessions/{SESSION_ID}/complete",
        body=json_text.write({"chargeAmount": PRICE}).encode(),
        idempotency_key="",
        created_at=1.0,
    )


@dataclass
class Wire:
    """In the sender's place: what would have left this machine."""

    requests: list[Request] = field(default_factory=list)
    repeated: list[Attempt] = field(default_factory=list)
    unknown: list[Attempt] = field(default_factory=list)

    async def send(self, request: Request) -> Exchange:
        self.requests.append(request)
        return _answer(request.operation.name, request.operation.method)

    async def repeat(self, attempt: Attempt) -> Exchange:
        self.repeated.append(attempt)
        return _answer(attempt.operation, attempt.method)

    async def look(self) -> None: ...
    async def unfinished(self) -> list[Attempt]:
        return self.unknown

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None: ...

    def waits_for_key(self) -> bool:
        return False

    def pause_left(self) -> int:
        return 0

    @property
    def writes(self) -> list[str]:
        return [one.operation.name for one in self.requests if one.operation.writes]


def _answer(operation: str, method: str) -> Exchange:
    return Exchange(
        operation=operation,
        version=ApiVersion.V2,
        sent=Sent(method, "https://pay-api.amazon.eu/", ()),
        answered=Answered(200, (), json_text.write(BODY).encode()),
        outcome=Outcome.APPLIED,
        started_at=1.0,
        took_ms=1.0,
    )


@dataclass
class Clock:
    """Time that stands still until it is turned."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Counter:
    """One window's sale, and what it asked for."""

    runner: Runner
    desk: SaleDesk
    courier: SaleCourier
    wire: Wire
    ticks: Clock
    asked: list[Ask] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.courier.live.confirm_wanted.connect(self.asked.append)
        self.desk.command_wanted.connect(self.wanted.append)

    def unlock(self, profile: Profile = LIVE) -> None:
        self.desk.lock.unlock(profile, profile.name)

    def settle(self, qtbot: Any) -> None:
        """Wait until nothing is under way."""
        qtbot.waitUntil(lambda: not self.runner._jobs)


@contextmanager
def counter_in(folder: Path) -> Iterator[Counter]:
    runner, database, wire, ticks = Runner(), Database(folder / "c.sqlite"), Wire(), Clock()
    numbers = itertools.count()
    services = Services(
        runner=runner,
        sender=wire,
        sales=Sales(database),
        history=History(database),
        drafts=Drafts(database),
        settings=Settings(database),
        condition=database.condition,
        newer=NewerFile(database, folder),
        clock=lambda: 1.0,
        new_id=lambda: f"{next(numbers):032x}",
        ticks=ticks,
    )
    desk = SaleDesk(services)
    yield Counter(runner, desk, SaleCourier(desk, desk), wire, ticks)
    desk.save_draft()
    runner.close()
    database.close()
    delete(desk)  # with its timers, which no other thread could stop


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_in(tmp_path) as made:
        yield made


def act(counter: Counter, state: SaleState) -> None:
    """Take the next step of a sale that is laid on the desk."""
    counter.desk.put(state)
    counter.courier.act()
