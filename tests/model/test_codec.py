"""Taking a body apart and putting it together are each other's inverse, in both versions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from apay_console.model import codec, json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field, Path
from tests.model import examples
from tests.model.json_values import json_objects, scalars

V1, V2 = ApiVersion.V1, ApiVersion.V2
versions = st.sampled_from([V1, V2])

# A value that is null cannot be told from an object around it that is null, so these are not.
present = scalars.filter(lambda value: value is not None)


@st.composite
def bodies(draw: st.DrawFn, *, in_both: bool = False) -> tuple[ApiVersion, dict[Field, Any]]:
    version = draw(versions)
    rows = [row for row in CHECKOUT_SESSION if row.path(version) and (row.v1 or not in_both)]
    chosen = draw(st.lists(st.sampled_from(rows), unique=True, max_size=8))
    return version, {row: draw(present) for row in chosen}


def values_of(name: str) -> dict[Field, Any]:
    return codec.flatten(examples.body_of(name), CHECKOUT_SESSION, examples.version_of(name)).values


# Taking apart, putting together


@given(bodies())
def test_fields_put_together_come_apart_as_they_were(made: tuple[ApiVersion, Any]) -> None:
    version, values = made
    flat = codec.flatten(codec.nest(values, version), CHECKOUT_SESSION, version)
    assert {row: value for row, value in flat.values.items() if value is not None} == values
    assert flat.unknown == ()


@given(bodies())
def test_a_body_put_together_anew_is_the_same(made: tuple[ApiVersion, Any]) -> None:
    version, values = made
    body = codec.nest(values, version)
    again = codec.nest(codec.flatten(body, CHECKOUT_SESSION, version).values, version)
    assert again == body


@given(json_objects, versions)
def test_any_object_comes_apart(body: Any, version: ApiVersion) -> None:
    flat = codec.flatten(body, CHECKOUT_SESSION, version)
    assert {path[0] for path in flat.unknown} <= set(body)


@given(json_objects, versions)
def test_the_fields_alone_are_the_same_as_beside_what_is_unknown(
    body: Any, version: ApiVersion
) -> None:
    alone = codec.values_in(body, CHECKOUT_SESSION, version)
    assert [*alone.items()] == [*codec.flatten(body, CHECKOUT_SESSION, version).values.items()]


@given(bodies())
def test_the_fields_are_found_among_a_thousand_keys(made: tuple[ApiVersion, Any]) -> None:
    version, values = made
    body = {f"tea{number}": number for number in range(1_000)} | codec.nest(values, version)
    found = codec.values_in(body, CHECKOUT_SESSION, version)
    assert {row: value for row, value in found.items() if value is not None} == values


@pytest.mark.parametrize("name", examples.NAMES)
def test_no_key_of_amazons_bodies_is_unknown(name: str) -> None:
    flat = codec.flatten(examples.body_of(name), CHECKOUT_SESSION, examples.version_of(name))
    assert flat.unknown == ()
    assert flat.values


@pytest.mark.parametrize("name", ["v1-update", "v2-update"])
def test_an_update_is_spelt_as_amazon_prints_it(name: str) -> None:
    body = codec.nest(values_of(name), examples.version_of(name))
    assert json_text.write(body, indent=2) + "\n" == examples.text_of(name)


@pytest.mark.parametrize("name", [name for name in examples.NAMES if "-open-" in name])
def test_an_answer_is_spelt_as_amazon_prints_it(name: str) -> None:
    body = codec.spell(values_of(name), CHECKOUT_SESSION, examples.version_of(name))
    assert json_text.write(body, indent=2) + "\n" == examples.text_of(name)


@pytest.mark.parametrize("version", [V1, V2])
def test_a_session_begins_as_amazon_shows_it_before_anybody_signed_in(version: ApiVersion) -> None:
    body = codec.spell(codec.blank(CHECKOUT_SESSION), CHECKOUT_SESSION, version)
    empty = {"buyer", "shippingAddress", "productType", "checkoutSessionId", "storeId"}
    assert {name: body[name] for name in empty} == dict.fromkeys(empty)
    assert body["paymentPreferences"] == [None]
    assert body["providerMetadata"] == {"providerReferenceId": None}
    assert body["constraints"] == []
    assert list(body) == list(examples.body_of(f"{version}-open-missing"))


def test_an_object_that_is_null_makes_each_of_its_fields_null() -> None:
    flat = codec.flatten({"paymentDetail": None}, CHECKOUT_SESSION, V1)
    starts = {(row.v1 or "").split(".")[0] for row in flat.values}
    assert starts == {"paymentDetail"}
    assert set(flat.values.values()) == {None}
    assert len(flat.values) == 5


@pytest.mark.parametrize("value", [None, [None], [], [{}]])
def test_a_list_without_payment_preferences_is_no_unknown_key(value: Any) -> None:
    flat = codec.flatten({"paymentPreferences": value}, CHECKOUT_SESSION, V1)
    assert flat.unknown == ()
    assert set(flat.values.values()) <= {None}


@pytest.mark.parametrize(
    ("body", "version", "unknown"),
    [
        ({"paymentDetails": {"chargeAmount": 1}}, V1, ("paymentDetails",)),
        ({"paymentDetail": {"totalOrderAmount": 1}}, V1, ("paymentDetail", "totalOrderAmount")),
        ({"paymentDetail": "x"}, V1, ("paymentDetail",)),
        ({"paymentDetail": [1]}, V1, ("paymentDetail", "0")),
        ({"paymentPreferences": [None, {}]}, V1, ("paymentPreferences", "1")),
        ({"a.b": 1}, V2, ("a.b",)),
        ({"": 1}, V2, ("",)),
        ({"Buyer": None}, V2, ("Buyer",)),
    ],
)
def test_a_key_that_the_version_does_not_know_is_named(
    body: Any, version: ApiVersion, unknown: Path
) -> None:
    assert codec.flatten(body, CHECKOUT_SESSION, version).unknown == (unknown,)


def test_putting_together_leaves_out_what_the_version_lacks() -> None:
    order = CHECKOUT_SESSION["paymentDetails.totalOrderAmount"]
    assert codec.nest({order: 1}, V1) == {}
    assert codec.nest({order: 1}, V2) == {"paymentDetails": {"totalOrderAmount": 1}}


# The other version

# The last of these moves into the object of the first, and so before the second.
_MOVED = (
    "paymentPreferences.0.paymentDescriptor",
    "paymentDetails.paymentIntent",
    "billingAddress.name",
)


@given(bodies(in_both=True))
@example((V2, dict.fromkeys(map(CHECKOUT_SESSION.__getitem__, _MOVED), False)))
def test_a_body_without_fields_of_one_version_survives_there_and_back(
    made: tuple[ApiVersion, Any],
) -> None:
    version, values = made
    body, there = codec.nest(values, version), codec.other(version)
    first = codec.convert(body, CHECKOUT_SESSION, version, there)
    back = codec.convert(first.body, CHECKOUT_SESSION, there, version)
    assert back.body == body
    assert (first.lost, first.unknown) == ((), ())
    assert set(back.renamed) == {(new, old) for old, new in first.renamed}


@given(json_objects, versions)
def test_whatever_does_not_convert_is_told(body: Any, version: ApiVersion) -> None:
    made = codec.convert(body, CHECKOUT_SESSION, version, codec.other(version))
    flat = codec.flatten(body, CHECKOUT_SESSION, version)
    assert len(made.unknown) == len(flat.unknown)
    assert len(made.lost) <= len(flat.values)


def test_converting_tells_what_was_renamed_and_what_was_lost() -> None:
    body = {"paymentDetails": {"chargeAmount": 1, "totalOrderAmount": 2}, "storeId": "s", "x": 3}
    made = codec.convert(body, CHECKOUT_SESSION, V2, V1)
    assert made.body == {"paymentDetail": {"chargeAmount": 1}, "storeId": "s"}
    assert made.renamed == (("paymentDetails.chargeAmount", "paymentDetail.chargeAmount"),)
    assert made.lost == ("paymentDetails.totalOrderAmount",)
    assert made.unknown == ("x",)


def test_the_billing_address_moves_with_the_version() -> None:
    v1 = {"paymentPreferences": [{"billingAddress": {"city": "Bonn"}, "paymentDescriptor": "d"}]}
    v2 = {"billingAddress": {"city": "Bonn"}, "paymentPreferences": [{"paymentDescriptor": "d"}]}
    assert codec.convert(v1, CHECKOUT_SESSION, V1, V2).body == v2
    assert codec.convert(v2, CHECKOUT_SESSION, V2, V1).body == v1


@pytest.mark.parametrize(
    ("path", "version", "right"),
    [
        ("paymentDetails", V1, "paymentDetail"),
        ("paymentDetail", V2, "paymentDetails"),
        ("webCheckoutDetail", V2, "webCheckoutDetails"),
        ("statusDetail", V2, "statusDetails"),
        ("paymentDetails.chargeAmount", V1, "paymentDetail.chargeAmount"),
        ("billingAddress", V1, "paymentPreferences.0.billingAddress"),
        ("billingAddress.city", V1, "paymentPreferences.0.billingAddress.city"),
        ("paymentPreferences.0.billingAddress", V2, "billingAddress"),
        ("paymentDetails.totalOrderAmount", V1, None),
        ("recurringMetadata", V1, None),
        ("scopes", V1, None),
        ("merchantMetadata", V1, None),
        ("storeId", V2, None),
        ("paymentdetail", V2, None),
        ("nonsense", V1, None),
    ],
)
def test_a_key_of_the_other_version_has_a_right_spelling(
    path: str, version: ApiVersion, right: str | None
) -> None:
    found = codec.right_spelling(tuple(path.split(".")), CHECKOUT_SESSION, version)
    assert found == right


@pytest.mark.parametrize("name", examples.NAMES)
def test_amazons_bodies_tell_their_version(name: str) -> None:
    found = codec.version_of(examples.body_of(name), CHECKOUT_SESSION)
    assert found is examples.version_of(name)


@pytest.mark.parametrize(
    "body", [{}, {"storeId": "s"}, {"x": 1}, {"paymentDetail": {}, "statusDetails": {}}]
)
def test_a_body_that_fits_both_versions_or_neither_tells_nothing(body: Any) -> None:
    assert codec.version_of(body, CHECKOUT_SESSION) is None
