"""The fault board orders faults in the control side's words, and tells what is left of them."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.faults.kinds import KINDS
from apay_console.presenters.emulator.emulator_host import KEY_ID
from apay_console.presenters.emulator.fault_board import Active, FaultBoard
from tests.presenters.conftest import Desk

BUSY = "Error status · Any operation · status 503 · Retry-After 2 s · nothing is done · 3 left"
CUT = "Answer breaks off · Any operation · after 20 bytes · it counts · This console · 1 left"


def board(desk: Desk) -> FaultBoard:
    return desk.console.tools.faults


def words(active: Active) -> str:
    return " · ".join([active.kind, *(str(part) for part in active.details)])


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ({"kind": "late", "delay": 2}, "Late answer · Any operation · 2 s late · 1 left"),
        (
            {"kind": "late", "delay": 2, "jitter": 1, "operation": "get_session", "share": 25},
            "Late answer · Get session · 2 to 3 s late · 25 % of them · until removed",
        ),
        ({"kind": "error", "status": 503, "retryAfter": 2, "times": 3}, BUSY),
        ({"kind": "cut", "keyId": KEY_ID}, CUT),
        ({"kind": "skew", "seconds": -900}, "Clock off · Any operation · 15 min behind · 1 left"),
        ({"kind": "slow"}, "Slow body · Any operation · 10 s · 1 left"),
    ],
)
def test_a_fault_is_told_in_one_line(desk: Desk, order: dict[str, Any], told: str) -> None:
    desk.do(lambda: board(desk).add(order))
    assert [words(row) for row in board(desk).board.active] == [told]


def test_an_order_that_means_nothing_is_refused_with_its_reason(desk: Desk) -> None:
    said: list[str] = []
    board(desk).refused.connect(lambda message: said.append(str(message)))
    desk.do(lambda: board(desk).add({"kind": "late", "delay": "soon"}))
    assert said == ["delay must be a number from 0 to 600. Example: 1"]
    assert board(desk).board.active == ()


def test_faults_go_one_by_one_or_all_at_once(desk: Desk) -> None:
    for kind in KINDS[:3]:
        desk.do(lambda kind=kind: board(desk).add({"kind": kind.name, "times": 0}))
    desk.do(lambda: board(desk).remove(board(desk).board.active[1].number))
    assert [row.kind for row in board(desk).board.active] == [KINDS[0].label, KINDS[2].label]
    desk.do(board(desk).clear)
    assert board(desk).board.active == ()


def test_what_was_used_up_is_gone_after_the_next_exchange(desk: Desk) -> None:
    desk.do(lambda: board(desk).add({"kind": "late", "delay": 0, "times": 1}))
    desk.do(desk.console.courier.get)
    assert board(desk).board.active == ()


def test_a_shop_can_be_chosen_once_its_key_is_trusted(desk: Desk) -> None:
    assert desk.console.host.key is not None
    desk.emulator.trust("SANDBOX-MYSHOP", desk.console.host.key.public_key())
    desk.do(board(desk).look)
    assert [key_id for key_id, _ in board(desk).whom] == ["", KEY_ID, "SANDBOX-MYSHOP"]
