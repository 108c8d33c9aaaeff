"""The exchange that is looked at: its answer, what it changed, as it was on the wire, signed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QWidget

from apay_console.model.answer import answer_of
from apay_console.model.changes.comparison import version_of
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Path
from apay_console.model.taking.part import Part, part_at
from apay_console.presenters.history.past import Past
from apay_console.presenters.sale.words.unread import reason_at
from apay_console.ui.parts.announcing import turn_to
from apay_console.ui.parts.layouts import column_in
from apay_console.ui.parts.paint_watch import PaintWatch
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import ask
from apay_console.ui.tree.unshown import Unshown

if TYPE_CHECKING:
    from apay_console.ui.changes.view import ChangesView
    from apay_console.ui.exchange.raw_page import RawPage
    from apay_console.ui.exchange.signature_view import SignatureView
    from apay_console.ui.tree.view import SessionTree

ANSWER, CHANGES, RAW, SIGNATURE = range(4)
_VIEWS = ("tree", "changes", "raw_page", "signature")  # of Details, tab by tab


class Details(QFrame):
    """Four tabs, each made when it is first looked at, and filled only while it is."""

    open_wanted = Signal(str)  # the id of an object, which is to be read
    part_wanted = Signal(object)  # Part, which is to be taken elsewhere

    def __init__(self, past: Past, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past = past
        self._theme = theme
        self._exchange: Exchange | None = None
        self._filled: set[int] = set()  # the tabs that show it already
        column = column_in(self)
        column.addLayout(self._make_tabs())
        self._stack = QStackedWidget()
        self._empty = Unshown(theme)
        self._empty.save_wanted.connect(self._take_all)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        past.compared.connect(self._show_changes)
        past.nothing_before.connect(self._show_changes)
        theme.veil.changed.connect(self._show_again)
        self.show_exchange(None)

    def _make_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 12, 0)
        self.tabs = QTabBar()
        self.tabs.setObjectName("pastTabs")
        self.tabs.setAccessibleName(self.tr("Views of the exchange"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in (self.tr("Answer"), self.tr("Changes"), self.tr("Raw"), self.tr("Signature")):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _: self._fill())
        row.addWidget(self.tabs, 1)
        return row

    @cached_property
    def tree(self) -> SessionTree:
        """The answer as a tree."""
        from apay_console.ui.tree.view import SessionTree  # noqa: PLC0415 - seen when asked for

        made = SessionTree(self._theme)
        made.nodes_model.meanings.has_form = False
        made.why_wanted.connect(self._explain)
        made.open_wanted.connect(self.open_wanted)
        made.save_wanted.connect(self._take)
        return made

    @cached_property
    def changes(self) -> ChangesView:
        """What the answer changed."""
        from apay_console.ui.changes.view import ChangesView  # noqa: PLC0415 - as above

        return ChangesView(self._theme, beside=self._past.beside)

    @cached_property
    def paints(self) -> PaintWatch:
        """How long the answers took to be painted here."""
        return PaintWatch(self.tree.viewport())

    @cached_property
    def raw_page(self) -> RawPage:
        """The exchange as it was on the wire, and where its time went."""
        from apay_console.ui.exchange.raw_page import RawPage  # noqa: PLC0415 - as above

        return RawPage(self._theme)

    @cached_property
    def signature(self) -> SignatureView:
        """How the request was signed."""
        from apay_console.ui.exchange.signature_view import SignatureView  # noqa: PLC0415 - as above

        return SignatureView(self._theme)

    # --- explaining -------------------------------------------------------------------------------

    def why_key(self) -> str:
        """The key for what most wants to be explained of what is shown."""
        from apay_console.presenters.why import kept  # noqa: PLC0415 - it has many words

        return kept.key_of(self._exchange)

    def _explain(self, code: str) -> None:
        from apay_console.presenters.why import kept  # noqa: PLC0415 - as above

        if self._exchange is not None:
            ask(self, kept.key_in(self._exchange, code))

    # --- taking elsewhere, which is done with the whole -------------------------------------------

    def _take(self, path: Path) -> None:
        if self._exchange is not None:
            self.part_wanted.emit(part_at(answer_of(self._exchange), path))

    def _take_all(self) -> None:
        if self._exchange is not None and self._exchange.answered is not None:
            self.part_wanted.emit(Part((), self._exchange.answered.body))

    # --- showing ----------------------------------------------------------------------------------

    def show_exchange(self, exchange: Exchange | None, words: str = "") -> None:
        """Show an exchange; without one, words in its place."""
        self._exchange = exchange
        self._filled.clear()
        self._empty.show_words(words)
        self.tabs.setEnabled(exchange is not None)
        self._fill()

    def _show_again(self) -> None:
        """Show it with the veil that was drawn meanwhile, or without."""
        if self._exchange is not None:
            self._filled.clear()
            self._fill()

    def open_tab(self, place: int) -> None:
        """Turn to one of the tabs."""
        turn_to(self.tabs, place)

    def step_change(self, direction: int) -> None:
        """Go to the next change or, with -1, to the one before."""
        if self._exchange is not None or self.tabs.currentIndex() == CHANGES:
            self.open_tab(CHANGES)
            self.changes.step(direction)

    def _fill(self) -> None:
        """Write out only what is looked at."""
        place = self.tabs.currentIndex()
        if self._exchange is None:
            self._stack.setCurrentWidget(self._empty)
            return
        exchange = self._theme.veil.over(self._exchange)
        if place not in self._filled:
            self._filled.add(place)
            (self._fill_answer, self._ask_changes, self._fill_raw, self._fill_signature)[place](
                exchange
            )
        has_view = place != ANSWER or answer_of(exchange) is not None
        self._stack.setCurrentWidget(self._view(place) if has_view else self._empty)

    def _view(self, place: int) -> QWidget:
        view: QWidget = getattr(self, _VIEWS[place])
        if self._stack.indexOf(view) < 0:
            self._stack.addWidget(view)
        return view

    def _fill_answer(self, exchange: Exchange) -> None:
        body = answer_of(exchange)
        if body is None:
            self._say_why(exchange)
            return
        from apay_console.ui.tree.page import subject_shown  # noqa: PLC0415 - as above

        self._stack.setCurrentWidget(self._view(ANSWER))
        self.paints.begin(exchange.id)
        self._filled.discard(RAW)  # which tells how long the painting took
        self.tree.describe_as(subject_shown(body).schema, {})
        self.tree.show_answer(body, version_of(exchange), {})

    def _say_why(self, exchange: Exchange) -> None:
        """Show what is no tree as text, with the reason."""
        reason, answered = reason_at(exchange), exchange.answered
        if reason is None or answered is None:
            self._empty.show_words(self.tr("Nothing came back."))
        else:
            self._empty.show_unread(reason, answered.body)

    def _ask_changes(self, exchange: Exchange) -> None:
        self._past.compare(exchange)

    def _fill_raw(self, exchange: Exchange) -> None:
        self.raw_page.show_exchange(exchange, self.paints.ms(exchange.id))

    def _fill_signature(self, exchange: Exchange) -> None:
        self.signature.show_exchange(exchange)

    def compare(self, first: int, second: int) -> None:
        """Show what is different between two exchanges."""
        self._filled.add(CHANGES)
        self.open_tab(CHANGES)
        self._past.compare_two(first, second)

    def _show_changes(self, before: Exchange | None = None, after: Exchange | None = None) -> None:
        if before is None or after is None:
            self.changes.show_alone(after and self._theme.veil.over(after))
        else:
            over = self._theme.veil.over
            self.changes.show_pair(over(before), over(after))
        if self.tabs.currentIndex() == CHANGES:
            self._stack.setCurrentWidget(self._view(CHANGES))
