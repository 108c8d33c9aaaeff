"""A list of sentences with their times, drawn again and again without making anything anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.text import PlainLabel

_TOP = Qt.AlignmentFlag.AlignTop


class Lines(QWidget):
    """Shows when and what in two columns; nothing at all in the role of a hint."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._times: list[PlainLabel] = []
        self._labels: list[WrappedLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.show_lines(())

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these times and sentences, and no others."""
        shown = list(lines) or [("", self._nothing)]
        while len(self._labels) < len(shown):
            self._add()
        for number, (time, label) in enumerate(zip(self._times, self._labels, strict=True)):
            is_shown = number < len(shown)
            label.setVisible(is_shown)
            time.setVisible(is_shown and bool(lines))
            if is_shown and (time.text(), label.text()) != shown[number]:
                time.setText(shown[number][0])
                label.setText(shown[number][1])
        self._labels[0].setEnabled(bool(lines))

    def _add(self) -> None:
        time, label, row = PlainLabel(""), WrappedLabel(""), len(self._labels)
        time.setProperty("role", "hint")
        self._times.append(time)
        self._labels.append(label)
        self._grid.addWidget(time, row, 0, _TOP)
        self._grid.addWidget(label, row, 1, _TOP)

    def texts(self) -> list[str]:
        """The sentences as they are shown."""
        return [label.text() for label in self._labels if not label.isHidden()]
