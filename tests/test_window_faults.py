"""The bad day: whatever the other side does, the window says what is known, and lives."""

from __future__ import annotations

import pytest

from tests.api import faults
from tests.api.faults import FaultServer, answering
from tests.api.networks import closed_port
from tests.fault_parts import in_place_of_amazon, send_through, shop
from tests.sale_parts import AMOUNT, MISSING
from tests.window_parts import Shop, quick
from tests.window_parts import shop as window

__all__ = ["quick", "shop", "window"]
DOUBT = "Sent, but no usable answer came. {} Amazon may or may not have applied it."


def assert_blocked(shop: Shop, server: FaultServer, words: str) -> None:
    """It was sent once; why its outcome is unknown is said, and nothing goes before it is known."""
    where = f"127.0.0.1:{server.port}"
    assert shop.notice.startswith(DOUBT.format(words.replace("HOST", where)))
    assert len(server.requests) == 1, "a write is never repeated by itself"
    able = shop.window.commands
    assert not able["act"].isEnabled()
    assert able["check"].isEnabled()
    assert shop.state.unresolved
    assert str(shop.state.reason) == "Check the last request first: its outcome is unknown."


# --- nothing left --------------------------------------------------------------------------------


def test_f01_what_cannot_be_reached_was_not_sent_and_can_be_tried_again(shop):
    real, where = shop.parts.console.host.base_url, f"127.0.0.1:{closed_port()}"
    shop.parts.console.host.base_url = f"http://{where}"
    shop.send()
    assert shop.notice == f"Not sent. {where} refused the connection. Your values are kept."
    assert shop.exchanges[-1] == "update_session NOT_SENT"
    assert shop.text(AMOUNT) == "19.99 USD"
    shop.parts.console.host.base_url = real
    shop.run("again")
    assert shop.needs == list(MISSING[1:])
    assert shop.notice == ""


# --- it left, and no answer came -----------------------------------------------------------------


def test_f04_a_reset_before_the_answer_must_be_checked(shop):
    server = send_through(shop, faults.resetting)
    assert_blocked(shop, server, "The connection to HOST broke before an answer came.")
    assert shop.exchanges[-1] == "update_session UNKNOWN"


def test_f05_half_an_answer_is_not_shown_as_a_result(shop):
    before = shop.state.sale
    server = send_through(shop, faults.resetting_in_body)
    assert_blocked(shop, server, "HOST broke off in the middle of its answer.")
    assert shop.exchanges[-1] == "update_session UNKNOWN"
    assert shop.state.sale.state == before.state


def test_f05_an_answer_that_ends_too_early_must_be_checked(shop):
    server = send_through(shop, faults.closing_in_body)
    assert_blocked(shop, server, "HOST broke off in the middle of its answer.")


def test_f06_a_connection_that_was_closed_must_be_checked(shop):
    server = send_through(shop, faults.closing)
    assert_blocked(shop, server, "HOST closed the connection without an answer.")


def test_f08_a_head_that_drips_ends_at_the_deadline(shop):
    server = send_through(shop, faults.dripping_head)
    assert_blocked(shop, server, "No complete answer came from HOST within 30 seconds.")


def test_f09_a_body_that_drips_ends_at_the_deadline(shop):
    server = send_through(shop, faults.dripping_body)
    assert_blocked(shop, server, "No complete answer came from HOST within 30 seconds.")


def test_silence_ends_at_the_deadline(shop):
    server = send_through(shop, faults.holding)
    assert_blocked(shop, server, "No complete answer came from HOST within 30 seconds.")


def test_f23_what_is_not_http_must_be_checked(shop):
    server = send_through(shop, faults.saying("this is no HTTP\r\n\r\n"))
    assert_blocked(shop, server, "What came back from HOST is not HTTP.")


# --- an answer came that says too little or too much ---------------------------------------------


def raw_page(shop: Shop) -> str:
    """All that the Raw page shows."""
    shop.run("raw_tab")
    return shop.window.page.answer.raw.toPlainText()


def test_f07_cut_json_is_kept_and_must_be_checked(shop):
    server = send_through(shop, answering(200, '{"checkoutSessionId": "x", '))
    words = "It answered 200, but what it sent is not valid JSON at byte 27."
    assert_blocked(shop, server, words)
    assert shop.exchanges[-1] == "update_session 200"
    assert '{"checkoutSessionId": "x", ' in raw_page(shop)


def test_f12_a_redirect_is_not_followed_and_must_be_checked(shop):
    with FaultServer(answering(200, "{}")) as elsewhere:
        server = send_through(shop, faults.redirecting(302, f"{elsewhere.url}/v2"))
        words = "It answered with a redirect to 127.0.0.1 (302), which was not followed."
        assert_blocked(shop, server, words)
    assert elsewhere.connections == 0


def test_f18_a_page_instead_of_json_is_named_and_shown_raw(shop):
    page = "<html>Welcome to the hotel's network</html>"
    server = send_through(shop, answering(200, page, "Content-Type: text/html"))
    assert_blocked(shop, server, "It answered 200, but what it sent is text/html and not JSON.")
    assert page in raw_page(shop)


def test_f19_letters_that_are_none_are_shown_raw_and_undo_nothing(shop):
    server = send_through(shop, answering(200, b'{"note": "M\xe4ra"}'))
    assert len(server.requests) == 1
    words = "Amazon answered, but not in JSON that can be trusted. It is not UTF-8 at byte 11."
    assert shop.notice.startswith(words)
    assert not shop.state.unresolved
    assert r"M\xe4ra" in raw_page(shop)
    answered = shop.state.exchanges[0].answered
    assert answered is not None
    assert answered.body == b'{"note": "M\xe4ra"}'


def test_f20_a_bomb_is_not_unpacked_and_must_be_checked(shop):
    server = send_through(shop, faults.bombing)
    words = "The answer is compressed (gzip), which was not asked for; it was not read."
    assert_blocked(shop, server, words)


@pytest.mark.parametrize("behaviour", [faults.heaping(100_000_000), faults.pouring])
def test_f21_too_much_is_cut_at_the_cap_and_must_be_checked(behaviour, shop):
    server = send_through(shop, behaviour)
    words = "The answer is larger than 8388608 bytes; the rest of it was not read."
    assert_blocked(shop, server, words)


@pytest.mark.parametrize("status", [200, 204])
def test_f22_nothing_at_all_must_be_checked(status, shop):
    server = send_through(shop, answering(status))
    assert_blocked(shop, server, f"It answered {status} with no content.")


def test_a_fault_of_the_servers_must_be_checked(shop):
    server = send_through(shop, answering(500, "<html>Internal error</html>"))
    assert_blocked(shop, server, "It answered 500, but what it sent is not valid JSON at byte 0.")


# --- what can be done then -----------------------------------------------------------------------


def test_checking_sends_the_same_bytes_again_and_settles_it(shop):
    server = send_through(shop, faults.resetting)
    first = server.last[2]
    shop.run("check")
    assert shop.state.exchange.sent.body == first
    assert shop.needs == list(MISSING[1:])
    assert not shop.state.unresolved
    assert shop.window.commands["check"].isEnabled() is False


def test_looking_is_allowed_meanwhile_and_does_not_unblock(shop):
    server = send_through(shop, faults.resetting)
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert "still unknown" in shop.notice
    assert (len(server.requests), shop.state.unresolved) == (1, True)
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
