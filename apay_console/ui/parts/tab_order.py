"""Where Tab goes: through the parts of the window as they stand, however often they are made anew.

Qt's own order is that of making: a form that is made anew comes after everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QWidget,
)

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Ordered(QWidget):
    """A widget in which Tab goes from part to part in the order of its layout.

    Enter presses the button that has the keyboard, as Space does; Qt leaves that to dialogs.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.window().focusWidget()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and is_plain and isinstance(focused, QPushButton | QToolButton):
            if not event.isAutoRepeat():
                focused.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        now, found = self.window().focusWidget(), stops(self)
        if now not in found:
            return super().focusNextPrevChild(is_next)
        step = 1 if is_next else -1
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        found[(found.index(now) + step) % len(found)].setFocus(reason)
        _scroll_to(self.window().focusWidget())
        return True


def stops(part: QWidget) -> list[QWidget]:
    """Everything below a widget that Tab can reach now, in order."""
    return [widget for widget in _below(part) if _is_stop(widget)]


def stop_once(group: QButtonGroup) -> None:
    """Let Tab reach only the chosen one of several buttons; the arrow keys go to the others."""
    buttons = group.buttons()
    chosen = group.checkedButton() or next(iter(buttons), None)
    for button in buttons:
        is_chosen = button is chosen
        button.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
        )


def _below(part: QWidget) -> Iterator[QWidget]:
    for child in _parts(part):
        yield child
        yield from _below(child)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QSplitter):  # it turns its children round
        panes = [widget.widget(place) for place in range(widget.count())]
        return [pane for pane in panes if pane is not None]
    return [child for child in widget.children() if isinstance(child, QWidget)]


def _scroll_to(widget: QWidget | None) -> None:
    around = widget.parentWidget() if widget is not None else None
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if widget is not None and isinstance(around, QScrollArea):
        around.ensureWidgetVisible(widget)


def _is_stop(widget: QWidget) -> bool:
    takes_tab = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
    is_shown = widget.isVisible() and widget.isEnabled()
    return bool(takes_tab) and is_shown and widget.focusProxy() is None
