"""How much is kept, since when, and the way to less."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from apay_console.model.past import Storage
from apay_console.presenters import moments
from apay_console.presenters.history.past import Past
from apay_console.ui.parts.labels import ElidedLabel


class StorageLine(QWidget):
    """Number, size and age of the history in one line."""

    purge_wanted = Signal()

    def __init__(self, past: Past, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._past = past
        self._words = ElidedLabel("")
        self._words.setProperty("role", "hint")
        self._words.setObjectName("pastStorage")
        self.purge = QPushButton(self.tr("Delete old ones…"))
        self.purge.setObjectName("purge")
        self.purge.setProperty("kind", "flat")
        self.purge.clicked.connect(self.purge_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self.purge)
        self.purge.hide()
        past.stored.connect(self._show)

    def _show(self, storage: Storage) -> None:
        size = QLocale().formattedDataSize(storage.file_bytes, 1)
        words = self.tr("{size} on disk").replace("{size}", size)
        if storage.oldest is not None:
            is_today = moments.is_today(storage.oldest, self._past.now())
            day = self.tr("today") if is_today else moments.day(storage.oldest)
            words += " · " + self.tr("since {day}").replace("{day}", day)
        self._words.setText(words)
        self.purge.setVisible(storage.exchanges > 0)

    def text(self) -> str:
        """What it says."""
        return self._words.text()
