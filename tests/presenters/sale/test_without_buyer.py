"""A session that nobody has signed in to."""

from __future__ import annotations

from tests.presenters.conftest import Desk
from tests.sale_parts import MISSING


def test_a_sale_without_a_buyer_has_the_fourth_constraint(desk: Desk) -> None:
    desk.console.without_buyer.begin()
    desk.do(desk.console.courier.act)
    desk.qtbot.waitUntil(lambda: desk.state.stand.needs_buyer and desk.state.busy is None)
    found = [row.id for row in desk.state.session.constraints]
    assert found == ["BuyerNotAssociated", *MISSING]


def test_the_next_sale_has_its_buyer_again(desk: Desk) -> None:
    desk.console.without_buyer.begin()
    desk.do(desk.console.courier.act)
    desk.qtbot.waitUntil(lambda: desk.state.stand.needs_buyer and desk.state.busy is None)
    desk.console.shelf.begin()
    desk.do(desk.console.courier.act)
    assert [row.id for row in desk.state.session.constraints] == [*MISSING]
