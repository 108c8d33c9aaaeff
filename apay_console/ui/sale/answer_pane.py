"""The answer pane: what came back, as a tree, as changes, raw, signed, and as the buyer sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QWidget,
)

from apay_console.model import later
from apay_console.model.answer import answer_of
from apay_console.model.changes.changes import marks as marks_of
from apay_console.model.exchange import Exchange
from apay_console.ui.browser.buyers_tab import BuyersTab
from apay_console.ui.commands import Commands
from apay_console.ui.parts.announcing import turn_to
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.paint_watch import PaintWatch
from apay_console.ui.parts.text import PlainLabel, word
from apay_console.ui.parts.theme import Theme, restyle
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.sale.exchange_line import ExchangeLine
from apay_console.ui.sale.later_views import LaterViews
from apay_console.ui.sale.moment_bar import MomentBar
from apay_console.ui.sale.object_bar import ObjectBar
from apay_console.ui.sale.poll_line import PollLine
from apay_console.ui.tree.page import TreePage, subject_shown

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

SESSION, CHANGES, STATES, RAW, SIGNATURE, PAGE = range(6)
_PAGES = ("tree", "changes", "states", "raw_page", "signature", "page")  # of AnswerPane, tab by tab


class AnswerPane(LaterViews, QFrame):
    """Right: what came back."""

    back_wanted = Signal()
    object_wanted = Signal(str)  # an object's id; empty: the session
    task_wanted = Signal(str, str)  # an object's id, and the operation to be filled in for it
    exchange_wanted = Signal(object)  # Exchange
    doctor_wanted = Signal(object)  # the Exchange whose signature was refused

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self._shown: Exchange | None = None
        self._state: SaleState | None = None
        self.now = theme.now
        self._is_earlier = False  # what is shown, than the newest answer
        self.setObjectName("answer")
        self.objects = ObjectBar(theme)
        self.objects.chosen.connect(self.object_wanted)
        self._line = ExchangeLine()
        self.poll = PollLine(theme)
        self.tree = TreePage(theme)
        self.tree.object_wanted.connect(self.object_wanted)
        self.tree.command_wanted.connect(commands.run)
        self.page = BuyersTab(theme, commands)
        self.paints = PaintWatch(self.tree.tree.viewport())
        self._moment = MomentBar()
        self._moment.back_wanted.connect(self.back_wanted)
        self._place()
        self._show_tab(SESSION)

    def _place(self) -> None:
        column = column_in(self)
        column.addLayout(self._make_head())
        column.addWidget(self.objects)
        column.addWidget(self._line)
        column.addWidget(self.poll)
        column.addWidget(self._moment)
        column.addWidget(self._make_stack(), 1)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 12, 0)
        row.setSpacing(8)
        self._tabs = QTabBar()
        self._tabs.setObjectName("answerTabs")
        self._tabs.setAccessibleName(self.tr("Views of the answer"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        first = (self.tr("Session"), self.tr("Changes"), self.tr("States"))
        last = (self.tr("Raw"), self.tr("Signature"), self.tr("Buyer's page"))
        for words in (*first, *last):
            self._tabs.addTab(words)
        self._tabs.currentChanged.connect(self._show_tab)
        row.addWidget(self._tabs, 1)
        row.addWidget(self._make_find())
        row.addWidget(self._make_get())
        return row

    def _make_find(self) -> QToolButton:
        self._find = QToolButton()
        self._find.setIcon(self._theme.icon("magnifying-glass", "text2"))
        self._find.setAccessibleName(self.tr("Find in this answer"))
        self._find.clicked.connect(lambda: self._commands.run("find"))
        return self._find

    def _make_get(self) -> QPushButton:
        self._get = QPushButton(self._theme.icon("arrows-clockwise", "text"), self.tr("Get"))
        self._get.setProperty("kind", "secondary")
        self._get.setAccessibleName(self.tr("Get this again"))
        self._get.clicked.connect(lambda: self._commands.run("get"))
        self._why = WhyMark("button.get", self._get)
        return self._get

    def _make_stack(self) -> QStackedWidget:
        self._stack = QStackedWidget()
        self._nothing = PlainLabel(self.tr("Nothing received yet."))
        self._nothing.setProperty("role", "hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        return self._stack

    def _show_tab(self, place: int) -> None:
        is_empty = place in {RAW, SIGNATURE} and self._shown is None
        self._stack.setCurrentWidget(self._nothing if is_empty else self._page(place))
        self._line.setVisible(place not in {PAGE, STATES} and self._shown is not None)
        self._moment.setVisible(place != PAGE and self._is_earlier)
        self._fill()

    def _page(self, place: int) -> QWidget:
        """What a tab shows, made when it is first looked at."""
        page: QWidget = getattr(self, _PAGES[place])
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def open_tab(self, place: int) -> None:
        """Turn to one of the tabs."""
        turn_to(self._tabs, place)

    @property
    def tab(self) -> int:
        """Which tab is open."""
        return self._tabs.currentIndex()

    def show_state(self, state: SaleState) -> None:
        """Show the newest answer, or the moment that is being looked at."""
        exchange, self._state = state.moment or state.exchange, state
        if exchange is not None and exchange is not self._shown:
            self.paints.begin(_key(exchange))
        self.objects.show_state(state)
        self.poll.show_state(state)
        self._show_moment(state)
        self._line.show_exchange(exchange)
        self._show_tree(state)
        self._show_changes(state)
        if self.tab == STATES:
            self.states.show_state(state)
        if exchange is not self._shown:
            self._shown = exchange
            self._show_tab(self.tab)
        self._get.setEnabled(bool(state.shown or state.sale.session_id) and state.busy is None)
        self._why.be_for("button.busy" if state.busy else "button.get")
        self.page.show_state(state)

    def _name_tab(self, place: int, words: str) -> None:
        if self._tabs.tabText(place) != words:  # Qt would lay out and paint all tabs anyway
            self._tabs.setTabText(place, words)

    def _show_tree(self, state: SaleState) -> None:
        body, marks = answer_of(state.moment) if state.moment else None, {}
        if state.moment is None and state.object is not None:
            body, marks = state.object.body, marks_of(state.changes or ())
        self.tree.show_answer(body, state, marks)
        is_unread = body is None and state.shown
        subject = later.subject_of_id(state.shown) if is_unread else subject_shown(body)
        self._name_tab(SESSION, word(subject.label))

    def _show_changes(self, state: SaleState) -> None:
        if self.tab == CHANGES:
            self.changes.show_state(state)
        count = 0 if state.moment else len(state.changes or ())
        words = (
            self.tr("Changes {count}").replace("{count}", str(count))
            if count
            else self.tr("Changes")
        )
        self._name_tab(CHANGES, words)

    def _show_moment(self, state: SaleState) -> None:
        self._is_earlier = state.moment is not None
        self._moment.setVisible(self._is_earlier and self.tab != PAGE)
        if state.moment is not None:
            self._moment.show_exchange(state.moment)

    def _fill(self) -> None:
        """Write out only the page that is looked at: each can be long."""
        if self.tab == CHANGES and self._state is not None:
            self.changes.show_state(self._state)
        elif self.tab == STATES and self._state is not None:
            self.states.show_state(self._state)
        elif self._shown is None:
            return
        elif self.tab == RAW:
            shown = self._shown
            self.raw_page.show_exchange(shown, self.paints.ms(_key(shown)))
        elif self.tab == SIGNATURE:
            self.signature.show_exchange(self._shown)

    def step_change(self, direction: int) -> None:
        """Go to the next change or, with -1, to the one before."""
        self.open_tab(CHANGES)
        self.changes.step(direction)

    def _go_to_row(self, path: tuple[str, ...]) -> None:
        """Show one row of the answer; of what is gone, what it was a part of."""
        self.open_tab(SESSION)
        tree = self.tree.tree
        starts = (tree.nodes_model.reveal(path[:end]) for end in range(len(path), 0, -1))
        index = next((found for found in starts if found.isValid()), None)
        if index is not None:
            tree.setCurrentIndex(index)
            tree.scrollTo(index)
            tree.setFocus()

    def count_anew(self) -> None:
        """Let what counts down follow the clock, which was turned."""
        if self.tab == STATES:
            self.states.refresh()

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave out words where there is little room."""
        self._get.setText("" if is_narrow else self.tr("Get"))
        restyle(self._get, "bare", is_narrow)

    def line(self) -> str:
        """What the line under the tabs says."""
        return self._line.text()


def _key(exchange: Exchange) -> tuple[float, float]:
    """Know an exchange again; its number comes later, once it is stored."""
    return exchange.started_at, exchange.took_ms
