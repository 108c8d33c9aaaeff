"""What layouts do not do by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from apay_console.ui.parts.tab_order import stops


def column_in(widget: QWidget) -> QVBoxLayout:
    """A column that fills a widget to its edges, without gaps."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; nothing of it is seen, or has the keyboard, any more."""
    parts = _parts(layout)
    for part in parts:  # while each has its place, the keyboard goes on to what stands beside it
        part.hide()
    while layout.takeAt(0) is not None:
        pass
    for part in parts:
        part.deleteLater()


def keep_room(part: QWidget) -> None:
    """Leave a part's place empty while it is hidden, so that nothing else moves."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    part.setSizePolicy(policy)


def refill(layout: QLayout, rows: Sequence[QWidget]) -> None:
    """Put other rows into a layout; the keyboard stays in its place, or goes to the last row."""
    place = next((place for place, one in enumerate(_stops(layout)) if one.hasFocus()), None)
    empty(layout)
    for row in rows:
        layout.addWidget(row)
        row.show()  # Qt would, a little later
    found = _stops(layout)
    if place is not None and found:
        found[min(place, len(found) - 1)].setFocus()


def _parts(layout: QLayout) -> list[QWidget]:
    items = map(layout.itemAt, range(layout.count()))
    return [part for item in items if item is not None and (part := item.widget()) is not None]


def _stops(layout: QLayout) -> list[QWidget]:
    return [stop for row in _parts(layout) for stop in stops(row)]
