"""The buyer: sees one page, comes back to this sale, and nothing is made up about paying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.profile import Environment
from apay_console.presenters.buyer.buyer import Page
from tests.presenters.buyer_parts import pages
from tests.presenters.conftest import Desk
from tests.profile_parts import sandbox

__all__ = ["pages"]


@pytest.fixture
def outside(desk: Desk) -> list[Page]:
    found: list[Page] = []
    desk.console.buyer.outside_wanted.connect(found.append)
    return found


def test_the_page_where_the_buyer_pays_opens_and_the_form_is_locked(
    desk: Desk, pages: list[Page]
) -> None:
    desk.make_ready()
    desk.console.buyer.open_page()
    [page] = pages
    assert desk.state.session is not None
    assert page.url.toString() == desk.state.session.redirect_url
    assert page.return_url == desk.console.landing.result_url
    assert (page.session_id, page.owner) == (desk.state.sale.session_id, "emulator")
    assert desk.state.is_paying


def test_in_the_persons_own_browser_the_form_is_not_locked(
    desk: Desk, pages: list[Page], outside: list[Page]
) -> None:
    desk.make_ready()
    desk.console.buyer.open_page(outside=True)
    assert (len(pages), len(outside)) == (0, 1)
    assert not desk.state.is_paying


def test_the_next_buyer_pays_where_the_last_one_did(
    desk: Desk, pages: list[Page], outside: list[Page]
) -> None:
    desk.make_ready()
    desk.console.buyer.pay()
    desk.console.buyer.open_page(outside=True)
    desk.console.buyer.pay()
    assert (len(pages), len(outside)) == (1, 2)


def test_without_a_redirect_url_no_page_opens(desk: Desk, pages: list[Page]) -> None:
    desk.console.buyer.open_page()
    assert (pages, desk.state.is_paying) == ([], False)


def test_a_page_of_somebody_else_is_not_opened_and_says_why(desk: Desk, pages: list[Page]) -> None:
    desk.make_ready()
    desk.console.buyer.emulator_base = "http://127.0.0.1:1"
    desk.console.buyer.open_page()
    assert pages == []
    assert desk.sentence.startswith("This page is not opened. http://127.0.0.1:")


def test_amazons_pages_come_through_the_proxy_of_the_profile_and_the_emulators_through_none(
    desk: Desk, pages: list[Page]
) -> None:
    desk.make_ready()
    desk.console.buyer.open_page()
    desk.console.desk.change(profile=replace(sandbox(), proxy="http://proxy.test:3128"))
    own = "http://127.0.0.1:9"
    desk.console.buyer.open_button(f"{own}/button", own, f"{own}/review")
    assert [page.place.proxy for page in pages] == ["", "http://proxy.test:3128"]


def test_the_sign_in_page_of_the_emulator_names_the_session(desk: Desk, pages: list[Page]) -> None:
    desk.do(desk.console.sign_out)
    desk.console.buyer.sign_in()
    [page] = pages
    expected = f"/signin?amazonCheckoutSessionId={desk.state.sale.session_id}"
    assert page.url.toString() == desk.console.host.base_url + expected
    assert page.return_url == desk.console.landing.review_url


def test_in_amazons_sandbox_a_page_with_a_button_is_offered(desk: Desk, pages: list[Page]) -> None:
    wanted: list[str] = []
    desk.console.desk.command_wanted.connect(wanted.append)
    desk.console.desk.change(profile=sandbox())
    desk.console.buyer.sign_in()
    assert (pages, wanted) == ([], ["button_page"])


def test_in_live_the_sign_in_belongs_to_a_shop(desk: Desk, pages: list[Page]) -> None:
    profile = replace(sandbox(), environment=Environment.LIVE, public_key_id="LIVE-AG6KZ5VF")
    desk.console.desk.change(profile=profile)
    desk.console.buyer.sign_in()
    assert pages == []
    assert desk.sentence == (
        "Amazon's sign-in belongs to a shop's page: start there, then use Open… with the session's "
        "id or the return URL."
    )
