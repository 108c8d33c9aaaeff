"""The rail: where the sale stands, in seven steps, and who moves next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from apay_console.model.lifecycle import Mark, Step
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import empty
from apay_console.ui.parts.text import PlainLabel, clip, say, word
from apay_console.ui.parts.theme import Theme
from apay_console.ui.parts.why_button import WhyButton

_ICONS = {
    Mark.DONE: ("check-circle-fill", "ok"),
    Mark.NOW: ("circle-half", "accent"),
    Mark.LATER: ("circle", "text3"),
    Mark.FAILED: ("x-circle-fill", "err"),
}
_LONGEST_NOTE = 60
_EDGE, _GAP = 12, 8
_SHORTEST_LINE = 8
_GOING = (Mark.LATER, Mark.DONE, Mark.NOW, Mark.FAILED)  # whose note goes first for want of room


class Rail(QFrame):
    """The steps of a sale, side by side with lines between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self._notes: list[tuple[Mark, ElidedLabel]] = []
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Where this sale stands"))
        self.setFixedHeight(36)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self._row.setSpacing(_GAP)
        theme.changed.connect(self._draw)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Draw the steps."""
        if steps != self._steps:
            self._steps = steps
            self._draw()

    def _draw(self) -> None:
        empty(self._row)
        self._notes = []
        for place, step in enumerate(self._steps):
            if place:
                self._row.addWidget(_line(), 1)
            self._add(step)
        self._fit()

    def _add(self, step: Step) -> None:
        icon = QLabel()
        icon.setPixmap(self._theme.icon(*_ICONS[step.mark]).pixmap(16, 16))
        self._row.addWidget(icon)
        name = PlainLabel(word(step.name))
        name.setProperty("role", "section" if step.mark is Mark.NOW else "label")
        self._row.addWidget(name)
        if step.note is not None:
            note = ElidedLabel(clip(say(step.note), _LONGEST_NOTE))
            note.setProperty("role", "hint")
            self._row.addWidget(note)
            self._notes.append((step.mark, note))
        if step.mark is Mark.FAILED:
            self._row.addWidget(_why(step))

    def _fit(self) -> None:
        """Give room first to what went wrong, then to what is now; a cut note says little."""
        left = self.width() - self._width_of_steps()
        for mark, note in sorted(self._notes, key=lambda found: -_GOING.index(found[0])):
            wanted = note.sizeHint().width() + _GAP
            is_shown = wanted <= left or mark is Mark.FAILED
            note.setVisible(is_shown)
            left -= wanted if is_shown else 0

    def _width_of_steps(self) -> int:
        items = [self._row.itemAt(place) for place in range(self._row.count())]
        widgets = [item.widget() for item in items if item is not None]
        notes = {note for _, note in self._notes}
        steps = [widget for widget in widgets if widget is not None and widget not in notes]
        lines = _SHORTEST_LINE * (len(self._steps) - 1)
        return 2 * _EDGE + sum(step.sizeHint().width() + _GAP for step in steps) + lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def texts(self) -> list[str]:
        """What the rail says, step by step."""
        return [
            f"{step.mark}: {word(step.name)}" + (f" {say(step.note)}" if step.note else "")
            for step in self._steps
        ]


def _why(step: Step) -> WhyButton:
    button = WhyButton("state")
    button.about(f"{word(step.name)} {say(step.note)}" if step.note else word(step.name))
    return button


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("railLine")
    line.setFixedHeight(1)
    line.setMinimumWidth(_SHORTEST_LINE)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return line
