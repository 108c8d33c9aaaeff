"""The menu behind the gear, made from the table of commands."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from apay_console.errors import N_
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.parts.text import word
from apay_console.ui.parts.theme import DARK, LIGHT, SYSTEM, Theme

_TITLES = {
    "sale": N_("Sale"),
    "send": N_("Request"),
    "edit": N_("Edit"),
    "buyer": N_("Buyer"),
    "emulator": N_("Emulator"),
    "view": N_("View"),
    "colours": N_("Colours"),
}
_AFTER_A_LINE = {  # what begins another subject within its menu
    "remove_sale",
    "capture",
    "stop_polling",
    "body",
    "stop_waiting",
    "button_page",
    "bad_twice",
    "session_tab",
    "next_object",
    "activity",
}
_SCHEMES = {"theme_system": SYSTEM, "theme_light": LIGHT, "theme_dark": DARK}


def make_menu(commands: Commands, parent: QWidget) -> QMenu:
    """Every command that has a group: a menu for each group, and the program's own below them."""
    menu = QMenu(parent)
    listed = [row for row in COMMANDS if row.group]
    for group, rows in groupby(listed, key=lambda row: row.group):
        if group not in _TITLES:
            menu.addSeparator()
        holder = menu.addMenu(word(_TITLES[group])) if group in _TITLES else menu
        for row in rows:
            if row.name in _AFTER_A_LINE:
                holder.addSeparator()
            holder.addAction(commands[row.name])
    return menu


def connect_theme(commands: Commands, theme: Theme) -> None:
    """Let the person choose light, dark, or the system's colours."""
    Schemes(commands, theme)


class Schemes(QObject):
    """Chooses the colours, and ticks the choice; goes with the commands."""

    def __init__(self, commands: Commands, theme: Theme) -> None:
        super().__init__(commands)
        self._commands = commands
        self._theme = theme
        for name, scheme in _SCHEMES.items():
            commands[name].setCheckable(True)
            commands[name].triggered.connect(lambda _=False, scheme=scheme: self._choose(scheme))
        theme.changed.connect(self._mark)
        self._mark()

    def _choose(self, scheme: str) -> None:
        self._theme.choose(scheme)
        self._mark()  # the colours may be the same as before

    def _mark(self) -> None:
        for name, scheme in _SCHEMES.items():
            self._commands[name].setChecked(self._theme.scheme == scheme)
