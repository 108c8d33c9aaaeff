"""A buyer can only choose an address that the shop sends to."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.front import Front
from apay_console.emulator.rules.deliveries import why_not
from apay_console.emulator.wire import Answer
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import STORE, Till, code, minimum, read

BUYERS = sample_buyers()
MARA = BUYERS[0].address


def rules(kind: str, places: Any) -> dict[str, Any]:
    return {"addressRestrictions": {"type": kind, "restrictions": places}}


@pytest.mark.parametrize(
    ("specifications", "served"),
    [
        (None, True),
        ({"specialRestrictions": ["RestrictPOBoxes"]}, True),
        (rules("Allowed", {"US": {}}), True),
        (rules("Allowed", {"DE": {}}), False),
        (rules("Allowed", {}), False),
        (rules("Allowed", {"US": {"statesOrRegions": ["OR", "WA"]}}), True),
        (rules("Allowed", {"US": {"statesOrRegions": ["WA"]}}), False),
        (rules("Allowed", {"US": {"zipCodes": ["97201"]}}), True),
        (rules("NotAllowed", {"US": {}}), False),
        (rules("NotAllowed", {"US": {"statesOrRegions": ["WA"]}}), True),
        (rules("NotAllowed", {}), True),
        (rules("Allowed", None), True),
        (rules("Allowed", {"US": []}), True),
        ({"addressRestrictions": "x"}, True),
    ],
)
def test_countries_states_and_codes_are_compared(specifications: Any, served: bool) -> None:
    assert (why_not(specifications, MARA) == "") is served


def with_lines(country: str, *lines: str) -> dict[str, Any]:
    keys = ("addressLine1", "addressLine2", "addressLine3")
    empty = dict.fromkeys((*keys, "stateOrRegion", "postalCode"))
    return empty | dict(zip(keys, lines, strict=False)) | {"countryCode": country}


@pytest.mark.parametrize(
    ("country", "line", "served"),
    [
        ("US", "PO Box 418", False),
        ("US", "P.O. Box 418", False),
        ("US", "p. o. box 1", False),
        ("US", "Post Office Box 9", False),
        ("US", "12 Harbor Loop", True),
        ("US", "Boxwood Lane 3", True),
        ("DE", "Postfach 10 01", False),
        ("ES", "Apartado 77", False),
        ("IT", "Casella Postale 3", False),
        ("FR", "Boîte Postale 5", False),
        ("JP", "PO Box 418", True),  # Amazon names the countries; Japan is none of them
    ],
)
def test_post_office_boxes_are_known_by_their_words(country: str, line: str, served: bool) -> None:
    for lines in ((line,), ("Company", line), ("Company", "Yard", line)):
        wanted = {"specialRestrictions": ["RestrictPOBoxes"]}
        assert (why_not(wanted, with_lines(country, *lines)) == "") is served
        assert not why_not({"specialRestrictions": ["RestrictPackstations"]}, with_lines(country))


def test_packstations_are_in_germany() -> None:
    wanted = {"specialRestrictions": ["RestrictPackstations", "RestrictPOBoxes"]}
    assert why_not(wanted, with_lines("DE", "Packstation 128")) == (
        "The shop does not send to Packstations."
    )
    assert not why_not(wanted, with_lines("AT", "Packstation 128"))


@pytest.mark.parametrize(
    ("specifications", "reason"),
    [
        (rules("Allowed", {"FR": {}, "DE": {}}), "The shop sends only to DE, FR."),
        (
            rules("Allowed", {name: {} for name in ("AT", "BE", "CH", "DE", "ES", "FR")}),
            "The shop sends only to AT, BE, CH, DE, ES, FR.",
        ),
        (
            rules("Allowed", {name: {} for name in ("AT", "BE", "CH", "DE", "ES", "FR", "IT")}),
            "The shop sends only to AT, BE, CH, DE, ES, FR ….",
        ),
        (rules("Allowed", {}), "The shop sends nowhere."),
        (
            rules("Allowed", {"US": {"zipCodes": ["1"]}}),
            "The shop sends only to some places in US.",
        ),
        (rules("NotAllowed", {"US": {}}), "The shop does not send to this place."),
    ],
)
def test_the_reason_is_told(specifications: Any, reason: str) -> None:
    assert why_not(specifications, MARA) == reason


def open_page(till: Till, specifications: Any) -> tuple[Browser, str]:
    number = till.new(minimum(till.version) | {"deliverySpecifications": specifications})
    return Browser(Front(till.emulator)), f"/signin?amazonCheckoutSessionId={number}"


def disabled(page: Answer) -> int:
    return sum(name == "disabled" for _, name, _ in document(page).attributes)


def test_what_is_not_served_cannot_be_chosen_and_says_why(each_till: Till) -> None:
    browser, address = open_page(each_till, rules("Allowed", {"DE": {}}))
    page = browser.get(address)
    assert disabled(page) == len([row for row in BUYERS if row.address["countryCode"] != "DE"])
    assert document(page).text.count("The shop sends only to DE.") == disabled(page)
    assert document(page).forms[0].values["buyer"] == "jonas"  # the first who can be sent to
    refused = browser.submit(page, "", buyer="mara")
    assert refused.status == 409
    assert "The shop sends only to DE." in document(refused).text
    assert location(browser.submit(page, "", buyer="lena"))


def test_nothing_is_shipped_for_a_card_only(till: Till) -> None:
    browser, address = open_page(till, rules("Allowed", {"DE": {}}))
    page = browser.get(address + "&productType=PayOnly")
    assert disabled(page) == 0
    assert location(browser.submit(page, "", buyer="mara", productType="PayOnly"))


def test_a_packstation_can_be_kept_away_while_its_country_is_served(till: Till) -> None:
    browser, address = open_page(till, {"specialRestrictions": ["RestrictPackstations"]})
    page = browser.get(address)
    assert disabled(page) == 1
    assert browser.submit(page, "", buyer="lena").status == 409
    assert location(browser.submit(page, "", buyer="jonas"))


def test_a_form_without_a_buyer_means_the_first_who_can_be_sent_to(till: Till) -> None:
    browser, address = open_page(till, rules("Allowed", {"JP": {}}))
    number = address.partition("=")[2]
    assert location(browser.post("/signin", {"amazonCheckoutSessionId": number}))
    assert read(till.get(number))["shippingAddress"]["countryCode"] == "JP"


def test_a_shop_that_sends_nowhere_can_still_ask_for_a_card(till: Till) -> None:
    browser, address = open_page(till, rules("Allowed", {}))
    page = browser.get(address)
    assert "sends to none of these addresses" in document(page).text
    assert browser.submit(page, "").status == 409
    assert location(browser.submit(page, "", productType="PayOnly"))


@pytest.mark.parametrize(
    ("specifications", "code_of_it", "named"),
    [
        ("x", "InvalidParameterValue", "deliverySpecifications"),
        ([], "InvalidParameterValue", "deliverySpecifications"),
        ({"teapot": 1}, "UnrecognizedField", "deliverySpecifications.teapot"),
        ({"specialRestrictions": "x"}, "InvalidParameterValue", "specialRestrictions"),
        ({"specialRestrictions": [1]}, "InvalidParameterValue", "specialRestrictions"),
        ({"specialRestrictions": ["NoBoxes"]}, "InvalidParameterValue", "specialRestrictions"),
        ({"addressRestrictions": []}, "InvalidParameterValue", "addressRestrictions"),
        ({"addressRestrictions": {"type": "Allowed"}}, "MissingParameterValue", "restrictions"),
        (
            {"addressRestrictions": {"restrictions": {}}},
            "MissingParameterValue",
            "addressRestrictions.type",
        ),
        (rules("Maybe", {}), "InvalidParameterValue", "addressRestrictions.type"),
        (rules("Allowed", []), "InvalidParameterValue", "addressRestrictions.restrictions"),
        (rules("Allowed", {"US": []}), "InvalidParameterValue", "restrictions.US"),
        (rules("Allowed", {"USA": {}}), "InvalidParameterValue", "restrictions"),
        (rules("Allowed", {"us": {}}), "InvalidParameterValue", "restrictions"),
        (rules("Allowed", {"US": {"states": []}}), "UnrecognizedField", "restrictions.US.states"),
        (
            rules("Allowed", {"US": {"zipCodes": [97201]}}),
            "InvalidParameterValue",
            "restrictions.US.zipCodes",
        ),
        (
            rules("Allowed", {"US": {"statesOrRegions": "WA"}}),
            "InvalidParameterValue",
            "restrictions.US.statesOrRegions",
        ),
    ],
)
def test_each_mistake_inside_is_named(
    each_till: Till, specifications: Any, code_of_it: str, named: str
) -> None:
    body = minimum(each_till.version) | {"deliverySpecifications": specifications}
    answer = each_till.create(body)
    assert code(answer) == f"400 {code_of_it}"
    assert named in read(answer)["message"]


def test_the_empty_list_of_php_is_explained(each_till: Till) -> None:
    body = minimum(each_till.version) | {"deliverySpecifications": rules("Allowed", {"US": []})}
    assert "PHP writes []" in read(each_till.create(body))["message"]


@pytest.mark.parametrize(
    "specifications",
    [rules("Maybe", {}), {"specialRestrictions": ["NoBoxes"]}, rules("Allowed", {"USA": {}})],
)
def test_live_ignores_values_that_it_does_not_know(till: Till, specifications: Any) -> None:
    secure = {"checkoutReviewReturnUrl": "https://shop.example/review"}
    body = {
        "storeId": STORE,
        "webCheckoutDetails": secure,
        "deliverySpecifications": specifications,
    }
    till.environment = "/live"
    assert till.create(body).status == 201


def test_an_answer_shows_them_as_they_came(each_till: Till) -> None:
    wanted = rules("Allowed", {"US": {"statesOrRegions": ["OR"]}, "DE": {}}) | {
        "specialRestrictions": ["RestrictPOBoxes"]
    }
    found = read(each_till.create(minimum(each_till.version) | {"deliverySpecifications": wanted}))
    assert found["deliverySpecifications"] == wanted
