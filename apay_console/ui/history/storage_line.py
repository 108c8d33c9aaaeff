"""How much is kept, since when, and the way to less."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from apay_console.model.past import Storage
from apay_console.presenters import moments
from apay_console.presenters.history.past import Past
from apay_console.ui.parts.labels import ElidedLabel


def size_of(count: int) -> str:
    """Write a number of bytes as people do."""
    return QLocale().formattedDataSize(count, 1)


class StorageLine(QWidget):
    """Number, size and age of the history in one line."""

    purge_wanted = Signal()
    drop_wanted = Signal()  # of the damaged files

    def __init__(self, past: Past, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past = past
        self._words = ElidedLabel("")
        self._words.setProperty("role", "hint")
        self._words.setObjectName("pastStorage")
        self.purge = self._button("purge", self.tr("Delete old ones…"))
        self.purge.clicked.connect(self.purge_wanted)
        self.damaged = self._button("damaged", self.tr("Damaged files…"))
        self.damaged.clicked.connect(self.drop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self.purge)
        row.addWidget(self.damaged)
        past.stored.connect(self._show)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("kind", "flat")
        button.hide()
        return button

    def _show(self, storage: Storage) -> None:
        words = self.tr("{size} on disk").replace("{size}", size_of(storage.file_bytes))
        if storage.oldest is not None:
            is_today = moments.is_today(storage.oldest, self._past.now())
            day = self.tr("today") if is_today else moments.day(storage.oldest)
            words += " · " + self.tr("since {day}").replace("{day}", day)
        if storage.aside_bytes:
            damaged = self.tr("{size} in damaged files")
            words += " · " + damaged.replace("{size}", size_of(storage.aside_bytes))
        self._words.setText(words)
        self.purge.setVisible(storage.exchanges > 0)
        self.damaged.setVisible(storage.aside_bytes > 0)

    def text(self) -> str:
        """What it says."""
        return self._words.text()
