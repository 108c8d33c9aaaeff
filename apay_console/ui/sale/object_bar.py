"""The object bar: the session and what followed from it, side by side; one is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from apay_console.ui.parts.tab_order import stop_once
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale import object_edge
from apay_console.ui.sale.object_chip import HEIGHT, Item, ObjectChip, items_of
from apay_console.ui.sale.object_edge import Edge

if TYPE_CHECKING:
    from apay_console.presenters.sale.state.sale_state import SaleState

_AROUND = (16, 4, 4, 4)
_BETWEEN = 4


class ObjectBar(QScrollArea):
    """A chip for each object; a click or an arrow key shows it, hidden while there is only one."""

    chosen = Signal(str)  # the object's id; empty: the session

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[Item, ...] = ()
        self._chips: dict[str, ObjectChip] = {}
        self._shown: str | None = None
        self._group = QButtonGroup(self)
        self._set_looks()
        paper = QFrame()
        paper.setObjectName("objectPaper")
        self._row = QHBoxLayout(paper)
        self._row.setContentsMargins(*_AROUND)
        self._row.setSpacing(_BETWEEN)
        self._row.addStretch(1)
        self.setWidget(paper)
        self._left, self._right = self._make_edge(-1), self._make_edge(1)
        self.horizontalScrollBar().valueChanged.connect(self._count_beyond)
        self.horizontalScrollBar().rangeChanged.connect(self._reveal)
        self.hide()
        theme.changed.connect(self._paint)

    def _set_looks(self) -> None:
        self.setObjectName("objectBar")
        self.setAccessibleName(self.tr("Objects of this sale"))
        self.setFixedHeight(HEIGHT + _AROUND[1] + _AROUND[3])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_edge(self, step: int) -> Edge:
        edge = Edge(self._theme, self, is_right=step > 0)
        edge.clicked.connect(lambda: self._turn(step))
        return edge

    def _turn(self, step: int) -> None:
        """Go on by what is seen between the edges."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + step * (self.width() - 2 * object_edge.WIDTH))

    def _reveal(self) -> None:
        """Bring the object that is shown to where no edge lies over it."""
        bar = self.horizontalScrollBar()
        for object_id, start, end in self._spans():
            if object_id == self._shown:
                least = end + object_edge.WIDTH - self.width()
                bar.setValue(min(max(bar.value(), least), start - object_edge.WIDTH))
        self._count_beyond()

    def _count_beyond(self) -> None:
        """Count at each edge what lies beyond it, in whole or in part."""
        bar = self.horizontalScrollBar()
        spans = self._spans() if bar.maximum() else []
        self._left.show_count(sum(start < bar.value() for _, start, _ in spans))
        seen = bar.value() + self.width()
        self._right.show_count(sum(end > seen for _, _, end in spans))

    def _spans(self) -> list[tuple[str, int, int]]:
        """Each object and where its chip begins and ends, also before Qt has placed it there."""
        found, start = [], _AROUND[0]
        for chip in self.chips():
            end = start + chip.sizeHint().width()
            found.append((chip.object_id, start, end))
            start = end + _BETWEEN
        return found

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
        if chip is not None and not (chip.isChecked() and shown == self._shown):
            self._shown = shown
            chip.setChecked(True)
            stop_once(self._group)
            self._fit()
            self._reveal()

    def _paint(self) -> None:
        for chip in self._chips.values():
            chip.paint_icon()

    def _fit(self) -> None:
        """Where there is no room for all words, only the object that is shown tells its state."""
        for chip in self.chips():
            chip.tell_state(is_told=True)
        spans = self._spans()
        fits = not spans or spans[-1][2] + _AROUND[2] <= self.width()
        for chip in self.chips():
            chip.tell_state(is_told=fits or chip.isChecked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setGeometry(0, 0, object_edge.WIDTH, self.height())
        self._right.setGeometry(
            self.width() - object_edge.WIDTH, 0, object_edge.WIDTH, self.height()
        )
        self._fit()
        self._count_beyond()

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
