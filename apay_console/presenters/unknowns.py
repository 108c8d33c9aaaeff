"""Writes of a sale whose fate is unknown: found, and settled by what its session shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.errors import BadText
from apay_console.model import json_text
from apay_console.model.attempt import Attempt
from apay_console.model.changes import holds
from apay_console.model.exchange import Outcome
from apay_console.model.operations import COMPLETE_SESSION, CREATE_SESSION
from apay_console.model.session import COMPLETED, Session
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.services import Sends


class Unknowns:
    """What the sender still has to be asked about."""

    def __init__(self, sender: Sends) -> None:
        self._sender = sender

    async def of_sale(self, sale_id: str) -> list[Attempt]:
        """List a sale's writes without an outcome, oldest first."""
        return [one for one in await self._sender.unfinished() if one.sale_id == sale_id]

    async def settle(self, sale_id: str, session: Session | None) -> None:
        """Ask no more about them: the person has looked at the session, and it decides."""
        for attempt in await self.of_sale(sale_id):
            await self._sender.settle(attempt, outcome_by(attempt, session))


def counted(state: SaleState, waiting: list[Attempt]) -> SaleState:
    """Say whether anything is unknown, once that was counted."""
    notice = state.notice if waiting else None
    return replace(state, busy=None, unresolved=bool(waiting), notice=notice)


def settled(state: SaleState, _: object) -> SaleState:
    """Go on, and leave what is said of other things."""
    is_about_it = state.notice is not None and state.notice.tone == "unknown"
    return replace(state, unresolved=False, notice=None if is_about_it else state.notice)


def outcome_by(attempt: Attempt, session: Session | None) -> Outcome:
    """Say what a session shows of a write; what it does not show did not happen."""
    return Outcome.APPLIED if session and _shows(session, attempt) else Outcome.REJECTED


def _shows(session: Session, attempt: Attempt) -> bool:
    if attempt.operation == COMPLETE_SESSION.name:
        return session.state == COMPLETED
    return attempt.operation == CREATE_SESSION.name or holds(session.body, _body(attempt))


def _body(attempt: Attempt) -> Any:
    try:
        return json_text.read_bytes(attempt.body)
    except BadText:
        return None
