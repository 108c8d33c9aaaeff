"""JSON and form stay in step both ways, and no key that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import BadText
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope
from apay_console.model.fields import ApiVersion
from apay_console.model.typed import Raw
from tests.model import examples
from tests.model.json_values import json_objects, json_values, scalars

AMOUNT = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
NOTE = CHECKOUT_SESSION["merchantMetadata.noteToBuyer"]
V1 = Scope(CHECKOUT_SESSION, ApiVersion.V1, "na")
V2 = Scope(CHECKOUT_SESSION, ApiVersion.V2, "eu")
scopes = st.sampled_from([V1, V2, replace(V1, creating=True), replace(V2, creating=True)])

# Objects that look like bodies of either version, or of both at once
inner = st.dictionaries(
    st.sampled_from(
        ["chargeAmount", "paymentIntent", "checkoutResultReturnUrl", "presentmentCurrency",
         "noteToBuyer", "totalOrderAmount", "x"]
    ),
    scalars | st.just({"amount": "1.50", "currencyCode": "USD"}),
    max_size=4,
)  # fmt: skip
lists = st.lists(st.just("name") | inner, max_size=2)
objects = ["paymentDetail", "paymentDetails", "webCheckoutDetail", "webCheckoutDetails",
           "merchantMetadata", "statusDetail"]  # fmt: skip
bodies = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(objects, inner) | dict.fromkeys(["storeId", "scopes", "x"], lists),
)


def written(draft: Draft, scope: Scope) -> Any:
    return json_text.read(drafts.body(draft, scope).text)


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from leaves(part)
    else:
        yield json_text.write(value)


# By hand


@pytest.mark.parametrize(
    "text",
    [
        '{ "paymentDetail" : { "chargeAmount":{"amount":  1.50, "currencyCode":"USD"} } }\n',
        '{"x": 0.10, "paymentDetail": {"paymentIntent": "\\u0043onfirm"}}',
        "{}",
    ],
)
def test_json_typed_by_hand_is_sent_as_typed_byte_for_byte(text: str) -> None:
    body = drafts.body(drafts.from_json(text, V1), V1)
    assert body.text == text
    assert body.sendable


def test_the_form_follows_json_typed_by_hand() -> None:
    draft = drafts.from_json(examples.text_of("v1-update"), V1)
    assert draft.typed[AMOUNT.name] == "48.90 USD"
    assert draft.typed[NOTE.name] == "Two tins of green tea"
    assert draft.extra == {}


def test_typing_in_the_form_goes_on_from_the_json_and_keeps_its_strange_keys() -> None:
    text = '{"x": [0.10], "merchantMetadata": {"noteToBuyer": "a", "y": {"z": 1}}}'
    draft = drafts.with_text(drafts.from_json(text, V1), NOTE, "b", {})
    assert drafts.body(draft, V1).text == (
        '{"merchantMetadata":{"noteToBuyer":"b","y":{"z":1}},"x":[0.10]}'
    )


def test_a_bad_edit_keeps_its_text_says_where_it_is_wrong_and_is_not_sent() -> None:
    text = '{\n  "paymentDetail": {,}\n}'
    with pytest.raises(BadText) as caught:
        drafts.from_json(text, V1)
    assert (caught.value.line, caught.value.column) == (2, 21)
    body = drafts.body(Draft({NOTE.name: "a"}, by_hand=text), V1)
    assert (body.text, body.bad is not None, body.sendable) == (text, True, False)


def test_what_an_editor_could_not_have_made_is_kept_raw() -> None:
    found = {"paymentDetail": {"chargeAmount": {"amount": 5, "currencyCode": "USD"}}}
    draft = drafts.from_body(found, V1)
    assert draft.typed == {AMOUNT.name: Raw({"amount": 5, "currencyCode": "USD"})}
    assert written(draft, V1) == found


@given(bodies | json_objects, scopes)
def test_no_key_of_a_body_is_lost(found: Any, scope: Scope) -> None:
    assert written(drafts.from_body(found, scope), scope) == found


def test_an_object_that_is_null_clears_its_fields_and_no_others() -> None:
    draft = drafts.from_body({"webCheckoutDetails": None}, V2)
    assert set(draft.typed.values()) == {None}
    assert draft.extra == {}
    assert "checkoutCancelUrl" not in drafts.body(draft, V2).text


def test_a_field_that_is_a_list_is_taken_whole() -> None:
    draft = drafts.from_body({"scopes": ["name", "email"]}, replace(V2, creating=True))
    assert draft == Draft({"scopes": "name, email"})


def test_a_list_keeps_its_shape() -> None:
    found = {"paymentPreferences": [None, {"x": 1}]}
    assert written(drafts.from_body(found, V2), V2) == found


# Keys of the other version


def test_keys_of_the_other_version_are_listed_with_their_right_spelling() -> None:
    draft = drafts.from_body(examples.body_of("v2-update"), V1)
    assert drafts.unknown_keys(draft, V1) == (
        ("webCheckoutDetails", "webCheckoutDetail"),
        ("paymentDetails", "paymentDetail"),
    )


@pytest.mark.parametrize(
    ("found", "listed"),
    [
        ({"x": 1}, ("x", None)),
        ({"scopes": ["name"]}, ("scopes", None)),
        ({"paymentDetail": {"totalOrderAmount": 1}}, ("paymentDetail.totalOrderAmount", None)),
        ({"paymentDetails": {"totalOrderAmount": 1}}, ("paymentDetails", None)),
        ({"paymentDetails": {"x": 1}}, ("paymentDetails", None)),
        ({"paymentDetails": "x"}, ("paymentDetails", None)),
        ({"merchantMetadata": "x"}, ("merchantMetadata", None)),
        ({"paymentDetails": {"chargeAmount": 1}}, ("paymentDetails", "paymentDetail")),
    ],
)
def test_a_right_spelling_is_offered_only_where_it_would_help(found: Any, listed: Any) -> None:
    assert drafts.unknown_keys(drafts.from_body(found, V1), V1) == (listed,)


def test_fields_that_may_not_be_sent_now_are_known_keys() -> None:
    draft = drafts.from_body({"storeId": "s"}, V1)
    assert (draft.typed, draft.extra) == ({}, {"storeId": "s"})
    assert drafts.unknown_keys(draft, V1) == ()


def test_respelling_makes_the_other_versions_keys_this_ones() -> None:
    draft = drafts.renamed(drafts.from_json(examples.text_of("v2-update"), V1), V1)
    assert drafts.unknown_keys(draft, V1) == ()
    assert set(written(draft, V1)) == {"webCheckoutDetail", "paymentDetail", "merchantMetadata"}
    assert draft.by_hand is None
    assert draft.typed["paymentDetails.softDescriptor"] == "FJORDTEA"


def test_respelling_keeps_what_this_version_has_no_name_for() -> None:
    found = {"paymentDetails": {"totalOrderAmount": 1, "chargeAmount": 2, "x": 3}, "y": 4}
    draft = drafts.renamed(drafts.from_body(found, V1), V1)
    assert written(draft, V1) == {
        "paymentDetail": {"chargeAmount": 2},
        "paymentDetails": {"totalOrderAmount": 1, "x": 3},
        "y": 4,
    }


def test_respelling_overwrites_nothing_that_is_spelt_right() -> None:
    found = {"paymentDetail": {"chargeAmount": 1}, "paymentDetails": {"chargeAmount": 2}}
    draft = drafts.renamed(drafts.from_body(found, V1), V1)
    assert written(draft, V1) == found


def test_respelling_moves_a_whole_answer() -> None:
    found = {"paymentPreferences": [{"billingAddress": {"city": "Bonn"}, "paymentDescriptor": 1}]}
    draft = drafts.renamed(drafts.from_body(found, V2), V2)
    assert written(draft, V2) == {
        "paymentPreferences": [{"paymentDescriptor": 1}],
        "billingAddress": {"city": "Bonn"},
    }


@given(bodies, scopes)
def test_respelling_loses_no_value(found: Any, scope: Scope) -> None:
    draft = drafts.from_body(found, scope)
    again = written(drafts.renamed(draft, scope), scope)
    assert sorted(leaves(again)) == sorted(leaves(found))


# Kept


@given(bodies, scopes, st.none() | st.text(st.characters(codec=None), max_size=20), json_values)
def test_a_draft_that_was_stored_comes_back_equal(
    found: Any, scope: Scope, by_hand: str | None, raw: Any
) -> None:
    draft = replace(drafts.from_body(found, scope), by_hand=by_hand)
    draft = replace(draft, typed={**draft.typed, AMOUNT.name: Raw(raw), NOTE.name: by_hand})
    stored = json_text.read_kept(json_text.write(drafts.dump(draft)))
    assert drafts.load(stored, CHECKOUT_SESSION) == draft


def test_a_stored_field_that_no_longer_exists_is_left_out() -> None:
    stored = {"typed": {"gone": "x", NOTE.name: "y"}, "extra": {}, "by_hand": None}
    assert drafts.load(stored, CHECKOUT_SESSION) == Draft({NOTE.name: "y"})
    assert drafts.load({}, CHECKOUT_SESSION) == Draft()
