"""What stands inside values without rows of their own is checked piece by piece, and named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.money import price
from tests.emulator.shop import Till, code, minimum, read

ROW = {"addressId": "A1", "price": price("9.99")}
MISSING, BAD, STRANGE = (
    "400 MissingParameterValue",
    "400 InvalidParameterValue",
    "400 UnrecognizedField",
)


@pytest.mark.parametrize("value", [[], [ROW], [ROW, ROW | {"addressId": "A2"}]])
def test_an_order_may_go_to_several_addresses(till: Till, value: Any) -> None:
    answer = till.update(till.new(), {"multiAddressesCheckoutMetadata": value})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("value", "expected", "named"),
    [
        ({}, BAD, "multiAddressesCheckoutMetadata"),
        (["A1"], BAD, "multiAddressesCheckoutMetadata"),
        ([{"price": price("9.99")}], MISSING, "addressId"),
        ([{"addressId": "A1"}], MISSING, "price"),
        ([ROW | {"price": None}], MISSING, "price"),
        ([ROW, ROW | {"addressId": 5}], BAD, "addressId"),
        ([ROW | {"addressId": "  "}], BAD, "addressId"),
        ([ROW | {"weight": "1"}], STRANGE, "weight"),
        ([ROW | {"price": "9.99"}], BAD, "price"),
        ([ROW | {"price": {"amount": "9.99"}}], MISSING, "price.currencyCode"),
        ([ROW | {"price": price("9.99") | {"tax": "1"}}], STRANGE, "price.tax"),
        ([ROW | {"price": price("9.99", "EUR")}], BAD, "price"),
    ],
)
def test_what_is_wrong_with_one_of_them_is_named(
    till: Till, value: Any, expected: str, named: str
) -> None:
    answer = till.update(till.new(), {"multiAddressesCheckoutMetadata": value})
    assert code(answer) == expected
    assert named in read(answer)["message"]


@pytest.mark.parametrize(
    ("value", "expected", "named"),
    [
        ({}, "201 None", ""),
        ({"addressRestrictions": {}}, "201 None", ""),
        ({"addressRestrictions": None}, "201 None", ""),
        ({"specialRestrictions": []}, "201 None", ""),
        ({"specialRestrictions": "RestrictPOBoxes"}, BAD, "specialRestrictions"),
        ({"addressRestrictions": {"type": "Allowed"}}, MISSING, "restrictions"),
        ({"addressRestrictions": {"restrictions": {}}}, MISSING, "type"),
        ({"addressRestrictions": {"type": "Allowed", "restrictions": {"USA": {}}}}, BAD, "USA"),
        (
            {
                "addressRestrictions": {
                    "type": "Allowed",
                    "restrictions": {"US": {"zipCodes": [" "]}},
                }
            },
            BAD,
            "restrictions.US.zipCodes",
        ),
    ],
)
def test_where_the_shop_sends_may_be_left_open_and_is_checked_otherwise(
    till: Till, value: Any, expected: str, named: str
) -> None:
    answer = till.create(minimum("v2") | {"deliverySpecifications": value})
    assert code(answer) == expected
    assert named in read(answer).get("message", "")
