"""No other page reaches the hosted pages, and nothing of the shop breaks out of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from apay_console.emulator.front import Front
from tests.emulator.browsing import Browser, document, location
from tests.emulator.pages.page_parts import browser, page_of, sign_in_page_of, status
from tests.emulator.shop import RESULT, WORDS, Till, everything, minimum

__all__ = ["browser"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://shop.example"},
        {"origin": "null"},
        {"content_type": "text/plain"},
        {"content_type": "multipart/form-data; boundary=x"},
    ],
)
def test_forms_of_other_pages_are_refused(
    each_till: Till, browser: Browser, headers: dict[str, str]
) -> None:
    number = each_till.ready()
    values = {"amazonCheckoutSessionId": number, "decision": "approve"}
    name = {"content_type": "content-type"}
    given = {name.get(key, key): value for key, value in headers.items()}
    answer = browser.post("/checkout/processing", values, **given)
    assert answer.status in {403, 415}
    assert status(each_till, number) == ("Open", None)


def test_the_own_page_s_origin_is_welcome(each_till: Till, browser: Browser) -> None:
    number = each_till.ready()
    values = {"amazonCheckoutSessionId": number, "decision": "approve"}
    own = {"origin": f"http://{browser.host}"}
    assert browser.post("/checkout/processing", values, **own).status == 303


def test_a_rebound_name_sees_no_page(each_till: Till) -> None:
    browser = Browser(Front(each_till.emulator), host="evil.example")
    assert browser.get(page_of(each_till.ready())).status == 400


def test_a_form_of_too_many_fields_is_refused(browser: Browser) -> None:
    assert browser.post("/signin", {f"f{place}": "x" for place in range(31)}).status == 400


def test_a_session_that_expired_before_it_had_a_result_url_says_so(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.new()
    each_till.emulator.advance(24 * 3600)
    page = browser.get(page_of(number))
    assert (page.status, "Canceled" in document(page).text) == (409, True)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost/r", "http://localhost/r?amazonCheckoutSessionId={id}"),
        ("http://localhost/r?", "http://localhost/r?amazonCheckoutSessionId={id}"),
        ("http://localhost/r?a=1#top", "http://localhost/r?a=1&amazonCheckoutSessionId={id}#top"),
        ("http://localhost", "http://localhost?amazonCheckoutSessionId={id}"),
        (
            "http://localhost/茶?ä=ö",
            "http://localhost/%E8%8C%B6?%C3%A4=%C3%B6&amazonCheckoutSessionId={id}",
        ),
        ("http://localhost/%2F%20", "http://localhost/%2F%20?amazonCheckoutSessionId={id}"),
    ],
)
def test_result_urls_of_every_kind_are_kept_whole(
    each_till: Till, browser: Browser, url: str, expected: str
) -> None:
    number = each_till.ready()
    web = WORDS[each_till.version][0]
    each_till.update(number, {web: {"checkoutResultReturnUrl": url}})
    answer = browser.submit(browser.get(page_of(number)), "approve")
    assert location(answer) == expected.format(id=number)


def test_pages_may_load_nothing_and_be_framed_by_nobody(each_till: Till, browser: Browser) -> None:
    headers = dict(browser.get(page_of(each_till.ready())).headers)
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "form-action" not in policy  # it would stop the redirect to the shop
    assert headers["referrer-policy"] != "no-referrer"  # or forms come with `Origin: null`
    assert "set-cookie" not in headers


@pytest.mark.parametrize("target", ["/signin", "/checkout/processing"])
def test_every_input_has_a_label(each_till: Till, browser: Browser, target: str) -> None:
    number = each_till.ready()
    page = document(browser.get(f"{target}?amazonCheckoutSessionId={number}"))
    shown = page.tags.count("input") - len(
        [1 for _, k, v in page.attributes if (k, v) == ("type", "hidden")]
    )
    assert page.tags.count("label") == shown + page.tags.count("select")
    assert ("html", "lang", "en") in page.attributes


def test_values_of_the_shop_cannot_break_out_of_the_page(tills: Callable[..., Till]) -> None:
    till = tills(buyer="auto")
    evil = '"><script>alert(1)</script>'
    body: dict[str, Any] = everything("v2") | minimum("v2")
    body["webCheckoutDetails"] = {
        "checkoutReviewReturnUrl": "http://localhost/'%22%3E<script>",
        "checkoutResultReturnUrl": RESULT,
    }
    body["merchantMetadata"] = dict.fromkeys(
        ("merchantStoreName", "noteToBuyer", "merchantReferenceId"), evil
    )
    number = till.new(body)
    browser = Browser(Front(till.emulator))
    for target in (page_of(number), sign_in_page_of(number)):
        page = browser.get(target)
        assert page.status == 200
        assert "script" not in document(page).tags
