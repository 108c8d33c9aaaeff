"""Who carries out what concerns buyers' data on the screen and in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apay_console.ui.commands import Commands
from apay_console.ui.parts.theme import Theme

if TYPE_CHECKING:  # it comes after the first paint
    from apay_console.presenters.console import Console


def connect(commands: Commands, console: Console, theme: Theme) -> None:
    """Connect the two switches, and tick them as things stand."""
    present, none = commands["present"], commands["no_buyers"]
    for action in (present, none):
        action.setCheckable(True)
    present.triggered.connect(lambda is_drawn: theme.veil.draw(is_drawn=is_drawn))
    present.setChecked(theme.veil.is_drawn)
    none.triggered.connect(lambda is_on: console.privacy.keep_none(is_chosen=is_on))
    console.privacy.chosen.connect(none.setChecked)
