"""The two panes, for any object: what I send on the left, what came back on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from apay_console.model import lifecycle
from apay_console.presenters.sale_state import SaleState
from apay_console.ui.answer_pane import AnswerPane
from apay_console.ui.commands import Commands
from apay_console.ui.needs import NeedsBand
from apay_console.ui.notice_bar import NoticeBar
from apay_console.ui.rail import Rail
from apay_console.ui.request_pane import RequestPane
from apay_console.ui.sales_list import SalesList
from apay_console.ui.side_pane import SidePane
from apay_console.ui.theme import Theme

_NARROW = 1240
_WIDE_SIZES = (208, 480, 752)
_NARROW_SIZES = (48, 408, 568)


class SalePage(QFrame):
    """Rail, needs and notice above; sales, request and answer side by side."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("salePage")
        self.rail = Rail(theme)
        self.needs = NeedsBand(theme)
        self.notice = NoticeBar(theme, commands)
        self.sales = SalesList(theme)
        self.request = RequestPane(theme, commands)
        self.side = SidePane(theme, self.request)
        self.answer = AnswerPane(theme, commands)
        self._is_narrow: bool | None = None
        column = QVBoxLayout(self)
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

    def show_state(self, state: SaleState) -> None:
        """Show one sale."""
        self.rail.show_steps(lifecycle.rail(state.stand))
        self.needs.show_needs(state.needs, self._clear_words(state))
        self.notice.show_notice(state.notice)
        self.request.show_state(state)
        self.answer.show_state(state)
        self.sales.mark(state.sale.id)

    def _clear_words(self, state: SaleState) -> str:
        session = state.session
        if session is None or not session.is_open or session.constraints:
            return ""
        if state.stand.can_complete:
            words = self.tr("The buyer is back. Complete the checkout to finish it.")
            return "" if state.notice else words
        return self.tr("Nothing is missing. The buyer can pay.")

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
