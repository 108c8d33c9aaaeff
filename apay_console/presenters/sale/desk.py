"""The sale on the desk: what is shown of it, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.errors import N_, Fault, Message, say
from apay_console.model import constraints
from apay_console.model.exchange import Exchange
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import kept_drafts
from apay_console.presenters.sale.kept_drafts import Kept
from apay_console.presenters.sale.live.gate import LiveLock
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words.notices import notice_of
from apay_console.presenters.services import Services

_SAVE_AFTER_MS = 200
_SHOW_BUSY_AFTER_MS = 50  # an answer that comes sooner is shown at once, and nothing flickers
Step = Callable[[SaleState, Any], SaleState]


def _nothing(_: object) -> None:
    """Take no notice of what comes of it."""


@dataclass(frozen=True)
class End:
    """What a sale becomes when work for it is done or has failed, and what follows on the desk."""

    done: Step
    failed: Step
    after: Callable[[Any], None] = _nothing  # given what was found, or the error


class SaleDesk(QObject):
    """Holds one sale's state; every change of it is shown once, and kept."""

    shown = Signal(object)  # SaleState
    saved = Signal(object)  # Sale, whenever its row in the list changed
    focus_wanted = Signal(object)  # Field
    command_wanted = Signal(str)  # what belongs to somebody else: sign_in, open_page, new…

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.lock = LiveLock(services.ticks, self)
        self.lock.changed.connect(self.change)
        self._state: SaleState | None = None
        self._aside: dict[str, SaleState] = {}  # sales whose request is still under way
        self._stored: tuple[str, Kept] | None = None
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save_draft)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SHOW_BUSY_AFTER_MS)
        self._waiting.timeout.connect(self._show)

    @property
    def state(self) -> SaleState | None:
        """The sale as it is shown, None while there is none."""
        return self._state

    def put(self, state: SaleState, *, is_stored: bool = False) -> None:
        """Lay another sale on the desk; what the last one waits for is still taken in.

        What was read from the store is not stored again untouched: it may have to forget a buyer.
        """
        self.save_draft()
        if self._state is not None and self._state.busy is not None:
            self._aside[self._state.sale.id] = self._state
        self.show(replace(self._aside.pop(state.sale.id, state), poll=None))
        if is_stored:
            self._stored = (state.sale.id, kept_drafts.kept(state))

    def forget(self, sale_id: str) -> None:
        """Drop a sale that was removed, with what was typed and what it waits for."""
        self._aside.pop(sale_id, None)
        if self._lies_here(sale_id):
            self._saving.stop()
            self._waiting.stop()
            self._state = None

    def show(self, state: SaleState) -> None:
        """Show the sale's next state."""
        locked = (self.lock.is_locked(state.profile), self.lock.open_until(state.profile))
        same = locked == (state.is_read_only, state.open_until)
        self._state = (
            state if same else replace(state, is_read_only=locked[0], open_until=locked[1])
        )
        self._show()

    def _show(self) -> None:
        self._waiting.stop()
        self.shown.emit(self._state)

    def change(self, **values: Any) -> None:
        """Show the state with some of its values changed."""
        if self._state is not None:
            self.show(replace(self._state, **values))

    def wait(self, busy: Message, **values: Any) -> None:
        """Take nothing else from now on; say so once it has lasted long enough to be seen."""
        if self._state is not None:
            self._state = replace(self._state, busy=busy, **values)
            self._waiting.start()

    def say(self, notice: Notice | None) -> None:
        """Show a bar above the panes, or take it away."""
        self.change(notice=notice)

    def remark(self, words: Message) -> None:
        """Show a warning, unless something is said already that must not be overlooked."""
        notice = self._state.notice if self._state is not None else None
        if notice is None or not notice.actions:
            self.say(Notice("warn", words))

    def unlock(self, typed: str) -> None:
        """Allow changes as this sale's profile, whose name was typed; raise Invalid."""
        if self._state is not None:
            self.lock.unlock(self._state.profile, typed)

    def keep(self) -> None:
        """Store the sale's row, and soon what was typed."""
        if self._state is not None:
            self._keep_row(self._state)
            self._saving.start()

    def _keep_row(self, state: SaleState) -> None:
        self._store(self.services.sales.save(state.sale))
        self.saved.emit(state.sale)

    def keep_draft_soon(self) -> None:
        """Store what was typed once the person pauses."""
        self._saving.start()

    def save_draft(self) -> None:
        """Store what was typed."""
        self._saving.stop()
        if self._state is not None:
            self._keep_draft(self._state)

    def _keep_draft(self, state: SaleState) -> None:
        kept = (state.sale.id, kept_drafts.kept(state))
        if kept != self._stored:
            self._stored = kept
            self._store(self.services.drafts.save(state.sale.id, kept_drafts.write(kept[1])))

    def _store(self, work: Coroutine[Any, Any, Any]) -> None:
        self.services.runner.run(work, owner=self, done=_nothing, failed=self._on_not_kept)

    def _look(self) -> None:
        """Tell it where what just came could not be stored: it is on the screen already."""
        runner, work = self.services.runner, self.services.sender.look()
        failed = partial(runner.tell, told=self._tell_lost)
        runner.run(work, owner=self, done=_nothing, failed=failed)

    def _tell_lost(self, fault: Fault) -> None:
        words = N_("The answer is shown, but not kept in the history: {reason}")
        self.remark(say(words, reason=fault.message))

    def _on_not_kept(self, error: BaseException) -> None:
        self._stored = None
        self.services.runner.tell(error, self._tell_not_kept)

    def _tell_not_kept(self, fault: Fault) -> None:
        words = N_("What you type is not being kept: {reason}")
        self.remark(say(words, reason=fault.message))

    def start(self, work: Coroutine[Any, Any, Any], end: End) -> None:
        """Run work for this sale; its end is taken in wherever the sale lies by then."""
        sale_id = self._state.sale.id if self._state else ""
        self.services.runner.run(
            work,
            owner=self,
            done=lambda found: self._take(sale_id, end.done, end.after, found),
            failed=lambda error: self._take(sale_id, end.failed, end.after, error),
        )

    def _take(self, sale_id: str, step: Step, after: Callable[[Any], None], found: Any) -> None:
        if self._state is not None and self._lies_here(sale_id):
            self.show(step(self._state, found))
            self.keep()
            if isinstance(found, Exchange):
                self._look()
            after(found)
        elif sale_id in self._aside:
            state = step(self._aside.pop(sale_id), found)
            self._keep_row(state)
            self._keep_draft(state)

    def take_in(self, sale_id: str, step: Callable[[SaleState], SaleState]) -> bool:
        """Let a sale know of what happened elsewhere; False when it is neither here nor aside."""
        if self._state is not None and self._lies_here(sale_id):
            self.show(step(self._state))
            self._keep_row(self._state)
        elif sale_id in self._aside:
            self._aside[sale_id] = step(self._aside[sale_id])
            self._keep_row(self._aside[sale_id])
        else:
            return False
        return True

    def holds(self, sale_id: str) -> bool:
        """Whether a sale is shown, or waits beside for its request."""
        return self._lies_here(sale_id) or sale_id in self._aside

    def _lies_here(self, sale_id: str) -> bool:
        return self._state is not None and self._state.sale.id == sale_id

    def go_to(self, constraint_id: str) -> None:
        """Go to what clears a constraint: its field, or somebody else's command; or tell it."""
        known = constraints.remedy(constraint_id)
        if self._state is None:
            return
        if known is None:
            needs = [need for need in self._state.needs if need.constraint.id == constraint_id]
            self.say(Notice("info", needs[0].sentence) if needs else None)
        elif known.field:
            self.focus_wanted.emit(self._state.scope.schema[known.field])
        else:
            self.command_wanted.emit(known.action)

    def look_at(self, exchange: Exchange) -> None:
        """Show an earlier exchange as it was."""
        is_now = self._state is not None and exchange is self._state.exchange
        told = {"notice": notice_of(exchange)} if exchange.is_from_shop else {}
        self.change(moment=None if is_now else exchange, **told)

    def back_to_now(self) -> None:
        """Show the newest answer again, and no more what was said of the earlier one."""
        looked_at = self._state.moment if self._state is not None else None
        told = {"notice": None} if looked_at is not None and looked_at.is_from_shop else {}
        self.change(moment=None, **told)
