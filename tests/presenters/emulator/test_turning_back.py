"""After a way back in time no sale shows what has not happened yet."""

from __future__ import annotations

import pytest

from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from apay_console.presenters.emulator.time_machine import DAY, TimeMachine
from tests.presenters.conftest import Desk
from tests.presenters.later_parts import do_task, show, told

V1, V2 = ApiVersion.V1, ApiVersion.V2


def machine(desk: Desk) -> TimeMachine:
    return desk.console.tools.machine


def go_back(desk: Desk, number: int = 0) -> None:
    """Go back to one of the snapshots that were taken, the first being 0."""
    desk.do(lambda: machine(desk).restore(machine(desk).time.moments[number].name))


def pay(desk: Desk) -> None:
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))


@pytest.mark.parametrize("version", [V1, V2])
def test_before_the_payment_there_is_no_charge_and_the_buyer_can_pay(
    desk: Desk, version: ApiVersion
) -> None:
    desk.make_ready(version)
    desk.do(machine(desk).take)
    pay(desk)
    if version is V2:
        desk.do(desk.console.courier.complete)
    show(desk, "charge")
    go_back(desk)
    state = desk.state
    assert (state.shown, state.objects, state.sale.ids) == ("", (), ())
    assert state.session is not None
    assert state.session.state == "Open"
    assert state.step is Next.OPEN_PAGE
    assert state.notice is None


def test_between_payment_and_complete_it_can_be_completed(desk: Desk) -> None:
    desk.make_ready(V2)
    pay(desk)
    desk.do(machine(desk).take)
    desk.do(desk.console.courier.complete)
    go_back(desk)
    assert (desk.state.step, desk.state.objects) == (Next.COMPLETE, ())
    desk.do(desk.console.courier.complete)
    assert told(desk)[-1] == "charge Authorized"


def test_a_charge_that_was_there_already_is_shown_as_it_was(desk: Desk) -> None:
    desk.make_ready(V2)
    pay(desk)
    desk.do(desk.console.courier.complete)
    show(desk, "charge")
    desk.do(machine(desk).take)
    do_task(desk, "capture_charge")
    do_task(desk, "create_refund", refundAmount="4.00 USD")
    go_back(desk)
    assert told(desk)[-1] == "charge Authorized"
    assert len(desk.state.objects) == 2
    assert desk.state.shown == ""  # the refund that was shown is not there


def test_a_later_snapshot_brings_everything_again(desk: Desk) -> None:
    desk.make_ready(V2)
    desk.do(machine(desk).take)
    pay(desk)
    desk.do(desk.console.courier.complete)
    desk.do(machine(desk).take)
    go_back(desk)
    go_back(desk, 1)
    assert told(desk)[-1] == "charge Authorized"
    assert desk.state.step is Next.NEW


def test_a_sale_that_had_not_begun_says_so(desk: Desk) -> None:
    desk.do(machine(desk).take)
    desk.make_ready(V2)
    go_back(desk)
    assert "this sale had not begun" in str(desk.notice.sentence)
    assert desk.notice.actions == ("new_with_values",)


def test_another_sale_is_set_right_when_it_is_opened(desk: Desk) -> None:
    sale = desk.make_ready(V2).sale
    desk.do(machine(desk).take)
    pay(desk)
    desk.do(desk.console.courier.complete)
    assert len(desk.state.objects) == 2
    desk.do(desk.console.shelf.begin)
    go_back(desk)
    known = desk.console.shelf.known(sale.id)
    assert known is not None
    desk.do(lambda: desk.console.shelf.open(known))
    assert (desk.state.sale.id, desk.state.objects) == (sale.id, ())
    assert desk.state.step is Next.OPEN_PAGE


def test_a_jump_is_followed_by_all_that_belongs_to_the_sale(desk: Desk) -> None:
    desk.make_ready(V2)
    pay(desk)
    desk.do(desk.console.courier.complete)
    desk.do(lambda: machine(desk).jump(40 * DAY))
    assert "charge Canceled" in told(desk)
