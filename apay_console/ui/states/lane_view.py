"""One object's states: its head, and the picture with its edges as buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apay_console.presenters.states.picture import Lane, Way
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.text import PlainLabel, visible, word
from apay_console.ui.parts.widgets import Combo
from apay_console.ui.states.geometry import Plan, plan
from apay_console.ui.states.ink import Ink
from apay_console.ui.states.pill import Pill
from apay_console.ui.states.words import pill_words, standing

_LEAST_WIDTH = 300
_LONGEST_ID = 60


class Canvas(QWidget):
    """The boxes and lines of one lane, and a button for each edge that has words."""

    taken = Signal(object)  # Way
    opened = Signal(object)  # Exchange
    looked = Signal(object)  # Way or None
    reached = Signal(QWidget)  # the edge that the keyboard came to

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink = ink
        self._lane: Lane | None = None
        self._left: float | None = None
        self._plan: Plan | None = None
        self._lit: Way | None = None
        self.pills: dict[str, Pill] = {}
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lane(self, lane: Lane, left: float | None) -> None:
        """Draw a lane; `left` is how many seconds its object still has."""
        self._lane, self._left = lane, left
        self._lay_out()

    def _lay_out(self) -> None:
        if self._lane is None:
            return
        found = plan(self._lane, self.width(), lambda way: self._ink.width_of(way, self._left))
        self._plan = found
        wires = {wire.way.edge.name: wire for wire in found.wires if wire.width}
        for name in [name for name in self.pills if name not in wires]:
            self._drop(self.pills.pop(name))
        for name, wire in wires.items():
            pill = self._pill(name, wire.way)
            pill.setGeometry(found.pill(wire).toAlignedRect())
            pill.show()
        self.pills = {name: self.pills[name] for name in wires}
        self.setFixedHeight(int(found.height) + 1)
        self.update()

    def _drop(self, pill: Pill) -> None:
        pill.hide()
        pill.deleteLater()

    def _pill(self, name: str, way: Way) -> Pill:
        words = pill_words(way, self._left)
        if name in self.pills:
            self.pills[name].show_way(way, words)
            return self.pills[name]
        pill = self.pills[name] = Pill(way, self._ink, words, self)
        pill.taken.connect(self.taken)
        pill.opened.connect(self.opened)
        pill.looked.connect(self._look)
        pill.stepped.connect(self._step)
        pill.reached.connect(self.reached)
        return pill

    def _look(self, way: Way | None) -> None:
        self._lit = way
        self.update()
        self.looked.emit(way)

    def _step(self, step: int) -> None:
        """Go from edge to edge with the arrows, also to those that Tab leaves out."""
        pills = list(self.pills.values())
        place = next((place for place, pill in enumerate(pills) if pill.hasFocus()), None)
        if place is not None:
            pills[(place + step) % len(pills)].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._lane is not None and self._plan is not None:
            self._ink.lane(QPainter(self), self._lane, self._plan, self._lit)


class LaneView(QFrame):
    """A lane with its head: what it is, where it stands, and which of several."""

    chosen = Signal(str, str)  # the type's name, the object's id

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self.lane: Lane | None = None
        self.canvas = Canvas(ink, self)
        self._title = PlainLabel()
        self._title.setProperty("role", "section")
        self._standing = ElidedLabel("")
        self._standing.setProperty("role", "hint")
        self._which = Combo()
        self._which.setAccessibleName(self.tr("Which of several"))
        self._which.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)
        self._which.activated.connect(self._choose)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._standing, 1)
        head.addWidget(self._which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.canvas)

    def show_lane(self, lane: Lane, left: float | None) -> None:
        """Show one object and its ways."""
        self.lane = lane
        self._title.setText(word(lane.subject.label))
        self._standing.setText(standing(lane))
        self.setAccessibleName(f"{self._title.text()}: {standing(lane)}")
        self._fill()
        self.canvas.show_lane(lane, left)

    def _fill(self) -> None:
        others = self.lane.others if self.lane else ()
        rows = [
            f"{visible(one.id, _LONGEST_ID)} · {visible(one.state, _LONGEST_ID)}" for one in others
        ]
        if rows != [self._which.itemText(place) for place in range(self._which.count())]:
            self._which.clear()
            self._which.addItems(rows)
        shown = [place for place, one in enumerate(others) if self._is_shown(one.id)]
        self._which.setCurrentIndex(shown[0] if shown else -1)
        self._which.setVisible(len(others) > 1)

    def _is_shown(self, object_id: str) -> bool:
        reading = self.lane.reading if self.lane else None
        return reading is not None and reading.id == object_id

    def _choose(self, place: int) -> None:
        if self.lane is not None:
            self.chosen.emit(self.lane.subject.name, self.lane.others[place].id)
