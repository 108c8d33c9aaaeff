"""The answer's further views, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

from apay_console.ui.commands import Commands
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.presenters.beside import Beside
    from apay_console.ui.changes.view import ChangesView
    from apay_console.ui.exchange.raw_page import RawPage
    from apay_console.ui.exchange.raw_view import RawView
    from apay_console.ui.exchange.signature_view import SignatureView
    from apay_console.ui.states.view import StatesView


class LaterViews:
    """What the answer pane has beside the tree and the buyer's page."""

    _theme: Theme
    _commands: Commands
    now: Callable[[], float]
    task_wanted: SignalInstance
    exchange_wanted: SignalInstance
    doctor_wanted: SignalInstance
    beside: Beside | None = None  # who compares long answers

    def _go_to_row(self, path: tuple[str, ...]) -> None: ...

    @cached_property
    def changes(self) -> ChangesView:
        """What the answer changed."""
        from apay_console.ui.changes.view import ChangesView  # noqa: PLC0415 - seen when asked for

        view = ChangesView(self._theme, beside=self.beside)
        view.go_to.connect(self._go_to_row)
        return view

    @cached_property
    def states(self) -> StatesView:
        """Where each object of the sale stands, and what can move it."""
        from apay_console.ui.states.view import StatesView  # noqa: PLC0415 - as above

        made = StatesView(self._theme, self._commands, self._clock)
        made.task_wanted.connect(self.task_wanted)
        made.exchange_wanted.connect(self.exchange_wanted)
        return made

    @cached_property
    def raw_page(self) -> RawPage:
        """The exchange as it was on the wire, and how long it took."""
        from apay_console.ui.exchange.raw_page import RawPage  # noqa: PLC0415 - as above

        return RawPage(self._theme)

    @property
    def raw(self) -> RawView:
        """The exchange as it was on the wire."""
        return self.raw_page.view

    @cached_property
    def signature(self) -> SignatureView:
        """How the request was signed."""
        from apay_console.ui.exchange.signature_view import SignatureView  # noqa: PLC0415 - as above

        view = SignatureView(self._theme)
        view.doctor_wanted.connect(self.doctor_wanted)
        return view

    def _clock(self) -> float:
        """The time by the clock that is now in use; it may be another one later."""
        return self.now()
