"""From the first start on: what happens by itself, and between the parts."""

from __future__ import annotations

from tests.presenters.conftest import Desk, Run
from tests.sale_parts import MISSING


def test_the_first_start_makes_a_session_that_misses_exactly_three_things(desk: Desk) -> None:
    assert sorted(desk.needs) == sorted(MISSING)
    assert desk.state.session is not None
    assert desk.state.session.buyer
    assert desk.state.sale.title == "Order 1001"
    assert desk.state.notice is None
    assert desk.exchanges == [("create_session", 201)]
    assert [sale.id for sale in desk.console.shelf.sales] == [desk.state.sale.id]
