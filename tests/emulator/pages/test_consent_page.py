"""A buyer can sign in without buying; the shop reads who it was with the token."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from apay_console.emulator.front import Front
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import Till, code, read

BACK = "http://localhost:8099/welcome?tea=1#top"


def page_of(**words: str) -> str:
    return "/signin?" + urlencode({"signInReturnUrl": BACK, "storeId": "s", **words})


@pytest.fixture
def browser(till: Till) -> Browser:
    return Browser(Front(till.emulator))


def signed_in(browser: Browser, buyer: str, **words: str) -> str:
    """Sign in and tell the token that came back to the shop."""
    back = urlsplit(location(browser.submit(browser.get(page_of(**words)), "", buyer=buyer)))
    found = parse_qs(back.query)
    assert (back.path, back.fragment, found["tea"]) == ("/welcome", "top", ["1"])
    return found["buyerToken"][0]


def test_the_token_tells_the_shop_who_signed_in(till: Till, browser: Browser) -> None:
    token = signed_in(browser, "jonas")
    answer = read(till.send("GET", f"buyers/{token}"))
    assert (answer["name"], answer["countryCode"]) == ("Jonas Abel", "DE")
    assert answer["shippingAddress"]["city"] == "Berlin"
    assert answer["billingAddress"] is None


def test_scopes_narrow_what_is_told_and_the_page_says_what(till: Till, browser: Browser) -> None:
    words = {"signInScopes": "name,billingAddress"}
    assert "name, billing address." in document(browser.get(page_of(**words))).text
    answer = read(till.send("GET", f"buyers/{signed_in(browser, 'mara', **words)}"))
    assert answer["name"] == "Mara Lindqvist"
    assert answer["billingAddress"]["city"] == "Portland"
    assert (answer["email"], answer["shippingAddress"]) == (None, None)


def test_nobody_named_means_the_first(till: Till, browser: Browser) -> None:
    token = signed_in(browser, "")
    assert read(till.send("GET", f"buyers/{token}"))["name"] == "Mara Lindqvist"


def test_a_token_that_was_never_given_tells_nothing(till: Till) -> None:
    assert code(till.send("GET", "buyers/nobody")) == "404 ResourceNotFound"


@pytest.mark.parametrize(
    "words",
    [
        {"signInReturnUrl": ""},
        {"signInReturnUrl": "javascript:alert(1)"},
        {"signInReturnUrl": "//evil.example/x"},
        {"signInScopes": "name,teapot"},
    ],
)
def test_what_leads_nowhere_is_a_kind_page(browser: Browser, words: dict[str, str]) -> None:
    page = browser.get(page_of(**words))
    assert page.status == 400
    assert not document(page).forms
    assert browser.post("/signin", {"signInReturnUrl": BACK, **words}).status == 400


def test_a_buyer_who_does_not_exist_cannot_sign_in(till: Till, browser: Browser) -> None:
    before = list(till.emulator.save())
    assert browser.post("/signin", {"signInReturnUrl": BACK, "buyer": "nobody"}).status == 400
    assert list(till.emulator.save()) == before
