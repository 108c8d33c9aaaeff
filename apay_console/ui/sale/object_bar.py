"""The object bar: the session and what followed from it, side by side; one is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from apay_console.model.reading import Reading
from apay_console.model.subjects import CHARGE, REFUND, SESSION
from apay_console.presenters.sale.sale_state import SaleState
from apay_console.ui.parts.tab_order import stop_once
from apay_console.ui.parts.text import PlainLabel, clip, visible, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.sale_words import short_id
from apay_console.ui.sale.state_looks import look_of

_LONGEST = 24  # characters of a state that this console does not know
_HEIGHT = 28
_AROUND = (16, 4, 4, 4)
_BETWEEN = 4
_SEVERAL = (CHARGE, REFUND)  # a sale has one session and one permission


@dataclass(frozen=True)
class Item:
    """One object as a chip: its id, what it is, which of its kind, and its state."""

    id: str  # empty: the session
    what: str
    short: str
    state: str
    is_pending: bool = False


def items_of(state: SaleState) -> tuple[Item, ...]:
    """The session, if there is one, and everything that followed from it."""
    later = tuple(_item(reading) for reading in state.objects)
    known = state.session.state if state.session else state.sale.state
    has_session = bool(state.sale.session_id or state.session)
    return (Item("", SESSION.label, "", known), *later) if has_session else later


def _item(reading: Reading) -> Item:
    short = short_id(reading.id) if reading.subject in _SEVERAL else ""
    return Item(reading.id, reading.subject.label, short, reading.state, reading.is_pending)


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
        state = self.tr("pending") if item.is_pending else visible(clip(item.state, _LONGEST))
        self._state.setText(state or self.tr("not read yet"))
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
        return QSize(width, _HEIGHT)

    def labels(self) -> tuple[QLabel, QLabel]:
        """Its two words: what it is, and its state."""
        return self._name, self._state


class ObjectBar(QScrollArea):
    """A chip for each object; a click or an arrow key shows it, hidden while there is only one."""

    chosen = Signal(str)  # the object's id; empty: the session

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[Item, ...] = ()
        self._chips: dict[str, ObjectChip] = {}
        self._group = QButtonGroup(self)
        self._set_looks()
        paper = QFrame()
        paper.setObjectName("objectPaper")
        self._row = QHBoxLayout(paper)
        self._row.setContentsMargins(*_AROUND)
        self._row.setSpacing(_BETWEEN)
        self._row.addStretch(1)
        self.setWidget(paper)
        self.hide()
        theme.changed.connect(self._paint)

    def _set_looks(self) -> None:
        self.setObjectName("objectBar")
        self.setAccessibleName(self.tr("Objects of this sale"))
        self.setFixedHeight(_HEIGHT + _AROUND[1] + _AROUND[3])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_state(self, state: SaleState) -> None:
        """Show the objects of a sale; only what reads anew is drawn anew."""
        items = items_of(state)
        if items != self._items:
            self._arrange(items)
        self._choose(state.shown)

    def _arrange(self, items: tuple[Item, ...]) -> None:
        ids = [item.id for item in items]
        for gone in self._chips.keys() - set(ids):
            self._remove(self._chips.pop(gone))
        for place, item in enumerate(items):
            if item.id not in self._chips:
                self._chips[item.id] = self._make(item.id)
            chip = self._chips[item.id]
            chip.show_item(item)
            if self._row.indexOf(chip) != place:
                self._row.insertWidget(place, chip)
        self._items = items
        stop_once(self._group)
        self.setVisible(len(items) > 1)
        self._fit()

    def _make(self, object_id: str) -> ObjectChip:
        chip = ObjectChip(object_id, self._theme)
        chip.clicked.connect(lambda: self.chosen.emit(object_id))
        self._group.addButton(chip)
        return chip

    def _remove(self, chip: ObjectChip) -> None:
        self._group.removeButton(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _choose(self, shown: str) -> None:
        chip = self._chips.get(shown)
        if chip is not None and not chip.isChecked():
            chip.setChecked(True)
            stop_once(self._group)
            self._fit()
            self.ensureWidgetVisible(chip)

    def _paint(self) -> None:
        for chip in self._chips.values():
            chip.paint_icon()

    def _fit(self) -> None:
        """Where there is no room for all words, only the object that is shown tells its state."""
        for chip in self.chips():
            chip.tell_state(is_told=True)
        chips = self.chips()
        used = sum(chip.sizeHint().width() for chip in chips) + _BETWEEN * len(chips)
        fits = used + _AROUND[0] + _AROUND[2] <= self.width()
        for chip in chips:
            chip.tell_state(is_told=fits or chip.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()) // 2)
        event.accept()

    def neighbour(self, step: int) -> str | None:
        """The id of the object beside the one that is shown; None when there is none."""
        chips = self.chips()
        now = next((place for place, chip in enumerate(chips) if chip.isChecked()), None)
        if now is None or len(chips) < 2:
            return None
        return chips[(now + step) % len(chips)].object_id

    def chips(self) -> list[ObjectChip]:
        """The chips from left to right."""
        return [self._chips[item.id] for item in self._items if item.id in self._chips]

    def texts(self) -> list[str]:
        """What the bar says, chip by chip."""
        return [chip.accessibleName() for chip in self.chips()]
