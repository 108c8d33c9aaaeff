"""The return address says that the buyer is back, and tells where exactly they landed."""

from __future__ import annotations

import asyncio

import pytest

from apay_console.emulator.inbox import MOST_WAITING
from apay_console.emulator.pages.landing import Landed, Landing, start_landing
from apay_console.emulator.wire import Asked
from tests.emulator.browsing import document
from tests.emulator.loops import exchange, loop_thread, wire
from tests.emulator.shop import code

ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


def ask(landed: list[str], target: str, method: str = "GET", host: str = "127.0.0.1:5000"):  # type: ignore[no-untyped-def]
    return Landing(landed.append).handle(Asked(method, target, (("host", host),)))


@pytest.mark.parametrize("path", ["/return", "/review"])
def test_the_whole_address_is_told(path: str) -> None:
    landed: list[str] = []
    page = ask(landed, f"{path}?cart=7&amazonCheckoutSessionId={ID}")
    assert page.status == 200
    assert "Back in Apay Console" in document(page).text
    assert ID in document(page).text
    assert landed == [f"http://127.0.0.1:5000{path}?cart=7&amazonCheckoutSessionId={ID}"]


def test_a_return_without_an_id_is_told_too() -> None:
    landed: list[str] = []
    assert "without a session id" in document(ask(landed, "/return")).text
    assert landed == ["http://127.0.0.1:5000/return"]


def test_what_is_in_the_address_cannot_break_out_of_the_page() -> None:
    page = ask([], "/return?amazonCheckoutSessionId=%3Cscript%3E")
    assert "script" not in document(page).tags


@pytest.mark.parametrize(
    ("target", "method", "host", "expected"),
    [
        ("/", "GET", "127.0.0.1:5000", "404 ResourceNotFound"),
        ("/return", "POST", "127.0.0.1:5000", "405 RequestNotSupported"),
        ("/return", "GET", "evil.example", "400 InvalidHeaderValue"),
        ("/return", "GET", "pay-api.amazon.com", "400 InvalidHeaderValue"),
        ("/return", "GET", "", "400 InvalidHeaderValue"),
    ],
)
def test_nothing_else_is_told(target: str, method: str, host: str, expected: str) -> None:
    landed: list[str] = []
    assert code(ask(landed, target, method, host)) == expected
    assert landed == []


@pytest.mark.parametrize("part", ["image", "iframe", "script", "empty"])
def test_a_part_of_another_page_brings_no_buyer_back(part: str) -> None:
    """A page anywhere could name this address as a picture, and open sales in the console."""
    landed: list[str] = []
    headers = (("host", "127.0.0.1:5000"), ("sec-fetch-dest", part))
    answer = Landing(landed.append).handle(Asked("GET", f"/review?x={ID}", headers))
    assert code(answer) == "403 UnauthorizedAccess"
    assert landed == []


def test_a_buyer_s_browser_says_that_it_goes_there_itself() -> None:
    landed: list[str] = []
    headers = (("host", "127.0.0.1:5000"), ("sec-fetch-dest", "document"))
    assert Landing(landed.append).handle(Asked("GET", "/return", headers)).status == 200
    assert landed == ["http://127.0.0.1:5000/return"]


def test_a_look_ahead_of_a_browser_is_no_return() -> None:
    landed: list[str] = []
    assert ask(landed, "/return", "HEAD").status == 200
    assert landed == []


def test_it_has_a_port_of_its_own_and_keeps_it() -> None:
    landed = Landed()
    with loop_thread() as thread:
        first = thread.run(start_landing(landed))
        thread.run(first.stop())
        again = thread.run(start_landing(landed, first.port))
        assert again.port == first.port
        raw = wire(
            "GET", f"/return?amazonCheckoutSessionId={ID}", {"host": f"localhost:{again.port}"}
        )
        assert exchange(again.port, raw).status == 200
        address = f"http://localhost:{again.port}/return?amazonCheckoutSessionId={ID}"
        assert thread.run(landed.next()) == address
        thread.run(again.stop())


def test_more_buyers_than_are_taken_are_told_so_and_may_come_again() -> None:
    async def play() -> list[int]:
        landed = Landed()
        landing = Landing(landed.put)
        page = Asked("GET", "/return", (("host", "127.0.0.1:5000"),))
        statuses = [landing.handle(page).status for _ in range(MOST_WAITING + 1)]
        refused = landing.handle(page)
        assert b"load this page again" in refused.body
        await landed.next()
        return [*statuses, landing.handle(page).status]

    *taken, refused, again = asyncio.run(play())
    assert (set(taken), refused, again) == ({200}, 503, 200)
