"""What changes away from the keyboard is said aloud, to those who do not see it."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget


def announce(part: QWidget, words: str) -> None:
    """Let a screen reader say these words after what it is reading, if there is one."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - 2 ms

    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(part, words))


def turn_to(tabs: QTabBar, place: int) -> None:
    """Turn to a tab, and say which; with the keyboard in the tabs it is read anyway."""
    if place != tabs.currentIndex():
        tabs.setCurrentIndex(place)
        announce(tabs, "" if tabs.hasFocus() else tabs.tabText(place))
