"""Where the window stood, its colours and how it lists changes, kept from day to day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from apay_console.ui.main_window import MainWindow
from apay_console.ui.parts.theme import DARK, LIGHT, SYSTEM, Theme

FILE = "window.ini"
_LOOK = "changesLook"  # a property of the window, for whoever shows changes in it
_PLACE, _SCHEME, _CHANGES = "place", "scheme", "changes"


class Looks:
    """Reads the looks before the first paint, and writes them when the window closes."""

    def __init__(self, folder: Path) -> None:
        self._kept = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def scheme(self) -> str:
        """The colours that were chosen last."""
        kept = str(self._kept.value(_SCHEME, SYSTEM))
        return kept if kept in {LIGHT, DARK} else SYSTEM

    def place(self, window: MainWindow, width: int, height: int) -> None:
        """Put the window where it was, or give it its first size; Qt keeps it on a screen."""
        window.resize(width, height)
        window.setProperty(_LOOK, self._kept.value(_CHANGES, ""))
        place = self._kept.value(_PLACE)
        if isinstance(place, QByteArray):
            window.restoreGeometry(place)

    def keep(self, window: MainWindow, theme: Theme) -> None:
        """Write down how it looks now."""
        self._kept.setValue(_PLACE, window.saveGeometry())
        self._kept.setValue(_SCHEME, theme.scheme)
        self._kept.setValue(_CHANGES, window.property(_LOOK) or "")
        self._kept.sync()
