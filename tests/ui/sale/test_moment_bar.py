"""Over an earlier answer stands which moment it is of, what was asked then, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from apay_console.ui.sale.moment_bar import MomentBar
from tests.exchanges import refused
from tests.sale_parts import read
from tests.ui.hands import shown


@pytest.fixture
def bar(qtbot, theme):
    return shown(MomentBar(), qtbot)


def test_it_names_the_time_and_what_was_asked(bar):
    bar.show_exchange(read())
    assert bar.text().startswith("You are looking at ")
    assert bar.text().endswith(": Get session.")
    assert bar.text().count(":") == 3


def test_it_leads_back(bar, qtbot):
    with qtbot.waitSignal(bar.back_wanted):
        bar.findChildren(QPushButton)[-1].click()


def test_a_refusal_that_is_looked_back_at_can_be_explained(bar):
    bar.show_exchange(refused(400, "InvalidParameterValue"))
    assert bar.why.isVisible()
    assert bar.why.wanted == "error.InvalidParameterValue"
    assert bar.why.accessibleName().startswith("Why? You are looking at ")
    bar.show_exchange(read())
    assert bar.why.isHidden()


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(MomentBar)
