"""Every kind of fault on the board, seen from the window's own send: said plainly, and survived."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from apay_console.api import client
from apay_console.emulator.faults.kinds import KINDS
from tests.api.deadlines import Deadlines
from tests.sale_parts import AMOUNT, MISSING
from tests.window_parts import CTRL, Shop, quick, until
from tests.window_parts import shop as window

__all__ = ["quick", "window"]

UNKNOWN = "may or may not have applied it"
STATUSES = (500, 502, 503, 504, 429)


@pytest.fixture
def shop(window: Shop) -> Iterator[Shop]:
    """An amount is typed and not sent yet; afterwards all is as it was."""
    window.enter(AMOUNT, "19.99")
    yield window
    window.emulator.settings.faults.waiting.clear()
    window.run("settle")
    window.run("get")
    if window.needs[0] != "ChargeAmountNotSet":
        window.enter(AMOUNT, "")
        window.send()
    window.run("discard")
    assert window.needs == list(MISSING)


def order(shop: Shop, kind: str, **ways: Any) -> None:
    shop.parts.console.tools.faults.add({"kind": kind, "operation": "update_session", **ways})
    shop.settle()
    assert len(shop.parts.console.tools.faults.board.active) == 1


def amount(shop: Shop) -> Any:
    """What the emulator has, whatever the window was told."""
    session = shop.emulator.session(shop.state.sale.session_id)
    return session.values.get("paymentDetails.chargeAmount")


# What is said, and whether the amount has arrived all the same.
SEEN: dict[str, tuple[dict[str, Any], str, bool]] = {
    "late": ({"delay": Decimal("0.1"), "jitter": Decimal("0.1")}, "", True),
    "drop_before": ({}, UNKNOWN, False),
    "drop_after": ({}, UNKNOWN, True),
    "reset": ({}, UNKNOWN, True),
    "cut": ({}, UNKNOWN, True),
    "truncated": ({}, UNKNOWN, True),
    "html": ({}, UNKNOWN, False),
    "error": ({}, UNKNOWN, False),
    "skew": ({"seconds": -900}, "this machine's clock is 15 min", False),
    "slow": ({"seconds": 30}, UNKNOWN, True),
}


def test_no_kind_is_left_out() -> None:
    assert [kind.name for kind in KINDS] == list(SEEN)


@pytest.mark.parametrize("kind", list(SEEN))
def test_each_kind_is_said_as_what_is_known(
    shop: Shop, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadlines = Deadlines(client, monkeypatch)
    ways, words, arrives = SEEN[kind]
    order(shop, kind, **ways)
    shop.key(Qt.Key.Key_Return, CTRL)
    if kind == "slow":
        until(lambda: amount(shop) is not None, "the amount")
        deadlines.expire()
    shop.settle()
    assert words in shop.notice
    assert shop.notice if words else not shop.notice
    assert (amount(shop) is not None) is arrives
    assert shop.text(AMOUNT) == "19.99 USD"
    assert shop.state.unresolved is (words == UNKNOWN)
    assert shop.parts.console.tools.faults.board.active == ()


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("kind", ["reset", "cut", "html", "error"])
def test_what_may_have_counted_is_settled_by_checking(shop: Shop, kind: str, applied: bool) -> None:
    order(shop, kind, applied=applied)
    shop.send()
    assert (amount(shop) is not None) is applied
    assert shop.state.unresolved
    shop.run("check")
    assert not shop.state.unresolved
    assert amount(shop) == {"amount": "19.99", "currencyCode": "USD"}
    assert shop.needs == list(MISSING[1:])


@pytest.mark.parametrize("wait", [None, 1])
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_status_is_told_with_and_without_retry_after(
    shop: Shop, status: int, wait: int | None
) -> None:
    order(shop, "error", status=status, **({} if wait is None else {"retryAfter": wait}))
    shop.send()
    assert shop.exchanges[-1] == f"update_session {status}"
    assert UNKNOWN in shop.notice
    assert shop.state.unresolved
    headers = dict(shop.state.exchange.answered.headers)
    assert headers.get("retry-after") == (None if wait is None else str(wait))


def test_p19_a_clock_that_is_off_a_little_harms_nothing_and_is_told(shop: Shop) -> None:
    order(shop, "skew", seconds=600)
    shop.send()
    assert "This computer's clock is" in shop.notice
    assert "slow" in shop.notice
    assert amount(shop) is not None


def test_a_fault_for_a_share_goes_on_until_it_is_removed(shop: Shop) -> None:
    order(shop, "late", delay=0, share=50, seed=1)
    for _ in range(6):
        shop.enter(AMOUNT, "19.99" if shop.text(AMOUNT) != "19.99 USD" else "20.00")
        shop.send()
    (fault,) = shop.emulator.settings.faults.waiting
    assert 0 < fault.struck < 6
    assert shop.parts.console.tools.faults.board.active[0].number == fault.number


def test_a_fault_of_another_operation_is_kept_for_it(shop: Shop) -> None:
    order(shop, "reset", operation="complete_session")
    shop.send()
    assert shop.notice == ""
    assert len(shop.parts.console.tools.faults.board.active) == 1
