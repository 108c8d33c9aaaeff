"""The sale on the desk: what is shown of it, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.errors import N_, Fault, say
from apay_console.model import constraints, json_text
from apay_console.model import draft as drafts
from apay_console.model.exchange import Exchange
from apay_console.presenters.live import LiveLock
from apay_console.presenters.notices import Notice
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.services import Services

_SAVE_AFTER_MS = 200


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
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save_draft)

    @property
    def state(self) -> SaleState | None:
        """The sale as it is shown, None while there is none."""
        return self._state

    def put(self, state: SaleState) -> None:
        """Lay another sale on the desk, after storing what was typed for the last one."""
        self.save_draft()
        self.show(state)

    def show(self, state: SaleState) -> None:
        """Show the sale's next state."""
        is_read_only = self.lock.is_locked(state.profile)
        same = state.is_read_only == is_read_only
        self._state = state if same else replace(state, is_read_only=is_read_only)
        self.shown.emit(self._state)

    def change(self, **values: Any) -> None:
        """Show the state with some of its values changed."""
        if self._state is not None:
            self.show(replace(self._state, **values))

    def say(self, notice: Notice | None) -> None:
        """Show a bar above the panes, or take it away."""
        self.change(notice=notice)

    def unlock(self, typed: str) -> None:
        """Allow changes as this sale's profile, whose name was typed; raise Invalid."""
        if self._state is not None:
            self.lock.unlock(self._state.profile, typed)

    def keep(self) -> None:
        """Store the sale's row, and soon what was typed."""
        if self._state is not None:
            self._store(self.services.sales.save(self._state.sale))
            self.saved.emit(self._state.sale)
            self._saving.start()

    def keep_draft_soon(self) -> None:
        """Store what was typed once the person pauses."""
        self._saving.start()

    def save_draft(self) -> None:
        """Store what was typed."""
        self._saving.stop()
        state = self._state
        if state is not None:
            text = json_text.write(drafts.dump(state.draft))
            self._store(self.services.drafts.save(state.sale.id, text))

    def _store(self, work: Coroutine[Any, Any, Any]) -> None:
        self.services.runner.run(work, owner=self, done=_nothing, failed=self._not_kept)

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, Fault):
            words = N_("What you type is not being kept: {reason}")
            self.say(Notice("warn", say(words, reason=error.message)))

    def start(
        self,
        work: Coroutine[Any, Any, Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run work for this sale; its end is dropped when another sale lies here by then."""
        sale_id = self._state.sale.id if self._state else ""

        def when_still_here(then: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda found: then(found) if self._lies_here(sale_id) else None

        self.services.runner.run(
            work, owner=self, done=when_still_here(done), failed=when_still_here(failed)
        )

    def _lies_here(self, sale_id: str) -> bool:
        return self._state is not None and self._state.sale.id == sale_id

    def go_to(self, constraint_id: str) -> None:
        """Go to what clears a constraint: its field, or somebody else's command."""
        known = constraints.remedy(constraint_id)
        if self._state is None or known is None:
            return
        if known.field:
            self.focus_wanted.emit(self._state.scope.schema[known.field])
        else:
            self.command_wanted.emit(known.action)

    def look_at(self, exchange: Exchange) -> None:
        """Show an earlier exchange as it was."""
        is_now = self._state is not None and exchange is self._state.exchange
        self.change(moment=None if is_now else exchange)

    def back_to_now(self) -> None:
        """Show the newest answer again."""
        self.change(moment=None)


def _nothing(_: object) -> None:
    """Take no notice of what a store answers."""
