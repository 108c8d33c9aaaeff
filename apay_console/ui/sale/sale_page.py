"""The two panes, for any object: what I send on the left, what came back on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from apay_console.model import later
from apay_console.model.fields import Field
from apay_console.model.session import COMPLETED
from apay_console.ui.commands import Commands
from apay_console.ui.parts.state_looks import look_of
from apay_console.ui.parts.text import say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.answer_pane import AnswerPane
from apay_console.ui.sale.needs import Clear, NeedsBand
from apay_console.ui.sale.notice_bar import NoticeBar
from apay_console.ui.sale.rail import Rail
from apay_console.ui.sale.request_pane import RequestPane
from apay_console.ui.sale.sales_list import SalesList
from apay_console.ui.sale.side_pane import SidePane

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_ADVISED = {"Authorized": "capture", "Chargeable": "charge"}
_NARROW = 1240
_WIDE_SIZES = (208, 480, 752)
_NARROW_SIZES = (48, 408, 568)


class SalePage(QFrame):
    """Rail, needs and notice above; sales, request and answer side by side."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("salePage")
        self._theme = theme
        self.rail = Rail(theme)
        self.needs = NeedsBand(theme)
        self.notice = NoticeBar(theme, commands)
        self.sales = SalesList(theme)
        self.request = RequestPane(theme, commands)
        self.side = SidePane(theme, commands, self.request)
        self.answer = AnswerPane(theme, commands)
        self._is_narrow: bool | None = None
        self._state: SaleState | None = None
        self.side.currentChanged.connect(self._show_notice)
        self.notice.left.connect(self.side.take_keyboard)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for band in (self.rail, self.needs, self.notice):
            column.addWidget(band)
        column.addWidget(self._make_split(), 1)

    def _make_split(self) -> QSplitter:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("split")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (self.sales, self.side, self.answer):
            self._split.addWidget(pane)
        self._split.setStretchFactor(2, 1)
        return self._split

    def put_bar(self, bar: QWidget) -> None:
        """Put a bar of the window's above everything else here."""
        self._column.insertWidget(0, bar)

    def show_state(self, state: SaleState) -> None:
        """Show one sale."""
        seen = self._theme.veil.over_state(state)
        self.rail.show_steps(seen.rail)
        self.needs.show_needs(state.needs, self._clear(state))
        self._state = state
        self._show_notice()
        self.request.show_state(state)  # what is typed goes on being typed; its letters are hidden
        self.answer.show_state(seen)
        self.sales.mark(state.sale.id)

    def _show_notice(self) -> None:
        """A panel that says the same takes its place; a bar would only move what was clicked."""
        state = self._state
        if state is not None:
            is_said = state.moment is not None and self.side.explains(state.moment)
            seen = self._theme.veil.over_state(state)
            self.notice.show_notice(None if is_said else seen.notice)

    def _clear(self, state: SaleState) -> Clear | None:
        """What stands in place of the needs when Amazon waits for nothing."""
        if state.advice is not None:
            is_said = state.notice is not None and state.stand.can_complete
            return None if is_said else Clear(say(state.advice), *_look(state), _command(state))
        session = state.session
        if state.shown or session is None or not session.is_open or session.constraints:
            return None
        return Clear(self.tr("Nothing is missing. The buyer can pay."))

    def go_to(self, row: Field) -> None:
        """Show one field, whatever has taken the form's place."""
        if self.side.name:
            self.side.close_panel()
        self.request.focus(row)

    def begin_at(self, row: Field) -> None:
        """Give the keyboard to a field, unless a panel is at work in the form's place."""
        if not self.side.name:
            self.request.focus(row)

    def fit(self, width: int) -> None:
        """Arrange the panes for the window's width."""
        is_narrow = width < _NARROW
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self.sales.fold(folded=is_narrow)
        self.answer.narrow(is_narrow=is_narrow)
        self.needs.redraw()
        self._split.setSizes(_NARROW_SIZES if is_narrow else _WIDE_SIZES)

    def toggle_request(self) -> None:
        """Hide the left pane, or show it again."""
        self.side.setVisible(self.side.isHidden())


def _look(state: SaleState) -> tuple[str, str]:
    """The icon of the object that the advice is about."""
    reading = state.object if state.shown else later.furthest(state.objects)
    return look_of(reading.state) if reading else look_of(COMPLETED)


def _command(state: SaleState) -> str:
    """The command that leads to what is advised, where that is not shown already."""
    reading = None if state.shown else later.furthest(state.objects)
    return _ADVISED.get(reading.state, "") if reading else ""
