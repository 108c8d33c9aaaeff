"""Reading what a notification tells of shows the object, wherever the console knows it from."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion
from tests.presenters.conftest import Desk


def sold(desk: Desk) -> str:
    """Sell something in v1; answer the charge's id."""
    desk.make_ready(ApiVersion.V1)
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))
    return next(row.id for row in desk.emulator.world.state.charges.values())


def state_shown(desk: Desk) -> str:
    assert desk.state.object is not None
    return desk.state.object.state


def test_an_object_of_the_sale_on_the_desk_is_shown_there_and_read(desk: Desk) -> None:
    charge, sale = sold(desk), desk.state.sale.id
    desk.do(lambda: desk.console.later.show(""))
    before = len(desk.exchanges)
    desk.do(lambda: desk.console.told.show("CHARGE", charge))
    assert (desk.state.sale.id, desk.state.shown) == (sale, charge)
    assert ("get_charge", 200) in desk.exchanges[:-before]


def test_an_object_of_another_sale_brings_that_sale_back(desk: Desk) -> None:
    charge, sale = sold(desk), desk.state.sale.id
    desk.do(lambda: desk.console.shelf.begin(ApiVersion.V2))
    assert desk.state.sale.id != sale
    desk.do(lambda: desk.console.told.show("CHARGE", charge))
    assert (desk.state.sale.id, desk.state.shown) == (sale, charge)
    assert state_shown(desk) == "Authorized"


def test_an_object_that_nobody_here_has_seen_becomes_a_sale_of_its_own(desk: Desk) -> None:
    charge = "S01-1234567-7654321-C123456"
    before = desk.state.sale.id
    desk.do(lambda: desk.console.told.show("CHARGE", charge))
    assert desk.state.sale.id != before
    assert desk.state.shown == charge
    assert desk.exchanges[0] == ("get_charge", 404)


def test_an_id_of_no_known_shape_is_asked_for_by_a_signed_call(desk: Desk) -> None:
    desk.do(lambda: desk.console.told.show("CHARGE", "odd"))
    assert desk.exchanges[0] == ("signed_call", 404)
    assert desk.state.exchanges[0].sent.url.endswith("/v2/charges/odd")


@pytest.mark.parametrize("wrong", ["../../refunds", "a b", ""])
def test_what_is_no_id_is_not_asked_for(desk: Desk, wrong: str) -> None:
    before = desk.exchanges
    desk.do(lambda: desk.console.told.show("CHARGE", wrong))
    assert desk.exchanges == before
