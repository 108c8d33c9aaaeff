"""The icon of each tone in which something is said."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from apay_console.ui.parts.theme import Theme

_ICONS = {
    "ok": ("check-circle-fill", "ok"),
    "warn": ("warning-fill", "warn"),
    "err": ("x-circle-fill", "err"),
    "unknown": ("question-fill", "unknown"),
    "info": ("info", "todo"),
}


def icon_of(theme: Theme, tone: str) -> QIcon:
    """The icon of a notice's tone, in its colour."""
    return theme.icon(*_ICONS[tone])
