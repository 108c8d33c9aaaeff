"""The buyer comes back, by whatever way, and nobody is taken for having paid who has not."""

from __future__ import annotations

import urllib.request
from dataclasses import replace
from typing import Any

import pytest

from apay_console.errors import Invalid
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from tests.exchanges import SESSION
from tests.presenters.buyer_parts import pages
from tests.presenters.conftest import Desk
from tests.sale_parts import AMOUNT, INTENT, NOTE, RESULT

__all__ = ["pages"]

CANCEL = "webCheckoutDetails.checkoutCancelUrl"


# --- the return ---------------------------------------------------------------------------------


def test_a_v1_return_is_read_and_completed_by_itself(desk: Desk) -> None:
    desk.make_ready()
    desk.console.courier.buyer_leaves()
    address = desk.pay()
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert (state.sale.state, state.sale.buyer_back, state.is_paying) == ("Completed", True, False)
    assert desk.sentence.endswith("so this console asked: Completed.")
    assert [name for name, _ in desk.exchanges[:3]] == [
        "get_charge",
        "get_permission",
        "get_session",
    ]


def test_a_v2_return_leads_to_complete_and_that_is_remembered(desk: Desk) -> None:
    desk.make_ready(ApiVersion.V2)
    address = desk.pay()
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert state.step is Next.COMPLETE
    sale = state.sale
    desk.do(desk.console.shelf.begin)
    listed = next(one for one in desk.console.shelf.sales if one.id == sale.id)
    assert desk.do(lambda: desk.console.shelf.open(listed)).step is Next.COMPLETE
    assert desk.do(desk.console.courier.act).sale.state == "Completed"


def test_a_declined_payment_comes_back_with_the_reason(desk: Desk) -> None:
    desk.make_ready()
    address = desk.pay("decline")
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert (state.sale.state, state.step) == ("Canceled", Next.NEW)
    assert desk.sentence.startswith("The buyer is back. This console asked Amazon: Canceled (")


def test_a_return_from_signing_in_is_no_payment(desk: Desk) -> None:
    desk.do(desk.console.sign_out)
    desk.sign_in()
    address = f"{desk.console.landing.review_url}?amazonCheckoutSessionId="
    state = desk.do(lambda: desk.console.buyer.returned(address + desk.state.sale.session_id))
    assert (state.sale.buyer_back, state.notice) == (False, None)
    assert "BuyerNotAssociated" not in desk.needs


def test_the_same_address_for_review_and_result_is_told_apart_by_what_is_missing(
    desk: Desk,
) -> None:
    review = desk.console.landing.review_url
    desk.send(RESULT, review)
    address = f"{review}?amazonCheckoutSessionId={desk.state.sale.session_id}"
    assert not desk.do(lambda: desk.console.buyer.returned(address)).sale.buyer_back
    desk.type(AMOUNT, "19.99 USD")
    desk.send(INTENT, "Confirm")
    assert desk.do(lambda: desk.console.buyer.returned(address)).sale.buyer_back


def test_a_return_to_the_cancel_url_is_no_payment_and_is_read(desk: Desk) -> None:
    cart = "https://shop.example/cart"
    desk.do(lambda: desk.console.shelf.begin(ApiVersion.V2, Draft({CANCEL: cart})))
    desk.do(desk.console.courier.create)
    desk.make_ready()
    desk.pay("cancel")
    state = desk.do(lambda: desk.console.buyer.returned(cart))
    assert (state.sale.buyer_back, state.sale.state) == (False, "Canceled")
    assert desk.sentence.startswith("The buyer is back. This console asked Amazon: Canceled (")


def test_b84_a_return_with_another_sessions_id_changes_nothing_and_says_so(desk: Desk) -> None:
    desk.make_ready()
    before = len(desk.state.exchanges)
    address = f"{desk.console.landing.result_url}?amazonCheckoutSessionId={SESSION}"
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert desk.sentence == (
        f"The buyer came back with session {SESSION}, but this is {state.sale.session_id}. "
        "Nothing was recorded."
    )
    assert (state.sale.buyer_back, len(state.exchanges)) == (False, before)


def test_a_buyer_who_lands_in_any_browser_is_caught(desk: Desk) -> None:
    desk.make_ready()
    address = desk.pay()

    def land() -> bytes:
        with urllib.request.urlopen(address) as page:
            return bytes(page.read())

    pages: list[bytes] = []
    desk.parts.runner.call(land, owner=desk.console, done=pages.append)
    desk.until(lambda: desk.state.sale.state == "Completed")
    desk.settle()
    assert desk.state.sale.session_id.encode() in pages[0]


def test_a_return_to_an_address_that_nobody_knows_counts_as_having_paid(desk: Desk) -> None:
    desk.make_ready()
    desk.pay()
    address = f"https://shop.example/?amazonCheckoutSessionId={desk.state.sale.session_id}"
    assert desk.do(lambda: desk.console.buyer.returned(address)).sale.state == "Completed"


# --- a pasted address -----------------------------------------------------------------------------


def test_an_address_that_was_pasted_counts_as_the_return(desk: Desk) -> None:
    desk.make_ready()
    address = desk.pay()
    state = desk.do(lambda: desk.console.buyer.pasted(f"  {address}\n"))
    assert state.sale.state == "Completed"


def test_a_result_url_that_lost_the_id_is_taken_all_the_same(desk: Desk) -> None:
    desk.make_ready()
    desk.pay()
    address = desk.console.landing.result_url
    assert desk.do(lambda: desk.console.buyer.pasted(address)).sale.state == "Completed"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "There is no address to open."),
        ("rubbish", "The host is missing; begin with https:// and the host."),
        (
            "https://shop.example/elsewhere",
            "This address names no session, and is none that the buyer is sent back to.",
        ),
    ],
)
def test_an_address_that_is_no_return_is_refused(desk: Desk, text: str, reason: str) -> None:
    desk.make_ready()
    with pytest.raises(Invalid) as refused:
        desk.console.buyer.pasted(text)
    assert str(refused.value.message) == reason
    assert not desk.state.sale.buyer_back


def test_nobody_comes_back_to_a_session_that_does_not_exist_yet(desk: Desk) -> None:
    desk.do(desk.console.shelf.begin)
    with pytest.raises(Invalid):
        desk.console.buyer.pasted("https://shop.example/thanks")
    before = desk.state
    desk.console.buyer.returned("https://shop.example/thanks")
    assert desk.state == before


def test_a_session_that_could_not_be_read_is_read_at_the_return(desk: Desk) -> None:
    desk.make_ready()
    address = desk.pay()
    desk.console.desk.show(replace(desk.state, session=None))
    state = desk.do(lambda: desk.console.buyer.returned(address))
    assert state.sale.state == "Completed"


def test_what_is_typed_is_still_there_after_the_return(desk: Desk) -> None:
    desk.make_ready(ApiVersion.V2)
    desk.type(NOTE, "Tea")
    address = desk.pay()
    state: Any = desk.do(lambda: desk.console.buyer.returned(address))
    assert state.draft == Draft({NOTE.name: "Tea"})
