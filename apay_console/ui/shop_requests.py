"""What the shop asked last, and each request explained on both sides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from apay_console.model.exchange import Exchange
from apay_console.model.verdicts import verdict
from apay_console.presenters.shop import Shop
from apay_console.presenters.shop_recording import Recorded
from apay_console.presenters.shop_watch import MOST
from apay_console.presenters.shop_words import asked, path_of, signer
from apay_console.ui.labels import WrappedLabel
from apay_console.ui.rows import TallRow
from apay_console.ui.text import PlainLabel, clip, plain_tip, say, visible
from apay_console.ui.theme import Theme
from apay_console.ui.tones import icon_of

_ROW = Qt.ItemDataRole.UserRole + 2
_LONGEST = 400


class ShopRequests(QFrame):
    """The latest requests, newest first; a press opens one beside this pane."""

    def __init__(self, theme: Theme, shop: Shop) -> None:
        super().__init__()
        self._theme = theme
        self._shop = shop
        self._icons: dict[str, QIcon] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        self._empty = self._make_empty()
        column.addWidget(self._empty)
        self.rows = self._make_rows()
        column.addWidget(self.rows, 1)
        self.explained = Explained()
        column.addWidget(self.explained)
        theme.changed.connect(self._draw)
        shop.watch.recorded.connect(self._add)
        self._draw()

    def _make_empty(self) -> WrappedLabel:
        words = self.tr("Your shop has asked nothing yet. What it asks appears here at once.")
        label = WrappedLabel(words)
        label.setProperty("role", "hint")
        label.setContentsMargins(16, 8, 16, 8)
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

    def _draw(self) -> None:
        """Draw every row anew, as after a change of colours."""
        self._icons = {tone: icon_of(self._theme, tone) for tone in ("ok", "warn", "err")}
        self.rows.clear()
        self._add(reversed(self._shop.watch.recent))

    def _add(self, came: Iterable[Recorded]) -> None:
        for row in list(came)[-MOST:]:
            self.rows.insertItem(0, self._item(row))
        while self.rows.count() > MOST:
            self.rows.takeItem(self.rows.count() - 1)
        self._empty.setVisible(not self.rows.count())
        self.rows.setVisible(bool(self.rows.count()))

    def _item(self, row: Recorded) -> QListWidgetItem:
        found = verdict(row.exchange)
        words = f"{_first_line(row.exchange)}\n{say(found.sentence)}"
        item = QListWidgetItem(self._icons[found.tone], words)
        item.setToolTip(plain_tip(words))
        item.setData(_ROW, row)
        return item

    def _open(self, item: QListWidgetItem) -> None:
        self._explain(item)
        self._shop.open(item.data(_ROW))

    def _explain(self, item: QListWidgetItem | None) -> None:
        self.explained.show_exchange(item.data(_ROW).exchange if item else None)

    def texts(self) -> list[str]:
        """What the list says, row by row."""
        return [self.rows.item(row).text() for row in range(self.rows.count())]


def _first_line(exchange: Exchange) -> str:
    when = datetime.fromtimestamp(exchange.started_at).astimezone().strftime("%H:%M:%S")
    status = str(exchange.answered.status) if exchange.answered else "-"
    return f"{when}  {say(asked(exchange))} · {status}"


class Explained(QFrame):
    """One request: what the shop sent, what was answered and why, what to change."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(2)
        self._parts = [
            self._make_part(column, words)
            for words in (
                self.tr("Your shop sent"),
                self.tr("The emulator answered"),
                self.tr("What to change"),
            )
        ]
        self.hide()

    def _make_part(self, column: QVBoxLayout, words: str) -> tuple[PlainLabel, WrappedLabel]:
        heading, text = PlainLabel(words), WrappedLabel("")
        heading.setProperty("role", "label")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(words)
        column.addWidget(heading)
        column.addWidget(text)
        return heading, text

    def show_exchange(self, exchange: Exchange | None) -> None:
        """Explain one request; nothing is shown for none."""
        self.setVisible(exchange is not None)
        if exchange is None:
            return
        for (heading, text), words in zip(self._parts, self._words(exchange), strict=True):
            text.setText(words)
            for part in (heading, text):
                part.setVisible(bool(words))

    def _words(self, exchange: Exchange) -> tuple[str, str, str]:
        found = verdict(exchange)
        sent = f"{visible(exchange.sent.method)} {visible(path_of(exchange))}"
        own = visible(clip(" ".join(found.words.split()), _LONGEST))
        answer = say(found.sentence) + (f"\n{own}" if own else "")
        return f"{sent}\n{say(signer(exchange))}", answer, say(found.change) if found.change else ""

    def text(self) -> str:
        """All that it says."""
        shown = (part for part in self._parts if not part[1].isHidden())
        return "\n".join(f"{heading.text()}\n{text.text()}" for heading, text in shown)
