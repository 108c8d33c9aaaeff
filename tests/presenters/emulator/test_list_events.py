"""The sales list follows what happens in the emulator, whichever sale is open."""

from __future__ import annotations

import asyncio

from apay_console.emulator.service import Emulator
from apay_console.presenters.emulator.time_machine import DAY
from tests.presenters.conftest import Desk, Run
from tests.presenters.emulator.test_time_machine import machine
from tests.presenters.later_parts import complete, do_task, show

EXPIRED, OPEN = ("Canceled", "Expired"), ("Open", "")


def row(desk: Desk, sale_id: str) -> tuple[str, str]:
    found = desk.console.shelf.known(sale_id)
    assert found is not None
    return found.state, found.note


def left_behind(desk: Desk) -> str:
    """Open a new sale; the one that was open before is only in the list."""
    before = desk.state.sale.id
    desk.do(desk.console.shelf.begin)
    return before


def in_emulator(desk: Desk, what: str, **values: float) -> None:
    """Let somebody else do something to the emulator, as by its control side."""

    def work(emulator: Emulator) -> None:
        getattr(emulator, what)(**values)

    desk.console.host.do(work, owner=desk.console, done=lambda _: None)


def test_a_sale_that_expires_while_another_is_open_is_told_so(desk: Desk) -> None:
    first = left_behind(desk)
    assert row(desk, first) == OPEN
    machine(desk).jump(DAY)
    desk.until(lambda: row(desk, first) == EXPIRED)
    assert desk.state.sale.id != first


def test_a_refund_that_is_through_while_another_sale_is_open_is_told_so(desk: Desk) -> None:
    complete(desk, "AuthorizeWithCapture")
    show(desk, "charge")
    do_task(desk, "create_refund", refundAmount="4.00 USD")
    first = left_behind(desk)
    assert row(desk, first)[0] == "RefundInitiated"
    machine(desk).jump(DAY)
    desk.until(lambda: row(desk, first) == ("Refunded", "4.00 USD"))


def test_what_another_program_lets_happen_is_followed_too(desk: Desk) -> None:
    first = left_behind(desk)
    in_emulator(desk, "advance", seconds=DAY)
    desk.until(lambda: row(desk, first) == EXPIRED)


def test_the_list_goes_back_with_the_clock(desk: Desk) -> None:
    first = left_behind(desk)
    machine(desk).jump(DAY)
    desk.until(lambda: row(desk, first) == EXPIRED)
    machine(desk).back()
    desk.until(lambda: row(desk, first) == OPEN)


def test_the_list_is_right_from_the_start(run: Run) -> None:
    with run() as desk:
        desk.start()
        first = left_behind(desk)
        desk.emulator.advance(DAY)  # on another thread than its own: nobody is told
        assert row(desk, first) == OPEN
    with run() as desk:
        desk.start()
        desk.until(lambda: row(desk, first) == EXPIRED)


def test_what_was_followed_is_kept(desk: Desk) -> None:
    first = left_behind(desk)
    machine(desk).jump(DAY)
    desk.until(lambda: row(desk, first) == EXPIRED)
    desk.settle()
    kept = asyncio.run(desk.console.desk.services.sales.get(first))
    assert kept is not None
    assert (kept.state, kept.note) == EXPIRED


def test_a_sale_that_is_not_there_any_more_keeps_its_row(desk: Desk) -> None:
    first = left_behind(desk)
    in_emulator(desk, "reset")
    desk.do(lambda: machine(desk).jump(DAY))
    assert row(desk, first) == OPEN
