"""A buyer who lands here belongs to a sale, opens a new one, or only signed in."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid
from tests.presenters.conftest import Desk

NEW = "b7d1f0a4-2c63-4e0f-9d15-6a8e4f3b2c10"


def test_a_session_that_began_at_a_button_is_opened_and_read(desk: Desk) -> None:
    before = desk.state.sale.id
    address = f"{desk.console.landing.review_url}?amazonCheckoutSessionId={NEW}"
    desk.do(lambda: desk.console.arrivals.take(address))
    assert desk.state.sale.id != before
    assert desk.state.sale.session_id == NEW
    assert [one.operation for one in desk.state.exchanges][:1] == ["get_session"]


def test_the_desks_own_buyer_is_back(desk: Desk) -> None:
    before = desk.state.sale
    url = f"{desk.console.landing.review_url}?amazonCheckoutSessionId={before.session_id}"
    reads = len(desk.state.exchanges)
    desk.do(lambda: desk.console.arrivals.take(url))
    assert desk.state.sale.id == before.id
    assert len(desk.state.exchanges) == reads + 1


def test_a_buyer_who_only_signed_in_brings_a_token(desk: Desk) -> None:
    tokens: list[str] = []
    desk.console.arrivals.token_came.connect(tokens.append)
    desk.console.arrivals.take(f"{desk.console.landing.review_url}?buyerToken=abc")
    assert tokens == ["abc"]


def test_a_pasted_text_names_a_buyer_by_a_token_and_anything_else_as_ever(desk: Desk) -> None:
    tokens: list[str] = []
    desk.console.arrivals.token_came.connect(tokens.append)
    desk.console.arrivals.open(" https://shop.example/in?tea=1&buyerToken=abc\n")
    desk.do(lambda: desk.console.arrivals.open(NEW))
    assert (tokens, desk.state.sale.session_id) == (["abc"], NEW)
    with pytest.raises(Invalid):
        desk.console.arrivals.open("http://[")


def test_another_sessions_result_is_not_taken_for_this_ones(desk: Desk) -> None:
    before = desk.state.sale
    url = f"{desk.console.landing.result_url}?amazonCheckoutSessionId={NEW}"
    desk.do(lambda: desk.console.arrivals.take(url))
    assert desk.state.sale.id == before.id
    assert NEW in str(desk.notice.sentence)
