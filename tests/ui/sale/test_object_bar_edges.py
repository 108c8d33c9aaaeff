"""Many objects: what lies beyond the edges of their bar is counted there, and can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from apay_console.model.reading import Reading
from apay_console.ui.parts.theme import DARK, LIGHT
from apay_console.ui.sale.object_bar import ObjectBar
from apay_console.ui.sale.object_edge import Edge
from tests.ui.hands import PLAIN, settled
from tests.ui.later_states import (
    PERMISSION_ID,
    REFUND_ID,
    charge,
    followed,
    permission,
    refund,
)
from tests.ui.sale.object_bar_parts import ALL, bar, frame

__all__ = ["bar", "frame"]


def test_many_objects_never_widen_the_window_and_the_wheel_reaches_them(bar):
    many = [charge(number=f"{PERMISSION_ID}-C{place:06}") for place in range(25)]
    bar.show_state(followed(permission(), *many, shown=many[-1].id))
    settled(bar)
    assert bar.minimumSizeHint().width() < 200
    assert bar.width() == 900
    last = bar.chips()[-1]
    assert bar.rect().contains(last.mapTo(bar, last.rect().center()))
    at, none = QPointF(10, 10), Qt.MouseButton.NoButton
    turned = QWheelEvent(
        at, at, QPoint(), QPoint(0, 40_000), none, PLAIN, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(bar.viewport(), turned)
    assert bar.horizontalScrollBar().value() == 0


def many(count: int = 25) -> tuple[Reading, ...]:
    return (
        permission(),
        *(charge(number=f"{PERMISSION_ID}-C{place:06}") for place in range(count)),
    )


def edges(bar: ObjectBar) -> list[str]:
    return [edge.accessibleName() for edge in bar.findChildren(Edge) if edge.isVisible()]


def is_clear(bar: ObjectBar) -> bool:
    """Whether the object that is shown lies under no edge."""
    chip = next(chip for chip in bar.chips() if chip.isChecked())
    place = QRect(chip.mapTo(bar, QPoint()), chip.size())
    seen = [edge for edge in bar.findChildren(Edge) if edge.isVisible()]
    return bar.rect().contains(place) and not any(
        edge.geometry().intersects(place) for edge in seen
    )


def test_its_edges_count_what_lies_beyond_them(bar):
    bar.show_state(followed(*ALL))
    settled(bar)
    assert edges(bar) == []
    bar.show_state(followed(*many()))
    settled(settled(bar))  # the chips are laid out first, then the paper under them grows
    (right,) = edges(bar)
    assert right.endswith(" more to the right")
    seen_whole = [chip for chip in bar.chips() if chip.x() + chip.width() <= bar.viewport().width()]
    assert right.split()[0] == str(len(bar.chips()) - len(seen_whole))


@pytest.mark.parametrize("place", [0, 7, 13, 25])
def test_the_object_that_is_shown_lies_under_no_edge(place, bar):
    readings = many()
    bar.show_state(followed(*readings, shown=readings[-1].id))
    settled(bar)
    bar.show_state(followed(*readings, shown=readings[place].id))
    settled(bar)
    assert is_clear(bar)


def test_a_click_at_an_end_brings_the_object_out_from_under_the_edge(bar):
    readings = many()
    bar.show_state(followed(*readings))
    settled(bar)
    half = next(chip for chip in bar.chips() if chip.x() + chip.width() > bar.width())
    half.click()
    bar.show_state(followed(*readings, shown=half.object_id))
    settled(bar)
    assert is_clear(bar)


def test_an_object_that_has_just_come_is_brought_into_sight(bar):
    readings = many(8)
    bar.show_state(followed(*readings))
    settled(bar)
    bar.show_state(followed(*readings, refund(), shown=REFUND_ID))
    settled(bar)
    assert is_clear(bar)


def test_a_click_on_an_edge_goes_there_and_back(bar):
    bar.show_state(followed(*many()))
    settled(bar)
    right = next(edge for edge in bar.findChildren(Edge) if edge.isVisible())
    right.click()
    left = next(edge for edge in bar.findChildren(Edge) if edge is not right)
    assert left.isVisible()
    assert int(edges(bar)[0].split()[0]) + int(edges(bar)[1].split()[0]) < len(bar.chips())
    while left.isVisible():
        left.click()
    assert bar.horizontalScrollBar().value() == 0


def test_an_edge_is_painted_over_the_chips_in_light_and_dark(bar, theme):
    bar.show_state(followed(*many()))
    settled(bar)
    for scheme in (DARK, LIGHT):
        theme.choose(scheme)
        corner = bar.grab().toImage().pixelColor(bar.width() - 2, 3)
        assert corner == theme.color("surface")
