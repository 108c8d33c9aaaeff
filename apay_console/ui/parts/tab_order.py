"""Where Tab goes: through the parts of the window as they stand, however often they are made anew.

Qt's own order is that of making: a form that is made anew comes after everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QLayout,
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
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802 - Qt's name and shape
        return go_on(self, is_next=is_next) or super().focusNextPrevChild(is_next)


def press_focused(part: QWidget, event: QKeyEvent) -> bool:
    """Let Enter press the button in a part that has the keyboard; whether it was for one."""
    focused = part.window().focusWidget()
    is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in _ENTER or not is_plain:
        return False
    # Whatever took the key before may have handed the keyboard on, to a button elsewhere.
    if not isinstance(focused, QPushButton | QToolButton) or not part.isAncestorOf(focused):
        return False
    if not event.isAutoRepeat():
        focused.click()
    return True


def go_on(part: QWidget, *, is_next: bool) -> bool:
    """Let Tab go on inside a part, in its order; whether there was anywhere to go."""
    now, found = part.window().focusWidget(), stops(part)
    step = 1 if is_next else -1
    target: QWidget | None
    if now in found:
        target = found[(found.index(now) + step) % len(found)]
    else:
        target = _beside(part, now, step) if now is not None else None
    if target is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    scroll_to(part.window().focusWidget())
    return True


def _beside(whole: QWidget, gone: QWidget, step: int) -> QWidget | None:
    """The stop next to what is hidden or disabled now, in the smallest part that has one."""
    around = gone.parentWidget()
    while around is not None and whole.isAncestorOf(gone):
        found = [one for one in _below(around, gone) if one is gone or _is_stop(one)]
        if len(found) > 1:
            place = found.index(gone) + step
            return found[place] if 0 <= place < len(found) else found[place - 2 * step]
        around = around.parentWidget() if around is not whole else None
    return None


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


def _below(part: QWidget, gone: QWidget | None = None) -> Iterator[QWidget]:
    """What is in sight below a part; and what was, when its place is asked for."""
    for child in _parts(part):
        if child.isVisible() or (gone is not None and _holds(child, gone)):
            yield child
            yield from _below(child, gone)


def _holds(part: QWidget, gone: QWidget) -> bool:
    return part is gone or part.isAncestorOf(gone)


def _parts(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QSplitter):  # it turns its children round
        panes = [widget.widget(place) for place in range(widget.count())]
        return [pane for pane in panes if pane is not None]
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    places = {part: place for place, part in enumerate(_laid_out(layout))} if layout else {}
    return sorted(children, key=lambda child: _place(child, places))


def _place(child: QWidget, places: dict[QWidget, int]) -> float:
    """Where a child comes among the others; one in no layout right after the one beside it."""
    other: QWidget | None = getattr(child, "beside", None)
    if other is not None:
        return places.get(other, len(places)) + 0.5
    return places.get(child, len(places))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in map(layout.itemAt, range(layout.count())):
        inner, part = item.layout() if item else None, item.widget() if item else None
        if part is not None:
            yield part
        elif inner is not None:
            yield from _laid_out(inner)


def scroll_to(widget: QWidget | None) -> None:
    """Bring what has the keyboard into sight, with the words that belong to it alone."""
    around = widget.parentWidget() if widget is not None else None
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if widget is not None and isinstance(around, QScrollArea):
        around.ensureWidgetVisible(_with_words(widget), 0, 0)
        around.ensureWidgetVisible(widget)


def _with_words(widget: QWidget) -> QWidget:
    cell = widget.parentWidget()
    return cell if cell is not None and stops(cell) == [widget] else widget


def _is_stop(widget: QWidget) -> bool:
    takes_tab = Qt.FocusPolicy.TabFocus.value & widget.focusPolicy().value
    is_shown = widget.isVisible() and widget.isEnabled()
    return bool(takes_tab) and is_shown and widget.focusProxy() is None
