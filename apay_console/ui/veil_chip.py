"""That buyers' data is hidden, to be seen all the time; a press shows it again."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.ui.commands import Commands
from apay_console.ui.parts.curtain import ICON
from apay_console.ui.parts.theme import Theme


class VeilChip(QPushButton):
    """Seen as long as the veil is drawn."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("veil")
        self.setProperty("kind", "flat")
        self.setText(self.tr("Buyers hidden"))
        self.setToolTip(self.tr("Names, addresses and notes are hidden. Press to show them again."))
        self.setAccessibleDescription(self.toolTip())
        self.clicked.connect(lambda: commands.run("present"))
        theme.changed.connect(self._paint)
        theme.veil.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        self.setIcon(self._theme.icon(ICON, "accent"))
        self.setVisible(self._theme.veil.is_drawn)
