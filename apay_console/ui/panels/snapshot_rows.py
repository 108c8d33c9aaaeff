"""The snapshots, each with the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from apay_console.presenters.emulator.time_machine import Moment
from apay_console.ui.panels.clock_words import moment_of
from apay_console.ui.panels.parts import button
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.layouts import refill
from apay_console.ui.parts.text import visible, word
from apay_console.ui.parts.theme import Theme


class SnapshotRows(QWidget):
    """One row for each, the newest first."""

    restore_wanted = Signal(str)  # its name
    drop_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Moment, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Show these, unless they are shown already."""
        if moments == self._shown:
            return
        self._shown = moments
        refill(self._column, [self._make_row(moment) for moment in reversed(moments)])

    def _make_row(self, moment: Moment) -> QWidget:
        name = visible(word(moment.name))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(f"{name} · {moment_of(moment.at)}"), 1)
        restore = button(self.tr("Restore"), "ghost")
        restore.setAccessibleName(self.tr("Restore {name}").replace("{name}", name))
        restore.clicked.connect(lambda: self.restore_wanted.emit(moment.name))
        drop = QToolButton()
        drop.setIcon(self._theme.icon("x", "text2"))
        drop.setAccessibleName(self.tr("Forget {name}").replace("{name}", name))
        drop.clicked.connect(lambda: self.drop_wanted.emit(moment.name))
        row.addWidget(restore)
        row.addWidget(drop)
        return holder
