"""Whatever id is opened, its sale comes with all that belongs to it."""

from __future__ import annotations

from tests.presenters.conftest import Desk, Run
from tests.presenters.later_parts import complete, do_task, rail, show, told


def test_an_id_opens_the_sale_that_it_belongs_to(desk: Desk) -> None:
    sale = complete(desk).sale
    charge = show(desk, "charge").shown
    desk.do(desk.console.shelf.begin)
    state = desk.do(lambda: desk.console.shelf.open_text(charge))
    assert (state.sale.id, state.shown, state.task) == (sale.id, charge, "capture_charge")
    desk.console.later.show("")
    assert desk.do(lambda: desk.console.shelf.open_text(charge)).shown == charge


def test_a_foreign_refund_brings_its_charge_and_permission(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    do_task(desk, "capture_charge")
    refund = do_task(desk, "create_refund", refundAmount="4.00 USD").shown
    charge = desk.state.sale.ids[1]
    sale = desk.state.sale
    desk.console.shelf.remove(sale)
    desk.settle()
    state = desk.do(lambda: desk.console.shelf.open_text(refund))
    assert state.sale.id != sale.id
    assert (state.session, state.shown) == (None, refund)
    assert [line.split()[0] for line in told(desk)] == ["permission", "charge", "refund"]
    assert (state.sale.state, state.sale.note) == ("RefundInitiated", "4.00 USD")
    assert rail(desk) == ["done 19.99 USD", "now pending"]
    desk.console.later.show("")
    assert desk.state.shown == refund  # there is no session to show
    desk.do(desk.console.courier.create)
    assert desk.state.sale.session_id == ""
    assert desk.do(lambda: desk.console.shelf.open_text(charge)).sale.id == state.sale.id


def test_a_sale_that_began_with_a_charge_is_found_again_after_a_restart(run: Run) -> None:
    with run() as desk:
        desk.start()
        complete(desk)
        charge = show(desk, "charge").shown
        desk.console.shelf.remove(desk.state.sale)
        desk.settle()
        sale = desk.do(lambda: desk.console.shelf.open_text(charge)).sale
    with run() as desk:
        desk.start()
        assert (desk.state.sale.id, desk.state.shown) == (sale.id, charge)
        assert desk.state.task == "capture_charge"


def test_an_id_that_nobody_knows_says_so_and_stays_unread(desk: Desk) -> None:
    state = desk.do(lambda: desk.console.shelf.open_text("S01-0000000-0000000-C000000"))
    assert desk.notice.tone == "err"
    assert (state.can_act, state.is_unread) == (False, True)
    assert str(state.reason) == "This was not read yet: press Get."
