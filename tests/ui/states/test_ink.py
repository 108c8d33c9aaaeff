"""A state's name stands in its box whole, in a small window too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.states.passed import Trail
from apay_console.presenters.states.picture import Lane, picture
from apay_console.ui.parts.theme import Theme
from apay_console.ui.states.geometry import plan
from apay_console.ui.states.ink import narrowed, room_of_name
from apay_console.ui.states.words import lines_of
from tests.sale_parts import begun, opened

SMALL = 536  # pixels of the pane where the window is 1024 wide
SALES = (begun(ApiVersion.V2), opened(ApiVersion.V1))


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold])
@pytest.mark.parametrize("state", SALES)
def test_no_name_is_cut_in_a_small_window(
    theme: Theme, state: SaleState, weight: QFont.Weight
) -> None:
    font = theme.font("hint")
    font.setWeight(weight)
    for lane in picture(state, Trail()).lanes:
        assert cut_names(lane, font) == []


def cut_names(lane: Lane, font: QFont) -> list[str]:
    boxes = plan(lane, SMALL, lambda _: 40.0).boxes
    return [name for name, box in boxes.items() if is_cut(name, room_of_name(box).width(), font)]


def is_cut(name: str, room: float, font: QFont) -> bool:
    metrics = QFontMetricsF(narrowed(font, lines_of(name), room))
    return any(metrics.horizontalAdvance(line) > room for line in lines_of(name))


def test_a_name_that_fits_is_drawn_as_it_is(theme: Theme) -> None:
    font = theme.font("hint")
    assert narrowed(font, ["Open"], 200).stretch() in {0, 100}
    assert narrowed(font, ["Open"], 200).pixelSize() == font.pixelSize()
