"""A box for pasting that also takes one file of this computer, dropped or pasted."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal

from apay_console.errors import N_, say
from apay_console.ui.parts.widgets import Area


class DropArea(Area):
    """Says which file was dropped; whoever listens reads it."""

    file_given = Signal(str)  # its path

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if len(files) > 1:
            self.noticed.emit(say(N_("Drop one file at a time.")))
        elif files:
            self.file_given.emit(files[0])
        else:
            super().insertFromMimeData(source)
