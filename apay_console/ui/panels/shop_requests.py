"""What the shop asked last, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from apay_console.model.exchange import Exchange
from apay_console.model.sale import Sale
from apay_console.model.verdicts.verdict import verdict
from apay_console.presenters import moments
from apay_console.presenters.sale.words.shop_words import asked
from apay_console.presenters.shop.shop import Shop
from apay_console.presenters.shop.shop_recording import Recorded
from apay_console.presenters.shop.shop_watch import MOST
from apay_console.ui.panels.shop_explained import Explained
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.rows import TallRow
from apay_console.ui.parts.text import say, shown_tip
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.tones import icon_of
from apay_console.ui.sale.sale_words import title_of

_ROW = Qt.ItemDataRole.UserRole + 2


class ShopRequests(QFrame):
    """The latest requests, newest first; a press opens one beside this pane."""

    def __init__(self, theme: Theme, shop: Shop) -> None:
        super().__init__()
        self._theme = theme
        self._shop = shop
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        self._empty = self._make_empty()
        column.addWidget(self._empty)
        self.rows = self._make_rows()
        column.addWidget(self.rows, 1)
        self.explained = Explained(theme)
        column.addWidget(self.explained)
        theme.veil.changed.connect(self._write_again)
        shop.watch.recorded.connect(self._add)
        self._add(reversed(shop.watch.recent))

    def _make_empty(self) -> WrappedLabel:
        words = self.tr("Your shop has asked nothing yet. What it asks appears here at once.")
        label = WrappedLabel(words)
        label.setProperty("role", "hint")
        label.setContentsMargins(16, 8, 16, 8)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        return label

    def _make_rows(self) -> QListWidget:
        rows = QListWidget()
        rows.setObjectName("shopRows")
        rows.setAccessibleName(self.tr("Requests of your shop, newest first"))
        rows.setUniformItemSizes(True)
        rows.setItemDelegate(TallRow(self._theme, rows, inset=16))
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.itemClicked.connect(self._open)
        rows.itemActivated.connect(self._open)
        rows.currentItemChanged.connect(lambda item, _: self._explain(item))
        return rows

    def _add(self, came: Iterable[Recorded]) -> None:
        for row in list(came)[-MOST:]:
            self.rows.insertItem(0, self._item(row))
        while self.rows.count() > MOST:
            self.rows.takeItem(self.rows.count() - 1)
        self._empty.setVisible(not self.rows.count())
        self.rows.setVisible(bool(self.rows.count()))

    def _item(self, row: Recorded) -> QListWidgetItem:
        item = QListWidgetItem(icon_of(self._theme, verdict(row.exchange).tone), "")
        item.setData(_ROW, row)
        self._write(item)
        return item

    def _write(self, item: QListWidgetItem) -> None:
        row = item.data(_ROW)
        seen = self._theme.veil.over(row.exchange)
        sentence = self._theme.veil.over_words(verdict(row.exchange).sentence)
        words = f"{_first_line(seen, row.sale)}\n{say(sentence)}"
        item.setText(words)
        item.setToolTip(shown_tip(words))

    def _write_again(self) -> None:
        """Write every row with the veil that was drawn meanwhile, or without."""
        for place in range(self.rows.count()):
            self._write(self.rows.item(place))

    def _open(self, item: QListWidgetItem) -> None:
        self._explain(item)
        self._shop.open(item.data(_ROW))

    def _explain(self, item: QListWidgetItem | None) -> None:
        """Say all about one request, and leave it in sight above what is said."""
        self.explained.show_exchange(item.data(_ROW).exchange if item else None)
        if item is not None:
            QTimer.singleShot(0, self, lambda: self.rows.scrollToItem(self.rows.currentItem()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.explained.fit()

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self.rows.item(row).text() for row in range(self.rows.count())]


def _first_line(exchange: Exchange, sale: Sale) -> str:
    when = moments.clock(exchange.started_at)
    status = str(exchange.answered.status) if exchange.answered else "-"
    parts = [say(asked(exchange)), status]
    if sale.reference or sale.session_id:
        parts.append(title_of(sale))
    return f"{when}  {' · '.join(parts)}"
