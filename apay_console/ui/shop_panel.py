"""To be written."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from apay_console.presenters.console import Console
from apay_console.ui.commands import Commands
from apay_console.ui.theme import Theme


class ShopPanel(QFrame):
    """To be written."""

    def __init__(self, theme: Theme, commands: Commands, console: Console) -> None:
        super().__init__()
        del theme, commands, console
