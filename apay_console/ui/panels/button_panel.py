"""Sign a buyer in at Amazon: what the button looks like, its page, and its HTML for a shop."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console.errors import Message
from apay_console.model import button
from apay_console.model.button import Looks
from apay_console.presenters.buyer.button_page import ButtonPage, Offer
from apay_console.presenters.console import Console
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.panels.parts import named
from apay_console.ui.parts.copying import copy
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel, say
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_mark import WhyMark
from apay_console.ui.parts.widgets import Area, Combo

_GAP, _ROW = 4, 10


class ButtonPanel(QFrame):
    """Shows the snippet as soon as one can be made; opening the page is one click."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del commands  # nothing here is a command
        self.setObjectName("form")
        self._theme = theme
        self._console = console
        self._desk = console.desk
        self._page = ButtonPage(console.desk.services, console.landing, self)
        self._page.emulator_base = console.host.base_url
        self._page.offered.connect(self._show_offer)
        self._page.failed.connect(self._show_failure)
        self._offer: Offer | None = None
        self._made: object = None  # what the shown snippet was made from
        self._region = ""
        self._make_parts()
        self._place()
        self.setFocusProxy(self._language)
        self._desk.shown.connect(self._follow)
        if self._desk.state is not None:
            self._follow(self._desk.state)

    def _make_parts(self) -> None:
        self._language, self._currency, self._product = Combo(), Combo(), Combo()
        self._placement, self._colour = Combo(), Combo()
        self._product.addItems(button.PRODUCTS)
        self._placement.addItems(button.PLACEMENTS)
        self._placement.setCurrentText("Cart")
        self._colour.addItems(button.COLOURS)
        self._words = WrappedLabel("")
        self._words.setProperty("role", "hint")
        self._snippet = Area()
        self._snippet.setReadOnly(True)
        self._snippet.setFont(self._theme.font("mono"))
        self._snippet.setAccessibleName(self.tr("HTML for your shop"))
        self._copy = self._button(self.tr("Copy"), "copy-simple", "secondary")
        self._copy.clicked.connect(self._copy_snippet)
        self._outside = self._button(self.tr("Open in my browser"), "arrow-square-out", "secondary")
        self._outside.clicked.connect(self._open_outside)
        self._open = self._button(self.tr("Open the page"), "browser", "primary")
        self._open.clicked.connect(self._open_here)
        WhyMark("button.button_page", self._copy, self._outside, self._open)

    def _button(self, words: str, icon: str, kind: str) -> QPushButton:
        token = "onAccent" if kind == "primary" else "text2"
        made = QPushButton(self._theme.icon(icon, token), words)
        made.setProperty("kind", kind)
        return made

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(_GAP)
        column.addWidget(self._words)
        column.addSpacing(_ROW)
        column.addLayout(self._make_choices())
        column.addSpacing(_ROW)
        label = PlainLabel(self.tr("HTML for your shop"))
        label.setProperty("role", "label")
        column.addLayout(_row(label, self._copy))
        column.addWidget(self._snippet, 1)
        column.addSpacing(_ROW)
        column.addLayout(_row(self._outside, self._open))

    def _make_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(_GAP)
        rows = (
            (self.tr("Product type"), self._product),
            (self.tr("Language"), self._language),
            (self.tr("Ledger currency"), self._currency),
            (self.tr("Placement"), self._placement),
            (self.tr("Colour"), self._colour),
        )
        for number, (words, part) in enumerate(rows):
            self._add(grid, words, part, number)
        return grid

    def _add(self, grid: QGridLayout, words: str, part: Combo, number: int) -> None:
        label = named(words, part)
        part.currentTextChanged.connect(self._refresh)
        row, column = divmod(number, 3)
        label.setContentsMargins(0, _ROW - _GAP if row else 0, 0, 0)
        grid.addWidget(label, 2 * row, column)
        grid.addWidget(part, 2 * row + 1, column)
        grid.setColumnStretch(column, 1)

    def _follow(self, state: SaleState) -> None:
        """Offer the region's languages and currencies, and remake the button if need be."""
        region = state.profile.region
        if region != self._region:
            self._region = region
            _fill(self._language, button.LANGUAGES[region])
            _fill(self._currency, button.CURRENCIES[region])
        if self.isVisible() or self._made is None:
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _looks(self) -> Looks:
        return Looks(
            self._language.currentText(),
            self._currency.currentText(),
            self._product.currentText(),
            self._placement.currentText(),
            self._colour.currentText(),
        )

    def _refresh(self) -> None:
        state = self._desk.state
        if state is None or not self._language.count():
            return
        looks = self._looks()
        plan = self._page.plan(state, looks)
        if (plan, looks) == self._made:
            return
        self._made = (plan, looks)
        if plan.hindrance is not None:
            self._show_failure(plan.hindrance)
        else:
            self._page.offer(plan, looks)

    def _show_offer(self, offer: Offer) -> None:
        self._offer = offer
        self._console.arrivals.expect(offer.version)
        self._snippet.put(offer.snippet)
        signed = self.tr("The button holds this sale's values as a payload, signed with your key.")
        called = self.tr(
            "v1's button asks this console for the session: this sale's, or a new one."
        )
        self._words.setText(signed if offer.signature else called)
        self._enable(can=True)

    def _show_failure(self, words: Message) -> None:
        self._offer = None
        self._snippet.put("")
        self._words.setText(say(words))
        self._enable(can=False)

    def _enable(self, *, can: bool) -> None:
        for part in (self._copy, self._outside, self._open):
            part.setEnabled(can)

    def _copy_snippet(self) -> None:
        copy(self, self._snippet.text())

    def _open_here(self) -> None:
        if self._offer is not None:
            landing = self._console.landing
            self._console.buyer.open_button(self._offer.url, landing.base_url, landing.review_url)

    def _open_outside(self) -> None:
        if self._offer is not None:
            QDesktopServices.openUrl(QUrl(self._offer.url))


def _row(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Two parts at the two edges."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return row


def _fill(choice: Combo, words: tuple[str, ...]) -> None:
    choice.blockSignals(True)
    choice.clear()
    choice.addItems(words)
    choice.blockSignals(False)
