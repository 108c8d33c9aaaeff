"""The log, to be read: what this run told of itself, and where the rest of it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from apay_console import log
from apay_console.ui.parts.labels import WrappedLabel
from apay_console.ui.parts.sheet import Sheet
from apay_console.ui.parts.text import PlainLabel, clip_lines, visible
from apay_console.ui.parts.widgets import Area
from apay_console.visible_text import visible_lines

_WIDTH, _HEIGHT = 860, 520


class LogSheet(Sheet):
    """The newest lines, and a way to the files."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName(self.tr("Log"))
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.where = WrappedLabel()
        self.where.setProperty("role", "hint")
        self.lines = Area()
        self.lines.setReadOnly(True)
        self.lines.setProperty("role", "mono")
        self.lines.setAccessibleName(self.tr("The newest lines of the log"))
        self.opener = QPushButton(self.tr("Open its folder"))
        self.opener.clicked.connect(self._open_folder)
        self.closer = QPushButton(self.tr("Close"))
        self.closer.clicked.connect(self.leave)
        self._place()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        title = PlainLabel(self.tr("Log"))
        title.setProperty("role", "title")
        feet = QHBoxLayout()
        feet.addStretch()
        for button in (self.opener, self.closer):
            button.setProperty("kind", "secondary")
            feet.addWidget(button)
        for part in (title, self.where):
            column.addWidget(part)
        column.addWidget(self.lines, 1)
        column.addLayout(feet)

    def open(self) -> None:
        """Show what has been told until now, the newest at the bottom."""
        file = log.file()
        self.opener.setVisible(file is not None)
        self.where.setText(self._where(file))
        told = "\n".join(log.lines.all()) or self.tr("Nothing has been told yet.")
        self.lines.setPlainText(visible_lines(clip_lines(told)))
        bar = self.lines.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.show_in_middle(self.closer)

    def _where(self, file: Path | None) -> str:
        holds = self.tr("It holds no keys, signatures or buyers' data.")
        if file is None:
            return self.tr("It is kept in memory only, for no file can be written.") + " " + holds
        return f"{visible(str(file))}\n{holds}"

    def _open_folder(self) -> None:
        file = log.file()
        if file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
