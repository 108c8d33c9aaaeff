"""The buyer's pages can be posted by a person or a script, in both versions, and lead back."""

from __future__ import annotations

import pytest

from apay_console.emulator.front import Front
from apay_console.model.profile import Region
from tests.emulator.browsing import Browser, document, location
from tests.emulator.pages.page_parts import browser, page_of, sign_in_page_of, status
from tests.emulator.shop import RESULT, REVIEW, STORE, WORDS, Till, everything, read

__all__ = ["browser"]

PRICE = {"amount": "48.90", "currencyCode": "USD"}


def with_id(url: str, number: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}amazonCheckoutSessionId={number}"


def test_a_whole_checkout_over_the_pages(each_till: Till, browser: Browser) -> None:
    number = each_till.new()
    page = browser.get(sign_in_page_of(number))
    assert page.status == 200
    back = browser.submit(page, "")
    assert location(back) == with_id(REVIEW, number)
    assert read(each_till.get(number))["buyer"]["name"] == "Mara Lindqvist"
    url = read(each_till.update(number, everything(each_till.version)))[
        WORDS[each_till.version][0]
    ]["amazonPayRedirectUrl"]
    page = browser.get(url)
    assert page.status == 200
    assert location(browser.submit(page, "approve")) == with_id(RESULT, number)
    if each_till.version == "v1":
        assert status(each_till, number) == ("Completed", None)
    else:
        assert status(each_till, number) == ("Open", None)
        assert each_till.complete(number, {"chargeAmount": PRICE}).status == 200


