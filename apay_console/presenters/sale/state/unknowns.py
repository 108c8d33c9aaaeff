"""Writes of a sale whose fate is unknown: found, and settled by what its objects show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from apay_console.errors import BadText
from apay_console.model import json_text, later
from apay_console.model.attempt import Attempt
from apay_console.model.changes.changes import holds
from apay_console.model.exchange import Outcome
from apay_console.model.operations import (
    COMPLETE_SESSION,
    CREATE_SESSION,
    FINALIZE_SESSION,
    operation,
)
from apay_console.model.reading import Reading
from apay_console.model.session import COMPLETED, Session
from apay_console.model.subjects import CHARGE, PERMISSION
from apay_console.presenters.sale.state.later_endings import is_done
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.services import Sends

_CLOCKS_DIFFER_S = 60.0


class Unknowns:
    """What the sender still has to be asked about."""

    def __init__(self, sender: Sends) -> None:
        self._sender = sender

    async def of_sale(self, sale_id: str) -> list[Attempt]:
        """List a sale's writes without an outcome, oldest first."""
        return [one for one in await self._sender.unfinished() if one.sale_id == sale_id]

    async def settle(self, state: SaleState) -> None:
        """Ask no more about them: the person has looked at the sale, and it decides."""
        for attempt in await self.of_sale(state.sale.id):
            await self._sender.settle(attempt, outcome_by(attempt, state.session, state.objects))


def counted(state: SaleState, waiting: list[Attempt]) -> SaleState:
    """Say whether anything is unknown, once that was counted."""
    notice = state.notice if waiting else None
    return replace(state, busy=None, unresolved=bool(waiting), notice=notice)


def settled(state: SaleState, _: object) -> SaleState:
    """Go on, and leave what is said of other things."""
    is_about_it = state.notice is not None and state.notice.tone == "unknown"
    return replace(state, unresolved=False, notice=None if is_about_it else state.notice)


def outcome_by(attempt: Attempt, session: Session | None, objects: later.Readings = ()) -> Outcome:
    """Say what a sale shows of a write; what it does not show did not happen."""
    about = operation(attempt.operation).about
    if about in {PERMISSION, CHARGE}:
        shows = any(_shows_task(one, attempt) for one in objects)
    else:
        shows = session is not None and _shows(session, attempt)
    return Outcome.APPLIED if shows else Outcome.REJECTED


def _shows(session: Session, attempt: Attempt) -> bool:
    if attempt.operation in {COMPLETE_SESSION.name, FINALIZE_SESSION.name}:
        return session.state == COMPLETED
    return attempt.operation == CREATE_SESSION.name or holds(session.body, _body(attempt))


def _shows_task(reading: Reading, attempt: Attempt) -> bool:
    """Whether an object is what a task made, or what it would have become by one."""
    done = operation(attempt.operation)
    if done.answers is not done.about:
        began_at = reading.created_at or 0.0
        is_young = began_at >= attempt.created_at - _CLOCKS_DIFFER_S
        return reading.subject is done.answers and is_young and _has_amount(reading, attempt)
    is_it = bool(reading.id) and reading.id in attempt.path.split("/")
    is_update = done.method == "PATCH" and holds(reading.body, _body(attempt))
    return is_it and (is_update or is_done(done.name, reading))


def _has_amount(reading: Reading, attempt: Attempt) -> bool:
    name, body = f"{reading.subject.name}Amount", _body(attempt)
    return isinstance(body, Mapping) and reading.wire(name) == body.get(name)


def _body(attempt: Attempt) -> Any:
    try:
        return json_text.read_bytes(attempt.body)
    except BadText:
        return None
