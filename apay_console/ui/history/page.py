"""The page of the whole history: left what is looked for and found, right one exchange of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QToolButton

from apay_console.errors import Fault, Invalid
from apay_console.model.exchange import Exchange
from apay_console.model.past import EVERYTHING
from apay_console.presenters.history.leading import Leading
from apay_console.presenters.history.past import Past
from apay_console.ui.history.actions import Actions
from apay_console.ui.history.ask_bar import AskBar
from apay_console.ui.history.cells import Cells
from apay_console.ui.history.deeds import Deeds, Shown
from apay_console.ui.history.details import Details
from apay_console.ui.history.filters import Filters
from apay_console.ui.history.head import Head
from apay_console.ui.history.storage_line import StorageLine
from apay_console.ui.history.table import PastTable
from apay_console.ui.parts.announcing import announce
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme

_FOLLOW_MS = 1000
_SIZES, _NARROW_SIZES = (820, 620), (560, 464)
_NARROW = 1240


class HistoryPage(QFrame):
    """Lists every exchange there is, and shows the one that is chosen."""

    left = Signal()  # the person goes back to the sale

    def __init__(self, past: Past, leading: Leading, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("historyPage")
        self._past = past
        self._leading = leading
        self._theme = theme
        self._exchange: Exchange | None = None
        self._is_narrow: bool | None = None
        self._told = EVERYTHING  # what was looked for when the count was said last
        self._make_parts(past, theme)
        self._place()
        self._connect_list()
        self._connect_details()
        self._following = QTimer(self, interval=_FOLLOW_MS)
        self._following.timeout.connect(past.pages.follow)
        self.setFocusProxy(self.table)

    def _make_parts(self, past: Past, theme: Theme) -> None:
        self.filters = Filters(past, theme)
        self.table = PastTable(past, theme)
        self.actions_ = Actions(self.table, theme)
        self.head = Head(Cells(past, theme), theme)
        self.details = Details(past, theme)
        self.bar = AskBar(theme)
        self.storage = StorageLine(past)
        shown = Shown(self.table, self.head, self.filters, self.details, self.bar)
        self.deeds = Deeds(past, self._leading, self.actions_, shown, self)
        self.count = PlainLabel("")
        self.count.setProperty("role", "hint")
        self.count.setObjectName("pastCount")
        self.empty = PlainLabel("")
        self.empty.setProperty("role", "hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)

    # --- placing ----------------------------------------------------------------------------------

    def _place(self) -> None:
        column = column_in(self)
        column.addWidget(self._make_top())
        column.addWidget(self.bar)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("split")
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._make_left())
        self._split.addWidget(self._make_right())
        self._split.setStretchFactor(0, 1)
        column.addWidget(self._split, 1)

    def _make_top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("rail")
        back = QToolButton()
        back.setIcon(self._theme.icon("arrow-left", "text2"))
        back.setAccessibleName(self.tr("Back to the sale"))
        back.setToolTip(self.tr("Back to the sale"))
        back.clicked.connect(self.left)
        title = PlainLabel(self.tr("History"))
        title.setProperty("role", "title")
        row = QHBoxLayout(top)
        row.setContentsMargins(8, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(back)
        row.addWidget(title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.storage)
        return top

    def _make_left(self) -> QFrame:
        pane = QFrame()
        pane.setObjectName("pastList")
        column = column_in(pane)
        column.addWidget(self.filters)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        return pane

    def _make_right(self) -> QFrame:
        pane = QFrame()
        pane.setObjectName("answer")
        column = column_in(pane)
        for name in ("pin", "note", "delete"):
            self.head.add_tool(self.actions_[name])
        for name in ("open_sale", "open_form", "replay", "compare", "take_elsewhere"):
            self.head.add_button(self.actions_[name])
        self.head.end_buttons()
        column.addWidget(self.head)
        column.addWidget(self.details, 1)
        return pane

    def fit(self, width: int) -> None:
        """Share the width out anew where the window became narrow or wide."""
        is_narrow = width < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for part in (self.head, self.table):
                part.narrow(is_narrow=is_narrow)
            self._split.setSizes(_NARROW_SIZES if is_narrow else _SIZES)

    # --- connecting -------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        pages = self._past.pages
        self.filters.changed.connect(pages.narrow)
        pages.counted.connect(self._show_count)
        pages.renewed.connect(self._show_list)
        pages.grown.connect(self._show_list)
        pages.refused.connect(self._refuse)
        self.table.chosen.connect(self._show_chosen)
        self.table.letters_typed.connect(self.filters.begin)
        pages.came.connect(self._on_came)
        self.bar.left.connect(self.table.setFocus)
        self.storage.purge_wanted.connect(self.deeds.ask_purge)
        self.storage.drop_wanted.connect(self.deeds.ask_drop_set_aside)

    def _connect_details(self) -> None:
        self._past.shown.connect(self._show_exchange)
        self._past.named.connect(self._show_chosen)
        self.head.left.connect(self.table.setFocus)
        self.head.noted.connect(self.deeds.note)

    # --- coming and going -------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the history as it is now."""
        self._past.begin()
        self._following.start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Ask nothing any more: the page is not seen."""
        self._following.stop()
        self.bar.close_bar()

    def why_key(self) -> str:
        """The key for what Why? explains here."""
        return self.details.why_key()

    def go_to_search(self) -> None:
        """Go to the words that are looked for."""
        self.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.words.selectAll()

    # --- the list ---------------------------------------------------------------------------------

    def _show_count(self) -> None:
        pages = self._past.pages
        words = self.tr("{total} exchanges") if pages.total != 1 else self.tr("1 exchange")
        if pages.wanted != EVERYTHING:
            words = self.tr("{count} of {total} exchanges")
        total, count = f"{pages.total:,}", f"{pages.count:,}"
        self.count.setText(words.replace("{total}", total).replace("{count}", count))
        if pages.wanted != self._told:  # what only comes meanwhile is not said
            self._told = pages.wanted
            announce(self.count, self.count.text())

    def _show_list(self, *_: object) -> None:
        is_empty = self._past.pages.count == 0
        had_keyboard = self.table.hasFocus()
        if is_empty:
            self.empty.setText(self._nothing())
        self._stack.setCurrentWidget(self.empty if is_empty else self.table)
        if is_empty and had_keyboard:
            self.filters.words.setFocus()
        self._show_chosen()

    def _nothing(self) -> str:
        if self._past.pages.wanted == EVERYTHING:
            return self.tr("Nothing was sent yet. What you send is kept here, as it was.")
        return self.tr("No exchange fits. Press Clear to see all of them.")

    def _on_came(self, first: int, last: int) -> None:
        if any(first <= end and start <= last for start, end in self.table.ranges()):
            self._show_chosen()

    def _refuse(self, error: Fault) -> None:
        if isinstance(error, Invalid):
            self.filters.refuse(error)
        else:
            self.bar.tell("err", say(error.message))

    # --- what is chosen ---------------------------------------------------------------------------

    def _show_chosen(self) -> None:
        count, lines = self.table.chosen_count(), self.table.chosen_lines()
        self.actions_.fit(lines, count)
        one = lines[0] if lines and count == 1 else None
        self.head.show_line(one, self._several(count) if count else self.tr("Nothing chosen"))
        if one is None:
            self._exchange = None
            self.details.show_exchange(None, self._several(count))
        elif self._exchange is None or self._exchange.id != one.id:
            self._exchange = None
            self._past.look(one.id)

    def _several(self, count: int) -> str:
        if count > 1:
            return self.tr("{count} exchanges chosen").replace("{count}", f"{count:,}")
        return "" if count else self.tr("Choose an exchange to see it.")

    def _show_exchange(self, exchange: Exchange | None) -> None:
        if self.table.chosen_count() != 1:
            return
        self._exchange = exchange
        words = self.tr("This row of the history is damaged and cannot be read. It can be deleted.")
        self.details.show_exchange(exchange, words)
        self.deeds.show_exchange(exchange)
