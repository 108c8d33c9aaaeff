"""How long a busy server is waited for is seen, and the person may stop it."""

from __future__ import annotations

from apay_console.emulator.control.fault_controls import read_fault
from tests.presenters.conftest import Desk


def busy(desk: Desk) -> str:
    return str(desk.state.busy or "")


def order(desk: Desk, **fault: object) -> None:
    desk.emulator.settings.faults.add(read_fault({"kind": "error", "status": 429, **fault}))


def test_f16_the_pause_is_counted_down_and_ends_when_it_is_stopped(desk: Desk) -> None:
    order(desk, operation="get_session", retryAfter=600, times=9)
    before = len(desk.state.exchanges)
    desk.console.courier.get()
    desk.until(lambda: busy(desk).startswith("Amazon is busy. Asking again in "))
    assert int(busy(desk).split()[-2]) in {59, 60}, "ten minutes are too long to be waited for"
    desk.do(desk.console.courier.stop)
    assert desk.state.busy is None
    assert desk.state.exchange is not None
    assert desk.state.exchange.answered is not None
    assert desk.state.exchange.answered.status == 429
    assert len(desk.state.exchanges) == before + 1


def test_p18_the_countdown_moves_and_ends_with_the_answer(desk: Desk) -> None:
    order(desk, operation="get_session", retryAfter=1)
    seen: list[str] = []
    desk.console.desk.shown.connect(lambda state: seen.append(str(state.busy)))
    desk.do(desk.console.courier.get)
    assert desk.state.busy is None
    assert "Amazon is busy. Asking again in 1 s…" in seen
    assert desk.state.notice is None


def test_p18_nothing_under_way_is_nothing_to_stop(desk: Desk) -> None:
    desk.do(desk.console.courier.stop)
    assert desk.state.busy is None
    desk.do(desk.console.courier.get)
    assert desk.state.notice is None
