"""Who carries out the commands about the emulator's time, faults and bad days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from apay_console.model.exchange import Exchange
from apay_console.model.profile import Environment
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale import answer_pane
from apay_console.ui.sale.sale_page import SalePage
from apay_console.ui.top_bar import TopBar

if TYPE_CHECKING:
    from apay_console.presenters.console import Console
    from apay_console.presenters.emulator.lessons import Lesson


class EmulatorWires(QObject):
    """Connects the tools with the window's parts, as long as the window lives."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        from apay_console.ui.clock_bar import ClockBar  # noqa: PLC0415 - after the first paint

        super().__init__(commands)
        self._theme = theme
        self._commands = commands
        self._tools = console.tools
        self._shown = console.desk.shown
        self.bar = ClockBar(theme, commands, console.tools)

    def connect_to(self, page: SalePage, top: TopBar) -> None:
        """Put the bar in its place, and let everything follow the clock."""
        page.put_bar(self.bar)
        self.bar.left.connect(page.side.take_keyboard)
        self._page = page
        tools, days = self._tools, self._tools.bad_days
        page.answer.tree.tree.nodes_model.now = page.answer.now = tools.now
        tools.machine.changed.connect(top.time.refresh)
        tools.machine.changed.connect(page.answer.count_anew)
        for signal in (tools.machine.changed, self._shown):
            signal.connect(self._offer_way_back)
        self._shown.connect(self.bar.refresh)  # another sale may be Amazon's
        days.taught.connect(self._teach)
        page.answer.doctor_wanted.connect(self._ask_doctor)
        self._commands.connect_to(
            clock_back=tools.machine.back,
            bad_twice=days.twice,
            bad_expired=days.expired,
            bad_no_id=days.without_id,
            bad_amount=days.amount,
        )
        self._offer_way_back()

    def _offer_way_back(self, *_: object) -> None:
        moments = self._tools.machine.time.moments
        self._commands.enable(clock_back=self._tools.is_at_hand and bool(moments))

    def _ask_doctor(self, exchange: Exchange) -> None:
        """Open the doctor in the request's place, with what was refused filled in."""
        from apay_console.ui.panels.doctor_panel import DoctorPanel  # noqa: PLC0415 - seldom asked for

        side = self._page.side
        side.show()
        if side.name != "doctor":
            self._commands.run("doctor")
        panel = side.panel("doctor")
        if isinstance(panel, DoctorPanel):
            panel.take(self._theme.veil.under(exchange))

    def _teach(self, lesson: Lesson) -> None:
        from apay_console.ui.lesson_sheet import LessonSheet  # noqa: PLC0415 - seldom asked for

        self._page.answer.open_tab(answer_pane.SESSION)  # the buyer's page is left behind
        window = self._page.window()
        sheet = window.findChild(LessonSheet) or LessonSheet(window)
        sheet.open(lesson)


def enable(commands: Commands, state: SaleState) -> None:
    """Bad days happen in the emulator only; where the sale does not fit, they say so."""
    is_emulator = state.profile.environment is Environment.EMULATOR
    names = ("bad_twice", "bad_expired", "bad_no_id", "bad_amount")
    commands.enable(**dict.fromkeys(names, is_emulator))
