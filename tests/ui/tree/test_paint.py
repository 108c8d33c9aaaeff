"""A value is seen before its reading, and where it leads is always seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.ui.parts.theme import Theme
from apay_console.ui.tree.model import TreeModel
from apay_console.ui.tree.paint import RowPainter, share

PIXELS = st.integers(0, 2_000)


@pytest.mark.parametrize(
    ("room", "value", "reading", "read"),
    [
        (400, 100, 120, 120),  # both fit
        (300, 190, 220, 110),  # the reading is cut
        (300, 900, 220, 100),  # both are cut, the value last
        (300, 900, 0, 0),
        (-20, 50, 60, 0),
    ],
)
def test_the_value_goes_first(room: int, value: int, reading: int, read: int) -> None:
    assert share(room, value, reading) == read


@given(PIXELS, PIXELS, PIXELS)
def test_nothing_is_cut_that_fits_and_nothing_lies_over_another(
    room: int, value: int, reading: int
) -> None:
    read = share(room, value, reading)
    assert 0 <= read <= min(reading, room)
    if value + reading <= room:
        assert read == reading
    elif value <= room - room // 3:
        assert value + read <= room


@pytest.mark.parametrize("reading", ["19.99 USD", "14:57:10, just now", "3 still missing"])
def test_a_reading_that_has_all_its_room_is_not_cut(theme: Theme, reading: str) -> None:
    model = TreeModel(theme, CHECKOUT_SESSION)
    painter = RowPainter(model, theme, model)
    assert painter._cut(reading, painter._wide(reading)) == f"{reading}  "
    assert painter._cut(reading, painter._wide(reading) // 2).strip().endswith("…")
