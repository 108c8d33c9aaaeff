"""Every kind of value has its JSON Schema, and the two agree on what is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Kind
from apay_console.model.openapi.shapes import INSIDES, SHAPES, nullable, shape_of
from apay_console.model.operations import OPERATIONS
from apay_console.model.subjects import SUBJECTS

SCHEMAS = [row.schema for row in SUBJECTS] + [row.body for row in OPERATIONS if row.body]
FIELDS = [row for schema in SCHEMAS for row in schema]


def every_kind(kind: type[Kind] = Kind) -> Iterator[type[Kind]]:
    for below in kind.__subclasses__():
        yield below
        yield from every_kind(below)


def is_fit(shape: dict[str, Any], value: Any) -> bool:
    return bool(Draft202012Validator(shape).is_valid(value))


def test_every_kind_has_a_shape() -> None:
    ours = {kind for kind in every_kind() if kind.__module__.startswith("apay_console.")}
    assert set(SHAPES) == ours


def test_what_stands_inside_is_told_of_fields_that_there_are() -> None:
    assert set(INSIDES) <= {row.name for row in FIELDS}


@pytest.mark.parametrize("field", FIELDS, ids=repr)
def test_a_shape_is_a_schema_that_takes_the_kinds_own_example(field: Any) -> None:
    shape = shape_of(field.kind)
    Draft202012Validator.check_schema(shape)
    if field.kind.example:
        assert is_fit(shape, field.kind.encode(field.kind.parse(field.kind.example)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["amount", "currencyCode", "type"]), inner, max_size=2)
    ),
    max_leaves=4,
)
AMOUNTS = st.fixed_dictionaries(
    {
        "amount": st.from_regex(r"[0-9.,]{1,6}", fullmatch=True),
        "currencyCode": st.sampled_from(["USD", "JPY", "usd", "XXX"]),
    }
)


@given(st.sampled_from(FIELDS), JSON | AMOUNTS | st.text("0123456789TZ", max_size=16))
def test_what_the_catalogue_takes_fits_the_schema(field: Any, value: Any) -> None:
    """But for numbers as amounts, which Amazon documents as text and takes all the same."""
    kind = field.kind.within(ApiVersion.V2, "eu")
    try:
        found = kind.decode(value)
    except Invalid:
        return
    assert is_fit(shape_of(kind), kind.encode(found))


@pytest.mark.parametrize("field", FIELDS, ids=repr)
def test_a_nullable_shape_takes_null_and_all_that_it_took(field: Any) -> None:
    shape = shape_of(field.kind)
    assert is_fit(nullable(shape), None)
    for value in ("Open", True, [], {}):
        assert is_fit(nullable(shape), value) == is_fit(shape, value)
