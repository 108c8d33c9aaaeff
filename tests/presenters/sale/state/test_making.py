"""New sales: what they begin with, and what they take over from one that has ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.typed import Raw
from apay_console.presenters.sale.state.making import (
    Beginning,
    new_sale,
    sample,
    session_in,
    values_of,
)
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange, edited, edited_json
from tests.exchanges import NOON, answered, refused, sent
from tests.profile_parts import sandbox
from tests.sale_parts import (
    AMOUNT,
    COMPLETE_VALUES,
    INTENT,
    NOTE,
    PRICE,
    PROFILE,
    RESULT,
    REVIEW,
    STORE_NAME,
    begun,
    opened,
    read,
    session_body,
)

START = Beginning("sale-2", NOON, "http://127.0.0.1:8098/review")
ENDED = {"statusDetails.state": "Completed"}


def after(state: SaleState, version: ApiVersion = ApiVersion.V1, **values: Any) -> SaleState:
    return after_exchange(state, read(version, values=values), NOON)


def test_a_new_sale_in_the_emulator_lacks_nothing_that_create_needs() -> None:
    state = new_sale(PROFILE, START, ApiVersion.V1)
    assert state.draft.typed[REVIEW.name] == START.review_url
    assert not replace(state, tried=True).problems
    assert (state.sale.id, state.sale.profile_id, state.sale.session_id) == (
        "sale-2",
        PROFILE.id,
        "",
    )


def test_a_new_sale_for_amazon_takes_the_profiles_store_and_makes_none_up() -> None:
    profile = replace(sandbox(), store_id="amzn1.application-oa2-client.abc")
    assert new_sale(profile, START, ApiVersion.V2).draft.typed["storeId"] == profile.store_id
    assert "storeId" not in new_sale(sandbox(), START, ApiVersion.V2).draft.typed


def test_without_a_return_address_the_review_url_is_asked_for() -> None:
    state = new_sale(PROFILE, replace(START, review_url=""), ApiVersion.V1)
    assert list(replace(state, tried=True).problems) == [REVIEW]


def test_the_sample_is_a_shop_that_sells_tea_under_its_number() -> None:
    typed = new_sale(PROFILE, START, ApiVersion.V1, sample(1001)).draft.typed
    assert typed["merchantMetadata.merchantReferenceId"] == "1001"
    assert not replace(new_sale(PROFILE, START, ApiVersion.V1, sample(1001)), tried=True).problems


# --- taking values over -------------------------------------------------------------------------


def test_what_amazon_showed_while_the_session_was_open_is_taken_over() -> None:
    paid = after(opened(values=COMPLETE_VALUES | {NOTE.name: "Tea"}), **ENDED)
    assert values_of(paid).typed == {
        NOTE.name: "Tea",
        AMOUNT.name: "19.99 USD",
        INTENT.name: "Authorize",
        RESULT.name: "https://shop.example/thanks",
    }


def test_a_value_that_was_cleared_meanwhile_does_not_come_back() -> None:
    state = opened(values={NOTE.name: "Tea", STORE_NAME.name: "Fjord"})
    cleared = after(after(state, **{STORE_NAME.name: "Fjord"}), **ENDED)
    assert values_of(cleared).typed == {STORE_NAME.name: "Fjord"}
    typed = edited(opened(values={NOTE.name: "Tea"}), NOTE, "")
    assert values_of(typed).typed == {}


def test_what_is_typed_goes_before_what_was_shown() -> None:
    state = edited(opened(values={NOTE.name: "Tea", AMOUNT.name: PRICE}), NOTE, "Green tea")
    assert values_of(state).typed == {NOTE.name: "Green tea", AMOUNT.name: "19.99 USD"}


def test_values_that_were_refused_are_taken_over_too() -> None:
    state = edited(opened(), AMOUNT, "12,50")
    state = after_exchange(state, refused(400, "InvalidParameterValue"), NOON)
    assert values_of(state).typed == {AMOUNT.name: "12,50"}


def test_an_ended_session_that_was_never_seen_open_gives_what_it_shows() -> None:
    state = after(begun(), **ENDED, **{NOTE.name: "Tea"})
    assert values_of(state).typed == {NOTE.name: "Tea"}


def test_a_session_known_only_from_before_the_list_of_exchanges_counts() -> None:
    state = replace(opened(values={NOTE.name: "Tea"}), exchanges=(sent(),))
    assert values_of(state).typed == {NOTE.name: "Tea"}
    assert values_of(begun()) == Draft()


def test_raw_values_and_unknown_keys_come_along() -> None:
    state = edited_json(begun(), '{"teapot": 1, "merchantMetadata": {"noteToBuyer": 5}}')
    again = new_sale(PROFILE, START, ApiVersion.V1, values_of(state))
    assert again.draft.typed[NOTE.name] == Raw(5)
    assert again.draft.extra == {"teapot": 1}
    assert again.draft.by_hand is None


@pytest.mark.parametrize(("start", "goal"), [("v1", "v2"), ("v2", "v1")])
def test_the_values_of_one_version_begin_a_session_of_the_other(start: str, goal: str) -> None:
    state = opened(ApiVersion(start), values=COMPLETE_VALUES)
    again = new_sale(PROFILE, START, ApiVersion(goal), values_of(state))
    assert again.sale.version == goal
    assert again.draft.typed[AMOUNT.name] == "19.99 USD"
    assert not again.problems


def test_what_the_other_version_lacks_is_left_out() -> None:
    name = "webCheckoutDetails.checkoutCancelUrl"
    typed = Draft({name: "https://shop.example/cart", NOTE.name: "Tea"})
    assert name not in new_sale(PROFILE, START, ApiVersion.V1, typed).draft.typed


def test_what_amazon_shows_before_anybody_set_it_is_no_value_of_the_merchants() -> None:
    assert values_of(opened()).typed == {}
    assert values_of(opened(ApiVersion.V2)).typed == {}


def test_only_an_applied_answer_with_an_id_brings_a_session() -> None:
    assert session_in(read(), ApiVersion.V1) is not None
    assert session_in(refused(404, "ResourceNotFound"), ApiVersion.V1) is None
    assert session_in(answered(sent(), 200, {"hello": 1}), ApiVersion.V1) is None
    spoilt = answered(sent(), 500, session_body())
    assert session_in(spoilt, ApiVersion.V1) is None
