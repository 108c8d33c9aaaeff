"""Phase B in Europe may ask the buyer's bank; a bad line takes its time."""

from __future__ import annotations

import pytest

from apay_console.emulator.front import Front
from apay_console.emulator.pages.paying_page import SLOW
from apay_console.emulator.wire import AT_ONCE
from apay_console.model.profile import Region
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import WORDS, Till, read


def page_of(number: str) -> str:
    return f"/checkout/processing?amazonCheckoutSessionId={number}"


def state(till: Till, number: str) -> tuple[str, str | None]:
    found = read(till.get(number))[WORDS[till.version][2]]
    return found["state"], found["reasonCode"]


def european(till: Till) -> str:
    till.shop.region = Region.EU
    return till.ready(currency="EUR")


@pytest.mark.parametrize(
    ("bank", "reason"), [("", None), ("verified", None), ("failed", "Declined")]
)
def test_a_proof_that_fails_declines_the_payment(
    each_till: Till, bank: str, reason: str | None
) -> None:
    browser = Browser(Front(each_till.emulator))
    number = european(each_till)
    page = browser.get(page_of(number))
    assert "The buyer's bank" in document(page).text
    location(browser.submit(page, "approve", bank=bank))
    assert state(each_till, number)[1] == reason
    if reason:
        assert state(each_till, number)[0] == "Canceled"


def test_a_failed_proof_does_not_undo_giving_up(each_till: Till) -> None:
    browser = Browser(Front(each_till.emulator))
    number = european(each_till)
    browser.submit(browser.get(page_of(number)), "cancel", bank="failed")
    assert state(each_till, number) == ("Canceled", "BuyerCanceled")


@pytest.mark.parametrize(("region", "currency"), [(Region.NA, "USD"), (Region.JP, "JPY")])
def test_elsewhere_no_bank_asks(till: Till, region: Region, currency: str) -> None:
    browser = Browser(Front(till.emulator))
    till.shop.region = region
    number = till.ready("705", currency)
    page = browser.get(page_of(number))
    assert "bank" not in document(page).text
    browser.submit(page, "approve", bank="failed")
    assert state(till, number) == ("Open", None)


def test_a_bad_line_takes_its_time(each_till: Till) -> None:
    browser = Browser(Front(each_till.emulator))
    number = each_till.ready()
    answer = browser.submit(browser.get(page_of(number)), "approve", slow="yes")
    assert (answer.delivery.delay, answer.status) == (SLOW, 303)
    assert browser.get(page_of(each_till.ready())).delivery == AT_ONCE


def test_every_page_has_a_request_id(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    number = till.ready()
    answers = [
        browser.get("/"),
        browser.get("/nowhere"),
        browser.post("/", {}),
        browser.get("/_emulator/"),
        browser.get("/_emulator/state"),
        browser.get("/signin"),
        browser.get(page_of(number)),
        browser.submit(browser.get(page_of(number)), "approve"),
        browser.get("/v2/nothing"),
        browser.post("/signin", {}, **{"content-type": "text/plain"}),
    ]
    assert [answer.status for answer in answers[:3]] == [303, 404, 405]
    for answer in answers:
        assert len(dict(answer.headers)["x-amz-pay-request-id"]) == 36
