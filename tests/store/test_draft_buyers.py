"""What identifies a buyer leaves a draft, and no null takes its place: that would be sent."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.hidden_names import BUYER
from apay_console.store.draft_buyers import draft_without_buyer

CANARY = "Mara Quill"
TYPED = {"paymentDetails.chargeAmount": "19.99 USD", "merchantMetadata.merchantStoreName": "Tea"}
NAMES = (*BUYER, "addressDetails.name", "merchantMetadata.noteToBuyer", "ADDRESSDETAILS.City")


def draft(**changes: Any) -> dict[str, Any]:
    return {"typed": TYPED, "extra": {}, "by_hand": None, **changes}


def without(document: Any) -> Any:
    return json.loads(draft_without_buyer(json.dumps(document)), parse_float=Decimal)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", [CANARY, {"raw": [CANARY]}])
def test_a_field_of_the_buyer_goes_and_all_others_stay(name: str, value: Any) -> None:
    later = {"object": "P01-1", "task": "create_charge", "draft": draft(typed={name: value})}
    found = without(draft(typed=TYPED | {name: value}, later=[later]))
    assert found == draft(later=[later | {"draft": draft(typed={})}])


@pytest.mark.parametrize("name", BUYER)
def test_a_key_that_no_field_knows_goes_at_any_depth(name: str) -> None:
    extra = {"a": [{name: {"x": CANARY}, "state": "Open"}], name: CANARY}
    assert without(draft(extra=extra)) == draft(extra={"a": [{"state": "Open"}]})


def test_json_that_was_typed_by_hand_loses_the_buyer_alone() -> None:
    typed = '{ "chargeAmount": 1.10, "noteToBuyer": "Mara Quill" }'
    found = without(draft(by_hand=typed))["by_hand"]
    assert found == '{"chargeAmount":1.10}'


@pytest.mark.parametrize("typed", ['{ "amount" : 1.10 ', "{ }", "", "tea, not JSON"])
def test_what_names_no_buyer_stays_as_it_was_typed(typed: str) -> None:
    text = json.dumps(draft(by_hand=typed), indent=3)
    assert draft_without_buyer(text) == text


@pytest.mark.parametrize(
    "typed",
    [
        '{"buyer": "Mara Quill',
        '{"a": {"buyer": "Mara Quill"}, "a": 1}',
        '{"b\\u0075yer":"Mara Quill"',
        '{"buyer":"Mara Quill"' + "[" * 100_000,
    ],
    ids=["cut off", "twice", "escaped", "nested"],
)
def test_nothing_hides_a_buyer_in_what_was_typed_by_hand(typed: str) -> None:
    assert CANARY not in draft_without_buyer(json.dumps(draft(by_hand=typed)))
    assert CANARY not in draft_without_buyer(typed)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(draft_without_buyer(text), str)
