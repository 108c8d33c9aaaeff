"""The sales, newest first: a list when there is room, else a strip of icons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from apay_console.presenters import moments
from apay_console.ui.parts.rows import TallRow
from apay_console.ui.parts.state_looks import look_of
from apay_console.ui.parts.text import PlainLabel, clip, say, shown_tip, visible
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_words import state_word, title_of

if TYPE_CHECKING:
    from apay_console.model.sale import Sale
    from apay_console.presenters.shop.shop_recording import Recorded

_LONGEST = 80


class SalesList(QFrame):
    """One row a sale: what it is called, its state, and its amount or reason."""

    chosen = Signal(object)  # Sale

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sales: tuple[Sale, ...] = ()
        self._verdicts: dict[str, str] = {}  # of the shop's last requests, by the sale's id
        self._current = ""
        self.setObjectName("sales")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        self._heading = PlainLabel(self.tr("Sales"))
        self._heading.setProperty("role", "hint")
        self._heading.setContentsMargins(12, 0, 0, 0)
        column.addWidget(self._heading)
        self._list = self._make_list()
        column.addWidget(self._list, 1)
        self._empty = PlainLabel(self.tr("No sales yet."))
        self._empty.setProperty("role", "hint")
        self._empty.setContentsMargins(12, 4, 12, 0)
        self._empty.setWordWrap(True)
        column.insertWidget(1, self._empty)
        theme.changed.connect(self._draw)

    def _make_list(self) -> QListWidget:
        rows = QListWidget()
        rows.setObjectName("salesRows")
        rows.setAccessibleName(self.tr("Sales"))
        rows.setUniformItemSizes(True)
        rows.setItemDelegate(TallRow(self._theme, rows, inset=12))
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.itemClicked.connect(self._choose)
        rows.itemActivated.connect(self._choose)
        return rows

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._sales[self._list.row(item)])

    def show_sales(self, sales: tuple[Sale, ...]) -> None:
        """List the sales; the current one stays chosen, and only what reads anew is drawn anew."""
        before, self._sales = self._sales, sales
        if [sale.id for sale in sales] != [sale.id for sale in before]:
            self._draw()
            return
        for row, (sale, old) in enumerate(zip(sales, before, strict=True)):
            if sale != old:
                self._verdicts.pop(sale.id, None)  # the sale has moved on since
                self._write(self._list.item(row), sale, has_icon=sale.state == old.state)

    def tell(self, came: Iterable[Recorded]) -> None:
        """Say in a sale's row how the shop's last request about it went."""
        from apay_console.model.verdicts.verdict import verdict  # noqa: PLC0415 - only where a shop asks

        told = {one.sale.id: say(verdict(one.exchange).sentence) for one in came}
        known = self._verdicts | told
        listed = {sale.id for sale in self._sales}
        self._verdicts = {sale_id: known[sale_id] for sale_id in known if sale_id in listed}
        for row, sale in enumerate(self._sales):
            if sale.id in told:
                self._write(self._list.item(row), sale, has_icon=True)

    def mark(self, sale_id: str) -> None:
        """Choose the row of the sale that lies on the desk."""
        self._current = sale_id
        for row, sale in enumerate(self._sales):
            if sale.id == sale_id:
                self._list.setCurrentRow(row)

    def _draw(self) -> None:
        self._list.clear()
        for sale in self._sales:
            item = QListWidgetItem()
            self._write(item, sale)
            self._list.addItem(item)
        self._empty.setVisible(not self._sales)
        self.mark(self._current)

    def _write(self, item: QListWidgetItem, sale: Sale, *, has_icon: bool = False) -> None:
        words = self._words(sale)
        item.setText(words)
        whole = " · ".join(filter(None, (_short(sale.state), _short(sale.note))))
        item.setToolTip(shown_tip(f"{words}\n{whole}" if sale.id in self._verdicts else words))
        if not has_icon:
            item.setIcon(self._theme.icon(*look_of(sale.state)))

    def _words(self, sale: Sale) -> str:
        title = title_of(sale)
        unknown = self.tr("Not read yet") if sale.session_id else self.tr("Not created")
        state, note = state_word(sale.state) or unknown, _short(sale.note)
        said = self._verdicts.get(sale.id, "").removesuffix(".")
        own = [state, note or self._when(sale)]
        shops = [*([said] if said else [state, note]), self.tr("your shop")]  # no room for a time
        second = filter(None, shops if sale.from_shop else own)
        return f"{title}\n{' · '.join(second)}"

    def _when(self, sale: Sale) -> str:
        """The time of day, or of another day its date."""
        is_today = moments.is_today(sale.updated_at, self._theme.now())
        return (moments.minute if is_today else moments.day)(sale.updated_at)

    def fold(self, *, folded: bool) -> None:
        """Show icons only, for a small window."""
        self._heading.setVisible(not folded)
        self._list.setProperty("folded", folded)
        self.setFixedWidth(48) if folded else self._unfix()

    def _unfix(self) -> None:
        self.setMinimumWidth(160)
        self.setMaximumWidth(360)

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self._list.item(row).text() for row in range(self._list.count())]


def _short(text: str) -> str:
    return visible(clip(text, _LONGEST))
