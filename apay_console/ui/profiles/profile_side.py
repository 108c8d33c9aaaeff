"""The left of the profiles' dialog: the list, and what can be done to it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from apay_console.ui.parts.layouts import keep_room
from apay_console.ui.parts.text import PlainLabel, plain_tip
from apay_console.ui.parts.theme import Theme
from apay_console.ui.profiles.profile_list import ProfileList

_WIDTH = 224


class ProfileSide(QFrame):
    """Who listens to its buttons does what they say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("profileSide")
        self.setFixedWidth(_WIDTH)
        self.profiles = ProfileList(theme)
        self.add = self._button(self.tr("New profile"))
        self.add.setIcon(theme.icon("plus", "text"))
        self.copy = self._tool("copy-simple", self.tr("Copy this profile"))
        self.remove = self._tool("trash", self.tr("Remove this profile"))
        self.take_in = self._button(self.tr("Import…"))
        self.take_in.setAccessibleName(self.tr("Import profiles"))
        self.take_out = self._button(self.tr("Export…"))
        self.take_out.setAccessibleName(self.tr("Export profiles"))
        self._place()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 1, 10)
        column.setSpacing(8)
        heading = PlainLabel(self.tr("Profiles"))
        heading.setProperty("role", "hint")
        heading.setContentsMargins(16, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.profiles, 1)
        column.addLayout(self._row(self.add, self.copy, self.remove))
        column.addLayout(self._row(self.take_in, self.take_out))

    def _row(self, first: QPushButton, *others: QPushButton | QToolButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(first, 1)
        for other in others:
            row.addWidget(other, 1 if isinstance(other, QPushButton) else 0)
        return row

    def _tool(self, icon: str, name: str) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(self._theme.icon(icon, "text2"))
        tool.setAccessibleName(name)
        tool.setToolTip(plain_tip(name))
        keep_room(tool)
        return tool

    def _button(self, label: str) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("kind", "secondary")
        button.setAutoDefault(False)
        return button
