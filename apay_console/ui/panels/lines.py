"""A list of sentences that is drawn again and again without making anything anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apay_console.ui.parts.labels import WrappedLabel


class Lines(QWidget):
    """Shows each sentence in a label of its own; nothing at all in the role of a hint."""

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._labels: list[WrappedLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.show_lines(())

    def show_lines(self, sentences: Sequence[str]) -> None:
        """Show these sentences, and no others."""
        shown = list(sentences) or [self._nothing]
        while len(self._labels) < len(shown):
            label = WrappedLabel("")
            self._labels.append(label)
            self._column.addWidget(label)
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(shown))
            if number < len(shown) and label.text() != shown[number]:
                label.setText(shown[number])
        self._labels[0].setEnabled(bool(sentences))

    def texts(self) -> list[str]:
        """The sentences as they are shown."""
        return [label.text() for label in self._labels if not label.isHidden()]
