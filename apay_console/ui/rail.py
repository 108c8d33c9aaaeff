"""The rail: where the sale stands, in five steps, and who moves next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from apay_console.model.lifecycle import Mark, Step
from apay_console.ui.labels import ElidedLabel
from apay_console.ui.layouts import empty
from apay_console.ui.text import PlainLabel, clip, say, word
from apay_console.ui.theme import Theme

_ICONS = {
    Mark.DONE: ("check-circle-fill", "ok"),
    Mark.NOW: ("circle-half", "accent"),
    Mark.LATER: ("circle", "text3"),
    Mark.FAILED: ("x-circle-fill", "err"),
}
_LONGEST_NOTE = 60


class Rail(QFrame):
    """The steps of a sale, side by side with lines between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Where this sale stands"))
        self.setFixedHeight(36)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(8)
        theme.changed.connect(self._draw)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Draw the steps."""
        if steps != self._steps:
            self._steps = steps
            self._draw()

    def _draw(self) -> None:
        empty(self._row)
        for place, step in enumerate(self._steps):
            if place:
                self._row.addWidget(_line(), 1)
            self._add(step)

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

    def texts(self) -> list[str]:
        """What the rail says, step by step."""
        return [
            f"{step.mark}: {word(step.name)}" + (f" {say(step.note)}" if step.note else "")
            for step in self._steps
        ]


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("railLine")
    line.setFixedHeight(1)
    line.setMinimumWidth(8)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return line
