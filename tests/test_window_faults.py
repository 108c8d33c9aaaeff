"""The bad day: whatever the other side does, the window says what is known, and lives."""

from __future__ import annotations

import pytest

from tests.api import faults
from tests.api.faults import answering
from tests.fault_parts import in_place_of_amazon, send_through, shop
from tests.sale_parts import AMOUNT, MISSING
from tests.window_parts import Shop, quick
from tests.window_parts import shop as window

__all__ = ["quick", "shop", "window"]


def is_blocked(shop: Shop) -> bool:
    """Whether nothing can be sent before the last request is checked."""
    able = shop.window.commands
    return not able["act"].isEnabled() and able["check"].isEnabled() and shop.state.unresolved


# --- nothing left ---------------------------------------------------------------------------------


def test_what_cannot_be_reached_was_not_sent_and_can_be_tried_again(shop):
    real = shop.parts.console.host.base_url
    shop.parts.console.host.base_url = "http://127.0.0.1:1"
    shop.send()
    assert shop.notice.startswith("Not sent. ")
    assert "127.0.0.1:1" in shop.notice
    assert shop.notice.endswith("Your values are kept.")
    assert shop.exchanges[-1] == "update_session NOT_SENT"
    assert shop.text(AMOUNT) == "19.99 USD"
    shop.parts.console.host.base_url = real
    shop.run("again")
    assert shop.needs == list(MISSING[1:])
    assert shop.notice == ""


# --- it left, and no answer came ------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        faults.resetting,
        faults.closing,
        faults.resetting_in_body,
        faults.closing_in_body,
        faults.holding,
        faults.dripping_head,
        faults.dripping_body,
        faults.saying("this is no HTTP\r\n\r\n"),
        answering(200, "<html>Welcome to the hotel's network</html>"),
        answering(200, '{"checkoutSessionId": "x", '),
        answering(200, b"\xff\xfe{}"),
        answering(200, b"x" * 9_000_000),
        faults.pouring,
        answering(500, "<html>Internal error</html>"),
        answering(302, b"", "Location: http://127.0.0.1:1/"),
    ],
    ids=[
        *("reset", "closed", "reset in the body", "closed in the body", "silence", "slow head"),
        *("slow body", "no HTTP", "HTML", "cut JSON", "no UTF-8", "9 MB", "endless", "500", "302"),
    ],
)
def test_without_a_usable_answer_nothing_more_is_sent_before_it_is_checked(behaviour, shop):
    server = send_through(shop, behaviour)
    assert len(server.requests) == 1  # a write is never repeated by itself
    assert "may or may not have applied it" in shop.notice
    assert shop.exchanges[-1] in {
        "update_session 200",
        "update_session 500",
        "update_session 302",
        "update_session UNKNOWN",
    }
    assert is_blocked(shop)
    assert str(shop.state.reason) == "Check the last request first: its outcome is unknown."


def test_checking_sends_the_same_bytes_again_and_settles_it(shop):
    server = send_through(shop, faults.resetting)
    first = server.last[2]
    shop.run("check")
    assert shop.state.exchange.sent.body == first
    assert shop.needs == list(MISSING[1:])
    assert not shop.state.unresolved
    assert shop.window.commands["check"].isEnabled() is False


def test_looking_is_allowed_meanwhile_and_does_not_unblock(shop):
    send_through(shop, faults.resetting)
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert "still unknown" in shop.notice
    assert is_blocked(shop)
    shop.run("settle")
    assert not shop.state.unresolved
    assert shop.window.commands["act"].isEnabled()


def test_an_empty_success_says_so_and_shows_what_was_there(shop):
    send_through(shop, answering(200, "{}"))
    assert shop.notice
    assert shop.needs[0] in {"ChargeAmountNotSet", "✓ ChargeAmountNotSet"}
    assert shop.window.page.answer.tree.tree.isVisible()


def test_a_question_without_an_answer_blocks_nothing(shop):
    with in_place_of_amazon(shop, faults.resetting):
        shop.run("get")
    assert "Nothing was changed by asking." in shop.notice
    assert shop.window.commands["act"].isEnabled()
