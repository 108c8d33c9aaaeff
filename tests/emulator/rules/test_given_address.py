"""Paying in one visit: the shop gives the address itself, and it is whole."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.front import Front
from apay_console.emulator.rules.given_address import given_address
from apay_console.emulator.strictness import Level
from apay_console.emulator.values import BLANK
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import RESULT, STORE, Till, code, everything, first_buyer, read

ADDRESS = {
    "name": "Mara Lindqvist",
    "addressLine1": " 1 Quay Street ",
    "city": "Salem",
    "stateOrRegion": "OR",
    "postalCode": "97301",
    "countryCode": "us",
    "phoneNumber": "0",
    "districtOrCounty": "Marion",
}
OPTIONAL = {"districtOrCounty", "countryCode"}


def ordered(address: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = everything("v2") | {"storeId": STORE}
    body["webCheckoutDetails"] = {"checkoutResultReturnUrl": RESULT, "checkoutMode": "ProcessOrder"}
    return body | ({"addressDetails": address} if address is not None else {}) | more


def test_one_visit_signs_in_ships_to_the_given_address_and_pays(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    number = till.new(ordered(ADDRESS))
    page = browser.get(f"/signin?amazonCheckoutSessionId={number}")
    assert "The shop gave the address itself" in document(page).text
    to_pay = location(browser.submit(page, ""))
    assert to_pay == f"/checkout/processing?amazonCheckoutSessionId={number}"
    page = browser.get(to_pay)
    assert "1 Quay Street, 97301, Salem, OR, US" in document(page).text
    shipped = read(till.get(number))["shippingAddress"]
    assert shipped == dict.fromkeys(shipped) | {
        **{key: value for key, value in ADDRESS.items() if key != "districtOrCounty"},
        "addressLine1": "1 Quay Street",
        "countryCode": "US",
        "county": "Marion",
    }
    assert location(browser.submit(page, "approve")).startswith(RESULT)
    price = {"amount": "48.90", "currencyCode": "USD"}
    assert till.complete(number, {"chargeAmount": price}).status == 200


def test_a_given_address_is_not_judged_by_the_delivery_rules(till: Till) -> None:
    rules = {"addressRestrictions": {"type": "Allowed", "restrictions": {"JP": {}}}}
    number = till.new(ordered(ADDRESS, deliverySpecifications=rules))
    browser = Browser(Front(till.emulator))
    page = browser.get(f"/signin?amazonCheckoutSessionId={number}")
    assert not [name for _, name, _ in document(page).attributes if name == "disabled"]
    assert location(browser.submit(page, "", buyer="mara"))


def test_without_one_the_buyer_s_own_is_used(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    number = till.new(ordered())
    browser.submit(browser.get(f"/signin?amazonCheckoutSessionId={number}"), "")
    assert read(till.get(number))["shippingAddress"]["addressLine1"] == "12 Harbor Loop"


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        *((part, gone) for part in sorted({*ADDRESS} - OPTIONAL) for gone in (None, "", "  ")),
        ("countryCode", None),
    ],
)
def test_each_part_that_is_needed_is_asked_for(till: Till, part: str, gone: str | None) -> None:
    answer = till.create(ordered(ADDRESS | {part: gone}))
    assert code(answer) == "400 MissingParameterValue"
    assert f"addressDetails.{part}" in read(answer)["message"]


@pytest.mark.parametrize(
    ("country", "needed", "spared"),
    [("JP", {"stateOrRegion"}, {"city"}), ("DE", {"city"}, {"stateOrRegion"})],
)
def test_countries_differ_in_what_they_need(
    till: Till, country: str, needed: set[str], spared: set[str]
) -> None:
    there = ADDRESS | {"countryCode": country}
    for part in needed:
        assert code(till.create(ordered(there | {part: None}))) == "400 MissingParameterValue"
    for part in spared:
        assert till.create(ordered(there | {part: None})).status == 201


def test_britain_has_no_states() -> None:
    values = BLANK | {
        "webCheckoutDetails.checkoutMode": "ProcessOrder",
        "addressDetails.countryCode": "gb",
        "addressDetails.stateOrRegion": "Kent",
        "addressDetails.postalCode": " ct1 1aa ",
    }
    found = given_address(values)
    assert (found["stateOrRegion"], found["postalCode"]) == (None, "CT1 1AA")


def test_it_needs_the_mode_that_it_is_for(till: Till) -> None:
    body = ordered(ADDRESS)
    body["webCheckoutDetails"] = {"checkoutReviewReturnUrl": "http://localhost/review"}
    answer = till.create(body)
    assert code(answer) == "400 InvalidParameterCombination"
    assert "ProcessOrder" in read(answer)["message"]


def test_lenient_takes_it_without_the_mode_and_does_not_use_it(till: Till) -> None:
    till.emulator.settings.strictness.level = Level.LENIENT
    body = ordered(ADDRESS)
    body["webCheckoutDetails"] = {"checkoutReviewReturnUrl": "http://localhost/review"}
    number = till.new(body)
    till.emulator.sign_in(number, first_buyer())
    assert read(till.get(number))["shippingAddress"]["addressLine1"] == "12 Harbor Loop"
