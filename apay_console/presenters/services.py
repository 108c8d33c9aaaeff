"""The parts below that presenters are handed; the start makes them once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from apay_console.jobs import Runner
from apay_console.sending import Sender
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings


@dataclass(frozen=True)
class Services:
    """What a sale needs to be shown, sent and kept."""

    runner: Runner
    sender: Sender
    sales: Sales
    history: History
    drafts: Drafts
    settings: Settings
    clock: Callable[[], float]
    new_id: Callable[[], str]
