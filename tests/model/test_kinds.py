"""A kind takes what Amazon takes, gives it back as it came, and refuses the rest with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import kinds
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.kinds import (
    Anything,
    Choice,
    Json,
    Kind,
    Many,
    Money,
    Pattern,
    Price,
    Switch,
    Text,
    Timestamp,
    Url,
)
from apay_console.model.profile import Region
from tests.model.json_values import json_values
from tests.model.refusals import refusal

settable = st.sampled_from([row for row in CHECKOUT_SESSION if row.settable])
rows = st.sampled_from(list(CHECKOUT_SESSION))
regions = st.sampled_from(list(Region))
versions = st.sampled_from(list(ApiVersion))

SAMPLES: list[tuple[Kind, list[Any]]] = [
    (Text(20), ["", "a", "a b", "ü" * 20, "=cmd()", "{0.__class__}"]),
    (Pattern(3, "US", r"[A-Z]{2}"), ["US", "DE"]),
    (Url(), ["https://shop.example/a?b=c#d", "http://localhost:8099/é"]),
    (Choice(("Confirm", "Authorize")), ["Confirm", "Authorize"]),
    (Switch(), [True, False]),
    (Money(), [Price(Decimal("19.90"), "USD"), Price(Decimal(100), "JPY")]),
    (Many(("name", "email")), [[], ["name"], ["email", "name"]]),
    (Json(), [{}, {"a": [1, Decimal("0.10"), None]}, {"é": "x"}]),
    (Json("[]", is_list=True), [[], [{"a": 1}]]),
    (Timestamp(), ["20250610T081512Z", "00010101T000000Z"]),
]


@pytest.mark.parametrize(
    ("kind", "value"), [(kind, value) for kind, values in SAMPLES for value in values]
)
def test_a_value_survives_the_form_and_the_wire(kind: Kind, value: Any) -> None:
    assert kind.decode(kind.encode(kind.parse(kind.show(value)))) == value


@given(settable, st.text(max_size=40))
def test_whatever_the_form_takes_survives_the_form_and_the_wire(row: Field, text: str) -> None:
    try:
        value = row.kind.parse(text)
    except Invalid:
        return
    assert row.kind.decode(row.kind.encode(row.kind.parse(row.kind.show(value)))) == value


@given(rows, json_values)
def test_any_json_is_decoded_or_refused(row: Field, wire: Any) -> None:
    try:
        row.kind.decode(wire)
    except Invalid:
        return


@given(settable, regions, versions, st.text(max_size=20))
def test_every_example_would_be_taken(
    row: Field, region: Region, version: ApiVersion, text: str
) -> None:
    kind = row.kind.within(version, region)
    kind.parse(kind.example)
    try:
        kind.parse(text)
    except Invalid as error:
        better = error.example
    else:
        better = text
    kind.parse(better)


@given(settable, regions, json_values)
def test_every_example_for_a_wrong_wire_value_would_be_taken(
    row: Field, region: Region, wire: Any
) -> None:
    kind = row.kind.within(ApiVersion.V2, region)
    try:
        kind.decode(wire)
    except Invalid as error:
        kind.parse(error.example)


def test_a_word_is_spelt_as_amazon_spells_it() -> None:
    error = refusal(Choice(("Confirm", "Authorize")), "confirm")
    assert str(error) == "Choose one of: Confirm, Authorize."
    assert error.example == "Confirm"


def test_v1_does_not_know_every_word_of_v2() -> None:
    intent = CHECKOUT_SESSION["paymentDetails.paymentIntent"].kind
    assert intent.within(ApiVersion.V2, Region.EU).parse("AuthorizeWithCapture")
    refusal(intent.within(ApiVersion.V1, Region.EU), "AuthorizeWithCapture")


@pytest.mark.parametrize("wire", ["true", 1, 0, None, [], {}])
def test_a_switch_is_no_text_and_no_number_on_the_wire(wire: Any) -> None:
    with pytest.raises(Invalid, match="without quotes"):
        Switch().decode(wire)


def test_several_words_are_typed_with_commas() -> None:
    scopes = Many(("name", "email"))
    assert scopes.parse(" email,name , ") == ["email", "name"]
    assert str(refusal(scopes, "mail")) == "Choose from: name, email."


def test_json_knows_its_keys() -> None:
    error = refusal(Json("{}", ("a", "b")), '{"c": 1}')
    assert str(error) == "“c” is not known here; use a, b."
    assert "twice" in str(refusal(Json(), '{"a": 1, "a": 2}'))


def test_what_nobody_types_is_kept_as_it_came_and_shown_as_json() -> None:
    wire = [{"constraintId": "PaymentIntentNotSet"}]
    assert Anything().decode(wire) is wire
    assert Anything().show(wire) == '[{"constraintId":"PaymentIntentNotSet"}]'


@pytest.mark.parametrize(
    "text",
    ["20250610", "20250610T081512", "2025610T81512Z", "20260230T000000Z", "20250610T240000Z",
     "20250610t081512z", "2025-06-10T08:15:12Z", "\u0662\u0660250610T081512Z", "202506 1T081512Z"],
)  # fmt: skip
def test_a_moment_has_amazons_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a time|month|day|hour"):
        kinds.moment(text)
    refusal(Timestamp(), text)


@given(st.integers(0, 253402300799))
def test_a_stamp_reads_back_as_the_second_it_was_made_of(seconds: int) -> None:
    assert kinds.moment(kinds.stamp(seconds)).timestamp() == seconds
