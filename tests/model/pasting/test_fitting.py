"""A pasted body goes into the form in the form's own spelling; nothing vanishes unsaid."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope, body
from apay_console.model.fields import ApiVersion
from apay_console.model.pasting.fitting import fit, laid_over
from apay_console.model.typed import Raw
from tests.model.json_values import json_objects
from tests.sale_parts import AMOUNT, NOTE, PRICE, RESULT, session_body

V1 = Scope(CHECKOUT_SESSION, ApiVersion.V1, "na")
V2 = Scope(CHECKOUT_SESSION, ApiVersion.V2, "na")
URL = "https://tea.example/thanks"
IN_V1 = {
    "webCheckoutDetail": {"checkoutResultReturnUrl": URL},
    "paymentDetail": {"chargeAmount": PRICE},
}
IN_V2 = {
    "webCheckoutDetails": {"checkoutResultReturnUrl": URL},
    "paymentDetails": {"chargeAmount": PRICE},
}
TYPED = {RESULT.name: URL, AMOUNT.name: "19.99 USD"}


@pytest.mark.parametrize("scope", [V1, V2], ids=["v1", "v2"])
@pytest.mark.parametrize("pasted", [IN_V1, IN_V2], ids=["of v1", "of v2"])
def test_either_version_goes_into_either_form(pasted: dict[str, Any], scope: Scope) -> None:
    found = fit(pasted, scope)
    assert found.draft == Draft(TYPED)
    assert found.count == 2
    assert (*found.left_out, *found.lost, *found.unknown) == ()


def test_what_is_not_understood_is_named_where_it_stands_and_no_renamed_key_with_it() -> None:
    found = fit({"paymentDetails": {"chargeAmount": PRICE, "tea": 1}, "pot": 2}, V1)
    assert found.unknown == ("paymentDetails.tea", "pot")


def test_what_was_renamed_is_told() -> None:
    assert fit(IN_V1, V1).renamed == ()
    assert fit(IN_V1, V2).renamed == (
        ("webCheckoutDetail", "webCheckoutDetails"),
        ("paymentDetail", "paymentDetails"),
    )


def test_one_object_may_be_spelt_in_both_versions_at_once() -> None:
    mixed = {"webCheckoutDetail": IN_V1["webCheckoutDetail"], **IN_V2}
    assert fit({**mixed, "webCheckoutDetails": {}}, V2).draft.typed == TYPED


def test_a_key_that_nobody_knows_stays_and_is_named() -> None:
    found = fit({"tea": {"green": 1}, **IN_V2}, V2)
    assert found.unknown == ("tea",)
    assert found.draft.extra == {"tea": {"green": 1}}


def test_what_amazon_fills_is_left_out_and_named() -> None:
    found = fit({"checkoutSessionId": "x", "statusDetails": {"state": "Open"}, **IN_V2}, V2)
    assert set(found.left_out) == {"checkoutSessionId", "statusDetails.state"}
    assert found.draft.extra == {}


def test_what_only_the_other_version_has_is_left_out_and_named() -> None:
    only_v2 = next(
        row for row in CHECKOUT_SESSION if row.path(ApiVersion.V2) and not row.path(ApiVersion.V1)
    )
    path = only_v2.path(ApiVersion.V2) or ()
    pasted: Any = "x"
    for key in reversed(path):
        pasted = {key: pasted}
    found = fit(pasted, V1)
    assert found.lost == (".".join(path),)
    assert not found.draft


def test_an_answers_nulls_are_no_wishes_but_a_requests_are() -> None:
    answer = session_body(ApiVersion.V2, {AMOUNT.name: PRICE})
    assert None not in fit(answer, V2).draft.typed.values()
    assert fit({"merchantMetadata": {"noteToBuyer": None}}, V2).draft.typed == {NOTE.name: None}


def test_what_the_session_has_already_is_no_change() -> None:
    before = Draft({NOTE.name: "Tea"}, {"old": 1})
    held = {AMOUNT: PRICE, RESULT: None}
    draft = laid_over(before, fit(IN_V2, V2).draft, V2, held)
    assert draft.typed == {NOTE.name: "Tea", RESULT.name: URL}
    assert draft.extra == {"old": 1}


def test_a_value_that_no_editor_takes_is_kept_raw() -> None:
    found = fit({"merchantMetadata": {"noteToBuyer": 12}}, V2)
    assert found.draft.typed == {NOTE.name: Raw(12)}
    assert laid_over(Draft(), found.draft, V2, {NOTE: 12}) == Draft()


@given(json_objects)
def test_of_a_strange_body_every_key_is_sent_or_named(value: dict[str, Any]) -> None:
    found = fit(value, V2)
    named = (*found.unknown, *found.lost, *found.left_out, *(old for old, _ in found.renamed))
    taken = {name.split(".")[0] for name in found.draft.typed}
    for key, part in value.items():
        is_named = any(name == key or name.startswith(f"{key}.") for name in named)
        assert is_named or key in taken or part in ({}, [])
    assert body(found.draft, V2).bad is None
