"""The catalogue says about each field of a Checkout Session what Amazon's pages say."""

from __future__ import annotations

import pytest

from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Anything, Choice, Kind, Money, Switch, Text, Timestamp, Url
from tests.model.catalogue.tables import ADDRESS_LIMITS, LIMITS, MOMENTS, V1_NAMES, V2_ONLY


def v1_name(v2: str) -> str | None:
    """Spell a field as .12 says that v1 does."""
    if any(v2 == name or v2.startswith(name + ".") for name in V2_ONLY):
        return None
    first, dot, rest = v2.partition(".")
    return V1_NAMES.get(first, first) + dot + rest


def test_every_field_of_amazons_tables_is_there_once() -> None:
    names = [row.name for row in CHECKOUT_SESSION]
    assert sorted(names) == sorted(name for group in MOMENTS.values() for name in group)


def test_each_version_spells_a_field_in_its_way() -> None:
    found = {row.v2: row.v1 for row in CHECKOUT_SESSION}
    assert found == {name: v1_name(name or "") for name in found}


@pytest.mark.parametrize("version", list(ApiVersion))
def test_no_field_stands_inside_another(version: ApiVersion) -> None:
    paths = CHECKOUT_SESSION.by_path(version)
    assert len(paths) == len(CHECKOUT_SESSION.of(version))
    assert not [path for path in paths for end in range(1, len(path)) if path[:end] in paths]


def test_a_field_may_be_set_when_amazon_says() -> None:
    found = {row.name: row.when for row in CHECKOUT_SESSION}
    assert found == {name: when for when, names in MOMENTS.items() for name in names}


def test_every_field_has_a_label_and_a_source() -> None:
    assert not [row for row in CHECKOUT_SESSION if not (row.label and row.source)]


def test_every_field_to_fill_in_has_help_and_a_place_in_the_form() -> None:
    rows = [row for row in CHECKOUT_SESSION if row.settable]
    assert not [row for row in rows if not (row.help and row.section)]
    assert len(rows) == len([row for row in CHECKOUT_SESSION if row.section])


@pytest.mark.parametrize(("name", "most"), list(LIMITS.items()))
def test_a_text_may_be_as_long_as_amazon_says(name: str, most: int) -> None:
    kind = CHECKOUT_SESSION[name].kind
    assert isinstance(kind, Text)
    assert kind.most == most


@pytest.mark.parametrize("start", ["billingAddress", "shippingAddress", "addressDetails"])
def test_a_part_of_an_address_may_be_as_long_as_amazon_says(start: str) -> None:
    rows = [row for row in CHECKOUT_SESSION if row.name.startswith(start + ".")]
    found = {row.name.split(".")[1]: row.kind.most for row in rows if isinstance(row.kind, Text)}
    assert found == {name: most for name, most in ADDRESS_LIMITS.items() if name in found}
    assert len(found) == len(rows)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("webCheckoutDetails.checkoutResultReturnUrl", Url),
        ("paymentDetails.chargeAmount", Money),
        ("paymentDetails.totalOrderAmount", Money),
        ("recurringMetadata.amount", Money),
        ("paymentDetails.canHandlePendingAuthorization", Switch),
        ("paymentDetails.paymentIntent", Choice),
        ("chargePermissionType", Choice),
        ("creationTimestamp", Timestamp),
        ("constraints", Anything),
    ],
)
def test_a_field_is_of_its_kind(name: str, kind: type[Kind]) -> None:
    assert isinstance(CHECKOUT_SESSION[name].kind, kind)


@pytest.mark.parametrize(
    ("name", "v1", "v2"),
    [
        ("paymentDetails.paymentIntent", 2, 3),
        ("productType", 2, 3),
        ("recurringMetadata.frequency.unit", 5, 5),
        ("statusDetails.state", 3, 3),
    ],
)
def test_a_choice_has_as_many_words_as_the_version_knows(name: str, v1: int, v2: int) -> None:
    kind = CHECKOUT_SESSION[name].kind
    found = [kind.within(version, "na") for version in (ApiVersion.V1, ApiVersion.V2)]
    assert [len(choice.values) for choice in found if isinstance(choice, Choice)] == [v1, v2]


def test_no_id_is_refused_for_its_shape() -> None:
    for name in ("storeId", "platformId"):
        kind = CHECKOUT_SESSION[name].kind
        assert kind.parse("an id_of/some other shape") == "an id_of/some other shape"


def test_create_needs_the_store_and_the_review_page() -> None:
    required = {row.name for row in CHECKOUT_SESSION if row.required}
    assert required == {"storeId", "webCheckoutDetails.checkoutReviewReturnUrl"}


def test_the_fields_that_clear_constraints_are_in_sight() -> None:
    names = ("checkoutResultReturnUrl", "chargeAmount", "paymentIntent")
    rows = [row for row in CHECKOUT_SESSION if row.name.endswith(names)]
    assert [row.folded for row in rows] == [False] * 3


def test_the_form_has_seven_headings() -> None:
    assert CHECKOUT_SESSION.sections() == (
        "Web checkout details",
        "Payment detail",
        "Recurring and saved payment methods",
        "Merchant metadata",
        "Solution provider and PSP",
        "Delivery",
        "Store and buyer",
    )
