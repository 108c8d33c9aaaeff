"""Where the window stood, its colours and how its views were set, kept from day to day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QStyle

from apay_console.ui.parts.theme import DARK, LIGHT, SYSTEM, Theme

FILE = "window.ini"
_PLACE, _SCHEME = "place", "scheme"
# Properties of the window, for whoever shows changes or a tree in it, and how each is kept.
_VIEWS = {"changesLook": "changes", "treeFields": "fields"}


class Looks:
    """Reads the looks before the first paint, and writes them when the window closes."""

    def __init__(self, folder: Path) -> None:
        _sweep(folder)
        self._kept = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def scheme(self) -> str:
        """The colours that were chosen last."""
        kept = str(self._kept.value(_SCHEME, SYSTEM))
        return kept if kept in {LIGHT, DARK} else SYSTEM

    def place(self, window: QMainWindow, width: int, height: int) -> None:
        """Restore where the window was, or give it its first size; all of it is on a screen."""
        _fit_to_screen(window, QSize(width, height))
        for name, kept in _VIEWS.items():
            window.setProperty(name, self._kept.value(kept, ""))
        place = self._kept.value(_PLACE)
        if isinstance(place, QByteArray):
            window.restoreGeometry(place)  # Qt makes it smaller where the screen is

    def keep(self, window: QMainWindow, theme: Theme) -> None:
        """Write down how it looks now."""
        self._kept.setValue(_PLACE, window.saveGeometry())
        self._kept.setValue(_SCHEME, theme.scheme)
        for name, kept in _VIEWS.items():
            self._kept.setValue(kept, window.property(name) or "")
        self._kept.sync()


def _fit_to_screen(window: QMainWindow, size: QSize) -> None:
    """Resize to ``size``, or maximize where the screen has no room for it and its title bar."""
    screen = window.screen().availableGeometry().size()
    title_bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room = screen - QSize(0, title_bar)
    window.setMinimumSize(window.minimumSize().boundedTo(room))
    window.resize(size.boundedTo(room))
    if size.boundedTo(room) != size:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def _sweep(folder: Path) -> None:
    """Drop what a run that was killed while it wrote has left: Qt adds six letters to the name."""
    for left in folder.glob(f"{FILE}.??????"):
        left.unlink(missing_ok=True)
