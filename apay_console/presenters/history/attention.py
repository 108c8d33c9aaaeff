"""Writes whose fate is unknown, of every sale and profile: each is listed until it is known."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import operation
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters import moments
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.live.written import Written

if TYPE_CHECKING:
    from apay_console.presenters.history.leading import Leading
    from apay_console.presenters.sale.state.sale_state import SaleState

_LONGEST = 80
_ONE = N_("What became of a request of another sale is unknown.")
_MORE = N_("What became of {count} requests of other sales is unknown.")
_REMOVED = N_("a profile that was removed")


@dataclass(frozen=True)
class Open:
    """One write that needs attention."""

    attempt: Attempt
    what: Message
    when: str
    who: Message
    has_sale: bool  # one that can be opened to check it; else the person's word decides


class Attention(QObject):
    """Lists them at each sale that is opened, so at each start, and says that there are some."""

    changed = Signal(object)  # tuple[Open, ...]

    def __init__(
        self,
        desk: SaleDesk,
        profiles: Profiles,
        leading: Callable[[], Leading],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._services = desk.services
        self._profiles = profiles
        self._leading = leading
        self.rows: tuple[Open, ...] = ()
        desk.shown.connect(self._follow)

    def _follow(self, state: SaleState) -> None:
        """List them anew once one of the sale on the desk is known."""
        if not state.unresolved and state.sale.id in {row.attempt.sale_id for row in self.rows}:
            self.look()

    def look(self) -> None:
        """List them anew."""
        self._run(self._found(), self._take)

    async def _found(self) -> list[tuple[Attempt, bool]]:
        waiting = await self._services.sender.unfinished()
        sales = {one.sale_id: await self._services.sales.get(one.sale_id) for one in waiting}
        return [(one, sales[one.sale_id] is not None) for one in waiting]

    def _take(self, found: list[tuple[Attempt, bool]]) -> None:
        rows = tuple(self._row(*one) for one in found)
        if rows != self.rows:
            self.rows = rows
            self.changed.emit(rows)
            self._tell()

    def _row(self, attempt: Attempt, has_sale: bool) -> Open:
        profile = self._profiles.get(attempt.profile_id)
        what = _what(attempt, profile or self._profiles.current)
        when = moments.day_and_minute(attempt.created_at)
        return Open(attempt, what, when, _who(profile), has_sale and profile is not None)

    def _tell(self) -> None:
        """Say that there are some that the sale on the desk does not tell of."""
        state = self._desk.state
        if state is None or state.notice is not None:
            return
        count = sum(row.attempt.sale_id != state.sale.id for row in self.rows)
        if count:
            words = say(_ONE) if count == 1 else say(_MORE, count=count)
            self._desk.say(Notice("warn", words, ("attention",)))

    def open(self, row: Open) -> None:
        """Open its sale, where it can be checked."""
        self._leading().open_by(row.attempt.sale_id)

    def settle(self, row: Open, *, is_done: bool) -> None:
        """Take the person's word for what became of one whose sale is gone."""
        outcome = Outcome.APPLIED if is_done else Outcome.REJECTED
        self._run(self._services.sender.settle(row.attempt, outcome), lambda _: self.look())

    def _run(self, work: Coroutine[Any, Any, Any], done: Callable[[Any], object]) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._services.runner.tell(error, lambda fault: self._desk.remark(fault.message))


def _what(attempt: Attempt, profile: Profile) -> Message:
    """Say what was asked for; of a damaged row, what it says itself."""
    try:
        done, version = operation(attempt.operation), ApiVersion(attempt.version)
    except (KeyError, ValueError):
        return say("{method} {path}", method=attempt.method, path=attempt.path[:_LONGEST])
    written = Written(Request(done, profile, version, body=attempt.body))
    if not written.amount_name or written.price is None:
        return say(done.label)
    return say("{operation} · {amount}", operation=say(done.label), amount=str(written.price))


def _who(profile: Profile | None) -> Message:
    if profile is None:
        return say(_REMOVED)
    return say("{name} · {place}", name=profile.name, place=profile.environment.value)
