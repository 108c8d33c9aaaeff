"""Phase A lists those who live near first, and lets buyers change their mind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.front import Front
from apay_console.model.profile import Region
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import REVIEW, Till, read

FIRST = {Region.NA: "mara", Region.EU: "jonas", Region.JP: "haruka"}


@pytest.fixture
def browser(till: Till) -> Browser:
    return Browser(Front(till.emulator))


def page_of(number: str, change: str = "") -> str:
    return f"/signin?amazonCheckoutSessionId={number}" + (change and f"&changeAction={change}")


def signed_in(till: Till, browser: Browser, **words: str) -> str:
    number = till.new()
    browser.submit(browser.get(page_of(number)), "", **words)
    return number


@pytest.mark.parametrize("region", list(Region))
def test_the_region_s_own_buyers_come_first(till: Till, browser: Browser, region: Region) -> None:
    till.shop.region = region
    page = document(browser.get(page_of(till.new())))
    listed = [
        value
        for tag, name, value in page.attributes
        if (tag, name) == ("input", "value") and value in {row.id for row in sample_buyers()}
    ]
    near = [row.id for row in sample_buyers() if row.region == region]
    assert listed[: len(near)] == near
    assert len(listed) == len(sample_buyers())
    assert page.forms[0].values["buyer"] == near[0] == FIRST[region]


def test_there_are_buyers_of_every_kind() -> None:
    found = sample_buyers()
    assert {row.region for row in found} == set(Region)
    assert {"US", "CA", "GB", "DE", "FR", "JP"} <= {row.address["countryCode"] for row in found}
    assert {None, "", "OR"} <= {row.address["stateOrRegion"] for row in found}
    assert len({row.id for row in found}) == len({row.buyer_id for row in found}) == len(found)
    assert all(row.email.endswith("@example.test") for row in found)
    lines = " ".join(row.address["addressLine1"] for row in found)
    assert "PO Box" in lines
    assert "Packstation" in lines


@pytest.mark.parametrize("region", list(Region))
def test_only_europe_tells_the_billing_address_unasked(till: Till, region: Region) -> None:
    till.shop.region = region
    number = signed_in(till, Browser(Front(till.emulator)))
    billing = read(till.get(number))["billingAddress"]
    assert (billing is not None) is (region is Region.EU)


def test_a_buyer_comes_back_to_change_the_address(till: Till, browser: Browser) -> None:
    number = signed_in(till, browser)
    before = read(till.get(number))
    page = browser.get(page_of(number, "changeAddress"))
    assert "Where should it be sent now?" in document(page).text
    assert document(page).forms[0].values["buyer"] == "mara"
    back = browser.submit(page, "", buyer="noemie")
    assert location(back) == f"{REVIEW}?amazonCheckoutSessionId={number}"
    after = read(till.get(number))
    assert after["shippingAddress"]["city"] == "Montréal"
    assert after["buyer"] == before["buyer"]
    assert after["paymentPreferences"] == before["paymentPreferences"]
    page = browser.get(page_of(number, "changeAddress"))
    assert document(page).forms[0].values["buyer"] == "noemie"  # where it is sent by now


def test_a_buyer_comes_back_to_change_the_card(till: Till, browser: Browser) -> None:
    number = signed_in(till, browser)
    before = read(till.get(number))
    page = browser.get(page_of(number, "changePayment"))
    assert "Which card now?" in document(page).text
    assert document(page).forms[0].values["card"] == "1111"
    back = browser.submit(page, "", card="4444")
    assert location(back) == f"{REVIEW}?amazonCheckoutSessionId={number}"
    after = read(till.get(number))
    descriptor = "Mastercard ****4444 (Amazon Pay)"
    assert after["paymentPreferences"] == [{"paymentDescriptor": descriptor}]
    assert after["shippingAddress"] == before["shippingAddress"]


def test_a_card_that_does_not_exist_changes_nothing(till: Till, browser: Browser) -> None:
    number = signed_in(till, browser)
    before = list(till.emulator.save())
    page = browser.get(page_of(number, "changePayment"))
    assert browser.submit(page, "", card="9999").status == 400
    assert list(till.emulator.save()) == before


def test_nothing_is_shipped_for_a_card_only_so_no_address_changes(
    till: Till, browser: Browser
) -> None:
    number = signed_in(till, browser, productType="PayOnly")
    assert browser.get(page_of(number, "changeAddress")).status == 409
    words = {"amazonCheckoutSessionId": number, "changeAction": "changeAddress", "buyer": "dale"}
    assert browser.post("/signin", words).status == 409
    assert read(till.get(number))["shippingAddress"] is None


@pytest.mark.parametrize("change", ["changeAddress", "changePayment", "changeEverything"])
def test_without_a_buyer_there_is_nothing_to_change(
    till: Till, browser: Browser, change: str
) -> None:
    page = browser.get(page_of(till.new(), change))
    assert "Who is buying?" in document(page).text


def test_the_shop_s_wish_for_a_product_type_is_followed(till: Till, browser: Browser) -> None:
    number = till.new()
    page = browser.get(page_of(number) + "&productType=PayOnly")
    assert 'value="PayOnly" selected' in page.body.decode()


def test_a_token_free_page_shows_no_other_shop_s_data(tills: Callable[..., Till]) -> None:
    one = tills()
    page = Browser(Front(one.emulator)).get(page_of("3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"))
    assert page.status == 404


def test_a_card_is_written_as_on_the_page_where_it_pays(till: Till, browser: Browser) -> None:
    page = browser.get(page_of(till.new())).body.decode()
    assert "Visa •••• 1111" in page
    assert "****" not in page
