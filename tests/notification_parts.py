"""Hands for the panel of notifications."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from apay_console.ui.panels.notice_list import NoticeList
from apay_console.ui.panels.notifications_panel import NotificationsPanel
from apay_console.ui.parts.tab_order import stops
from tests.window_parts import CTRL, Shop, until

PATIENCE = 60  # more than the panel has parts


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def tab_to(shop: Shop, name: str) -> QWidget:
    """Press Tab until the part of that name has the keyboard."""
    for _ in range(PATIENCE):
        if name_of(shop.focused) == name:
            return shop.focused
        shop.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def press(shop: Shop, name: str) -> None:
    tab_to(shop, name)
    shop.key(Qt.Key.Key_Return)
    shop.settle()


def panel(shop: Shop) -> NotificationsPanel:
    """Open the panel by its name among all commands."""
    shop.key(Qt.Key.Key_K, CTRL)
    shop.type("notifications")
    shop.key(Qt.Key.Key_Return)
    shop.settle()
    found = shop.window.findChild(NotificationsPanel)
    assert found is not None
    assert name_of(shop.focused) == "Address that takes the notifications"
    return found


def rows(entries: NoticeList) -> list[str]:
    """Each row, without its time."""
    return [f"{title}: {below.partition(' · ')[2]}" for title, below in _lines(entries)]


def _lines(entries: NoticeList) -> Iterator[tuple[str, str]]:
    for text in entries.texts():
        title, _, below = text.partition("\n")
        yield title, below


def go_to_received(shop: Shop) -> None:
    tab_to(shop, "Sent or received")
    shop.key(Qt.Key.Key_Right)


def buttons(part: QWidget) -> list[str]:
    return [name_of(widget) for widget in stops(part) if isinstance(widget, QAbstractButton)]


def use_console(shop: Shop) -> NotificationsPanel:
    """Open the panel, and let the emulator send to this console."""
    found = panel(shop)
    press(shop, "Use this console")
    until(lambda: shop.parts.console.receiver.url, "an address")
    return found


def open_row(shop: Shop, entries: str, place: int) -> None:
    """Go down in a list and press Enter."""
    tab_to(shop, entries)
    shop.key(Qt.Key.Key_Home)
    for _ in range(place):
        shop.key(Qt.Key.Key_Down)
    shop.key(Qt.Key.Key_Return)
    shop.settle()
