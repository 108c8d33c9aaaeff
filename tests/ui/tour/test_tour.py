"""The tour has the steps of a first checkout."""

from __future__ import annotations

import pytest

from apay_console.ui.tour import tour


@pytest.mark.parametrize(
    "name", ["start", "refused-amount", "v1-finished", "v2-completed", "declined"]
)
def test_it_plays_what_a_first_checkout_needs(name, qapp):
    steps = tour.Tour(player=None, window=None, console=None).steps()
    assert len(steps) >= 12
    assert name in steps
    assert all(step.__doc__ for step in steps.values())
