"""The sheets over the window: Open…, the pasted address, all commands, live's, and About."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, qVersion
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Invalid
from apay_console.model.exchange import Exchange
from apay_console.presenters.console import Console
from apay_console.ui.browser.sandbox import versions
from apay_console.ui.commands import Commands
from apay_console.ui.live_sheet import LiveSheets
from apay_console.ui.open_bar import AskBar
from apay_console.ui.palette import Palette
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:
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
        self.why: WhySheet | None = None  # as is this one: it has many words
        self._theme, self._console = theme, console
        self._about: About | None = None  # made when it is asked for: it has to find versions
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
            why=lambda: self._open_why(theme, commands, console),
        )

    def _open_about(self) -> None:
        self._about = self._about or About(self._window)
        self._about.open()

    def _open_log(self) -> None:
        self.log.open()

    @cached_property
    def log(self) -> LogSheet:
        """The sheet of what the program told of itself."""
        from apay_console.ui.log_sheet import LogSheet  # noqa: PLC0415 - seldom asked for

        return LogSheet(self._window)

    def _open_why(self, theme: Theme, commands: Commands, console: Console) -> None:
        from apay_console.ui.why.sheet import WhySheet, wanted_at  # noqa: PLC0415 - see above

        action = commands["why"]
        wanted = action.data() or wanted_at(self._window.focusWidget())
        action.setData(None)
        self.why = self.why or WhySheet(self._window, theme, commands, console.why)
        self.why.open(wanted)

    def take_elsewhere(self, exchanges: Sequence[Exchange]) -> None:
        """Show exchanges as they would be copied or saved."""
        self._console.taking.begin(exchanges)
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


class About(Sheet):
    """What this is, its versions, and what it keeps."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("About Apay Console"))
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        title = PlainLabel("Apay Console")
        title.setProperty("role", "title")
        column.addWidget(title)
        for text in self._lines():
            line = PlainLabel(text)
            line.setWordWrap(True)
            column.addWidget(line)
        self._closer = QPushButton(self.tr("Close"))
        self._closer.setProperty("kind", "secondary")
        self._closer.clicked.connect(self.leave)
        column.addSpacing(4)
        column.addWidget(self._closer, 0, Qt.AlignmentFlag.AlignRight)

    def _lines(self) -> list[str]:
        from importlib.metadata import version  # noqa: PLC0415 - 10 ms, and seldom asked for
        from platform import python_version  # noqa: PLC0415 - as above

        return [
            f"{version('apay-console')} · Qt {qVersion()} · Python {python_version()}",
            self._browser(),
            self.tr("Sales, exchanges and drafts are kept in one file on this machine."),
            self.tr("That file is not encrypted. Buyers' data is dropped from it after 30 days."),
            self.tr("Nothing is sent anywhere but where the chip at the top left says."),
        ]

    def _browser(self) -> str:
        known = versions()
        if known is None:
            return self.tr("There is no built-in browser here.")
        words = self.tr("Buyers' pages: Chromium {engine}, patched up to {patches}")
        return words.format(engine=known[0], patches=known[1])

    def open(self) -> None:
        """Show it in the middle of the window."""
        self.adjustSize()
        window = self.window()
        self.move((window.width() - self.width()) // 2, (window.height() - self.height()) // 3)
        self.show_with(self._closer)
