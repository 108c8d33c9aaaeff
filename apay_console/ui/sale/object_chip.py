"""A chip of the object bar: one object of the sale, and its state as a word and an icon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from apay_console.model.reading import Reading
from apay_console.model.subjects import CHARGE, REFUND, SESSION
from apay_console.ui.parts.state_looks import look_of
from apay_console.ui.parts.text import PlainLabel, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_words import short_id, state_word

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

HEIGHT = 28
_SEVERAL = (CHARGE, REFUND)  # a sale has one session and one permission


@dataclass(frozen=True)
class Item:
    """One object as a chip: its id, what it is, which of its kind, and its state."""

    id: str  # empty: the session
    what: str
    short: str
    state: str


def items_of(state: SaleState) -> tuple[Item, ...]:
    """The session, if there is one, and everything that followed from it."""
    later = tuple(_item(reading) for reading in state.objects)
    known = state.session.state if state.session else state.sale.state
    has_session = bool(state.sale.session_id or state.session)
    return (Item("", SESSION.label, "", known), *later) if has_session else later


def _item(reading: Reading) -> Item:
    short = short_id(reading.id) if reading.subject in _SEVERAL else ""
    return Item(reading.id, reading.subject.label, short, reading.state)


class ObjectChip(QPushButton):
    """One object: its state's icon, what it is, and the word for its state."""

    def __init__(self, object_id: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("object")
        self.setCheckable(True)
        self.object_id = object_id
        self._theme = theme
        self._item: Item | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(5)
        self._icon, self._name, self._state = QLabel(), PlainLabel(), PlainLabel()
        self._name.setProperty("role", "body")
        self._state.setProperty("role", "hint")
        for part in (self._icon, self._name, self._state):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)

    def show_item(self, item: Item) -> None:
        """Show an object as it stands, unless just that is shown."""
        if item == self._item:
            return
        self._item = item
        self._name.setText(" ".join((word(item.what), item.short)).rstrip())
        self._state.setText(state_word(item.state) or self.tr("Not read yet"))
        self.setAccessibleName(f"{self._name.text()}: {self._state.text()}")
        self.paint_icon()

    def paint_icon(self) -> None:
        """Draw the state's icon in the theme's colours."""
        state = self._item.state if self._item else ""
        self._icon.setPixmap(self._theme.icon(*look_of(state)).pixmap(16, 16))

    def tell_state(self, *, is_told: bool) -> None:
        """Say the state's word, or leave it to the icon where there is no room."""
        self._state.setVisible(is_told)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        width = layout.sizeHint().width() if layout else super().sizeHint().width()
        return QSize(width, HEIGHT)

    def labels(self) -> tuple[QLabel, QLabel]:
        """Its two words: what it is, and its state."""
        return self._name, self._state
