"""The menu behind the gear, made from the table of commands."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QMenu, QWidget

from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.theme import DARK, LIGHT, SYSTEM, Theme

_SCHEMES = {"theme_system": SYSTEM, "theme_light": LIGHT, "theme_dark": DARK}


def make_menu(commands: Commands, parent: QWidget) -> QMenu:
    """Every command that has a group, a line between the groups."""
    menu = QMenu(parent)
    listed = [row for row in COMMANDS if row.group]
    for place, (_, rows) in enumerate(groupby(listed, key=lambda row: row.group)):
        if place:
            menu.addSeparator()
        for row in rows:
            menu.addAction(commands[row.name])
    return menu


def connect_theme(commands: Commands, theme: Theme) -> None:
    """Let the person choose light, dark, or the system's colours."""
    for name, scheme in _SCHEMES.items():
        commands[name].setCheckable(True)
        commands[name].triggered.connect(
            lambda _=False, scheme=scheme: _choose(commands, theme, scheme)
        )
    theme.changed.connect(lambda: _mark(commands, theme))
    _mark(commands, theme)


def _choose(commands: Commands, theme: Theme, scheme: str) -> None:
    theme.choose(scheme)
    _mark(commands, theme)  # the colours may be the same as before


def _mark(commands: Commands, theme: Theme) -> None:
    for name, scheme in _SCHEMES.items():
        commands[name].setChecked(theme.scheme == scheme)
