"""A buyer can only choose an address that the shop sends to."""

from __future__ import annotations

from typing import Any

import pytest

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.deliveries import is_served
from apay_console.emulator.front import Front
from tests.emulator.browsing import Browser, document, location
from tests.emulator.shop import Till, minimum

MARA = sample_buyers()[0].address


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
    assert is_served(specifications, MARA) is served


def test_the_page_says_so_and_does_not_let_it_pass(till: Till) -> None:
    browser = Browser(Front(till.emulator))
    number = till.new(minimum("v2") | {"deliverySpecifications": rules("Allowed", {"DE": {}})})
    page = browser.get(f"/signin?amazonCheckoutSessionId={number}")
    assert document(page).text.count("does not send there") == 2
    assert browser.submit(page, "", buyer="mara").status == 409
    assert location(browser.submit(page, "", buyer="mara", productType="PayOnly"))
    assert location(browser.submit(page, "", buyer="jonas"))