def test_the_page_shows_shop_note_amount_and_that_nothing_is_real(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.ready()
    metadata = {"merchantStoreName": "Fjord <b>Tea</b>", "noteToBuyer": "Two tins & a cup"}
    each_till.update(number, {"merchantMetadata": metadata})
    page = browser.get(page_of(number))
    text = document(page).text
    for words in ("SIMULATED", "Fjord <b>Tea</b>", "Two tins & a cup", "48.90", "USD", "Mara"):
        assert words in text
    assert b"<b>" not in page.body


def test_the_form_is_what_scripts_rely_on(each_till: Till, browser: Browser) -> None:
    found = document(browser.get(page_of(each_till.ready())))
    (form,) = found.forms
    assert form.method == "post"
    assert form.buttons == [("decision", word) for word in ("approve", "decline", "cancel")]
    assert found.text.count("Pay now") == 1
    watched = [
        value
        for tag, name, value in found.attributes
        if name in {"name", "value", "class"} and not (tag == "button" and value == "approve")
    ]
    assert not [
        word for word in watched for bad in ("pay", "approve", "confirm") if bad in word.lower()
    ]
    assert "script" not in found.tags
    assert not [name for _, name, _ in found.attributes if name in {"formaction", "onclick", "src"}]


def test_only_the_hidden_inputs_and_the_decision_are_needed(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.ready()
    values = {"amazonCheckoutSessionId": number, "decision": "approve"}
    assert location(browser.post("/checkout/processing", values)) == with_id(RESULT, number)
    number = each_till.ready()
    values = {"amazonCheckoutSessionId": number, "decision": "approve", "card": "", "buyer": ""}
    assert location(browser.post("/checkout/processing", values)) == with_id(RESULT, number)
    assert status(each_till, number)[1] is None


@pytest.mark.parametrize(
    ("button", "card", "reason"),
    [
        ("decline", "1111", "Declined"),
        ("cancel", "1111", "BuyerCanceled"),
        ("approve", "3064", "BuyerCanceled"),
        ("approve", "3434", "Declined"),
    ],
)
def test_each_way_to_fail_cancels_at_once_and_leads_to_the_result(
    each_till: Till, browser: Browser, button: str, card: str, reason: str
) -> None:
    number = each_till.ready()
    answer = browser.submit(browser.get(page_of(number)), button, card=card)
    assert location(answer) == with_id(RESULT, number)
    assert status(each_till, number) == ("Canceled", reason)


def test_a_cancel_url_is_where_a_buyer_goes_who_gives_up(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    web = {"checkoutReviewReturnUrl": REVIEW, "checkoutCancelUrl": "http://localhost/cart?a=1"}
    number = till.new({"storeId": STORE, "webCheckoutDetails": web})
    till.update(number, everything("v2"))
    browser.submit(browser.get(sign_in_page_of(number)), "")
    answer = browser.submit(browser.get(page_of(number)), "cancel")
    assert location(answer) == "http://localhost/cart?a=1"


def test_the_session_id_can_be_lost_on_the_way(each_till: Till, browser: Browser) -> None:
    number = each_till.ready()
    answer = browser.submit(browser.get(page_of(number)), "approve", lose_id="yes")
    assert location(answer) == RESULT


@pytest.mark.parametrize("card", ["0701", "4354"])
def test_a_pending_card_needs_a_merchant_who_can_wait(
    each_till: Till, browser: Browser, card: str
) -> None:
    number = each_till.ready()
    page = browser.submit(browser.get(page_of(number)), "approve", card=card)
    assert page.status == 422
    assert "canHandlePendingAuthorization" in document(page).text
    assert document(page).forms[0].values["card"] == card
    assert status(each_till, number) == ("Open", None)
    number = each_till.ready(canHandlePendingAuthorization=True)
    answer = browser.submit(browser.get(page_of(number)), "approve", card=card)
    assert location(answer) == with_id(RESULT, number)


def test_a_finished_page_opened_again_leads_on_and_pays_nothing_twice(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.ready()
    page = browser.get(page_of(number))
    browser.submit(page, "approve")
    assert location(browser.get(page_of(number))) == with_id(RESULT, number)
    assert location(browser.submit(page, "cancel")) == with_id(RESULT, number)
    assert status(each_till, number)[0] != "Canceled"
    assert len(each_till.emulator.world.state.charges) == (each_till.version == "v1")


def test_without_a_buyer_the_page_asks_who_is_buying_and_comes_back(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.new()
    each_till.update(number, everything(each_till.version))
    to_sign_in = location(browser.get(page_of(number)))
    assert to_sign_in == sign_in_page_of(number) + "&then=processing"
    back = browser.submit(browser.get(to_sign_in), "", buyer="jonas")
    assert location(back) == page_of(number)
    assert browser.get(page_of(number)).status == 200


def test_an_unready_session_says_what_is_missing(each_till: Till, browser: Browser) -> None:
    number = each_till.new()
    browser.submit(browser.get(sign_in_page_of(number)), "")
    page = browser.get(page_of(number))
    assert page.status == 409
    assert "ChargeAmountNotSet" in document(page).text


@pytest.mark.parametrize("target", ["/signin", "/checkout/processing"])
@pytest.mark.parametrize("query", ["", "?amazonCheckoutSessionId=", "?amazonCheckoutSessionId=%00"])
def test_an_unknown_session_is_a_kind_page(browser: Browser, target: str, query: str) -> None:
    page = browser.get(target + query)
    assert page.status == 404
    assert "no checkout session" in document(page).text


@pytest.mark.parametrize(
    "values", [{"decision": ""}, {"decision": "steal"}, {"decision": "approve", "card": "9999"}]
)
def test_answers_that_mean_nothing_change_nothing(
    each_till: Till, browser: Browser, values: dict[str, str]
) -> None:
    number = each_till.ready()
    page = browser.post("/checkout/processing", {"amazonCheckoutSessionId": number, **values})
    assert page.status == 400
    assert status(each_till, number) == ("Open", None)


@pytest.mark.parametrize("values", [{"buyer": "nobody"}, {"productType": "SignIn"}])
def test_a_buyer_who_does_not_exist_cannot_sign_in(
    each_till: Till, browser: Browser, values: dict[str, str]
) -> None:
    number = each_till.new()
    assert browser.post("/signin", {"amazonCheckoutSessionId": number, **values}).status == 400
    assert read(each_till.get(number))["buyer"] is None


@pytest.mark.parametrize("buyer", ["mara", "jonas", "haruka"])
def test_each_sample_buyer_can_sign_in(each_till: Till, browser: Browser, buyer: str) -> None:
    number = each_till.new()
    browser.submit(browser.get(sign_in_page_of(number)), "", buyer=buyer)
    answer = read(each_till.get(number))
    assert answer["shippingAddress"]["name"] == answer["buyer"]["name"]


def test_pay_only_tells_no_shipping_address_but_a_billing_address(
    each_till: Till, browser: Browser
) -> None:
    number = each_till.new()
    browser.submit(browser.get(sign_in_page_of(number)), "", productType="PayOnly")
    answer = read(each_till.get(number))
    assert (answer["productType"], answer["shippingAddress"]) == ("PayOnly", None)
    billing = (
        answer["paymentPreferences"][0]["billingAddress"]
        if each_till.version == "v1"
        else answer["billingAddress"]
    )
    assert billing["city"] == "Portland"


def test_nobody_signs_in_to_what_has_ended(each_till: Till, browser: Browser) -> None:
    number = each_till.ready()
    browser.submit(browser.get(page_of(number)), "approve")
    assert browser.get(sign_in_page_of(number)).status == 409
    assert browser.post("/signin", {"amazonCheckoutSessionId": number}).status == 409


def test_a_japanese_session_offers_its_own_card(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    till.shop.region = Region.JP
    number = till.ready("705", "JPY")
    assert "1212" in document(browser.get(page_of(number))).text


def test_in_one_visit_the_buyer_signs_in_and_pays(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    body = everything("v2") | {"storeId": STORE}
    body["webCheckoutDetails"]["checkoutMode"] = "ProcessOrder"
    number = till.new(body)
    answer = browser.submit(browser.get(sign_in_page_of(number)), "")
    assert location(answer) == page_of(number)


def test_the_next_buyer_can_decide_without_being_asked(each_till: Till, browser: Browser) -> None:
    for decision, reason in (("cancel", "BuyerCanceled"), ("3434", "Declined")):
        number = each_till.ready()
        each_till.emulator.settings.next_decision = decision
        assert location(browser.get(page_of(number))) == with_id(RESULT, number)
        assert status(each_till, number) == ("Canceled", reason)
    assert browser.get(page_of(each_till.ready())).status == 200  # only the next one
