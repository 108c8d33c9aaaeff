"""The sheets over the window, each opened by its command; most are made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from apay_console.errors import Invalid
from apay_console.model.exchange import Exchange
from apay_console.presenters.console import Console
from apay_console.ui.commands import Commands
from apay_console.ui.live_sheet import LiveSheets
from apay_console.ui.open_bar import AskBar
from apay_console.ui.palette import Palette
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
    from apay_console.model.taking.part import Part
    from apay_console.ui.about_sheet import AboutSheet
    from apay_console.ui.log_sheet import LogSheet
    from apay_console.ui.taking.export_sheet import ExportSheet
    from apay_console.ui.why.sheet import WhySheet

_UNDER_TOP = 56
_MARGIN = 16


class Sheets:
    """Makes the sheets, and opens each with its command."""

    def __init__(self, window: QWidget, theme: Theme, commands: Commands, console: Console) -> None:
        self._window = window
        tr = window.tr
        self.open_bar = AskBar(tr("Any id, return URL, curl or JSON"), tr("Open"), window)
        self.paste_bar = AskBar(tr("Paste the address you landed on"), tr("Take it"), window)
        self.palette = Palette(theme, commands, window)
        self._theme, self._commands, self._console = theme, commands, console
        self.live = LiveSheets(window, theme, console.desk, console.courier.live)
        self._give(self.open_bar, console.arrivals.open)
        self._give(self.paste_bar, console.buyer.pasted)
        commands.connect_to(
            open=lambda: self.open_bar.open(self._place(self.open_bar)),
            paste_return=lambda: self.paste_bar.open(self._place(self.paste_bar)),
            palette=self.palette.open,
            about=self._open_about,
            log=self._open_log,
            export=self._open_export,
            unlock=self.live.open_lock,
            why=self._open_why,
        )

    def _open_about(self) -> None:
        self.about.open()

    def _open_log(self) -> None:
        self.log.open()

    @cached_property
    def about(self) -> AboutSheet:
        """The sheet of what this is."""
        from apay_console.ui.about_sheet import AboutSheet  # noqa: PLC0415 - seldom asked for

        return AboutSheet(self._window)

    @cached_property
    def log(self) -> LogSheet:
        """The sheet of what the program told of itself."""
        from apay_console.ui.log_sheet import LogSheet  # noqa: PLC0415 - seldom asked for

        return LogSheet(self._window)

    @cached_property
    def why(self) -> WhySheet:
        """The sheet that explains."""
        from apay_console.ui.why.sheet import WhySheet  # noqa: PLC0415 - it has many words

        return WhySheet(self._window, self._theme, self._commands, self._console.why)

    def _open_why(self) -> None:
        from apay_console.ui.why.sheet import wanted_at  # noqa: PLC0415 - as above

        action = self._commands["why"]
        wanted = action.data() or wanted_at(self._window.focusWidget())
        action.setData(None)
        self.why.open(wanted)

    def take_elsewhere(self, exchanges: Sequence[Exchange]) -> None:
        """Show exchanges as they would be copied or saved."""
        self._console.taking.begin(exchanges)
        self.export.open()

    def take_part(self, part: Part) -> None:
        """Show a part of an answer as it would be copied or saved."""
        self._console.taking.begin_part(part)
        self.export.open()

    def _open_export(self) -> None:
        if self._console.taking.begin_shown():
            self.export.open()

    @cached_property
    def export(self) -> ExportSheet:
        """The sheet in which an exchange is taken elsewhere."""
        from apay_console.ui.taking.export_sheet import ExportSheet  # noqa: PLC0415 - seldom asked for

        return ExportSheet(self._theme, self._console.taking, self._window)

    def _place(self, bar: AskBar) -> QPoint:
        return QPoint(self._window.width() - bar.width() - _MARGIN, _UNDER_TOP)

    def _give(self, bar: AskBar, take: Callable[[str], None]) -> None:
        bar.given.connect(lambda text: _offer(bar, take, text))


def _offer(bar: AskBar, take: Callable[[str], None], text: str) -> None:
    """Hand a text over; refused, it stays in its line with the reason under it."""
    bar.leave()  # the keyboard is back in its place before that is made anew
    try:
        take(text)
    except Invalid as error:
        bar.refuse(error)
    else:
        bar.done()
