"""What the form takes the emulator takes, and what it refuses it names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from apay_console.emulator.rules import reading
from apay_console.emulator.rules.reading import Terms
from apay_console.emulator.wire import Refused
from apay_console.errors import Invalid
from apay_console.model import codec, json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.operation import CREATING, UPDATING
from apay_console.model.profile import Region

SETTABLE = [row for row in CHECKOUT_SESSION if row.settable]
LIKELY = st.sampled_from(
    [
        *(row.kind.example for row in SETTABLE),
        *(row.hint for row in SETTABLE),
        *(
            "true",
            "false",
            "19.99 USD",
            "5 EUR",
            "705 JPY",
            "http://localhost",
            "Confirm",
            "{}",
            "[]",
        ),
        *("x" * size for size in (16, 17, 50, 51, 255, 256, 512)),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


REFUSALS = {"UnrecognizedField", "InvalidParameterValue", "MissingParameterValue"}


def judged(body: dict[str, Any], given: Terms) -> str:
    """Read a body: the first name of what was read, or the reason code of a refusal."""
    try:
        return next(iter(reading.read(body, given)), "")
    except Refused as refused:
        return refused.code


def terms(version: ApiVersion, region: Region, field: Field | None = None) -> Terms:
    allowed = UPDATING if field and field.when in UPDATING else CREATING
    return Terms(CHECKOUT_SESSION, version, region, allowed)


@given(
    field=st.sampled_from(SETTABLE),
    text=LIKELY | st.text(max_size=600),
    version=st.sampled_from(list(ApiVersion)),
    region=st.sampled_from(list(Region)),
)
def test_what_the_form_takes_the_emulator_takes(
    field: Field, text: str, version: ApiVersion, region: Region
) -> None:
    assume(field.path(version))
    kind = field.kind.within(version, region)
    try:
        wire = kind.encode(kind.parse(text))
    except Invalid:
        return
    body = json_text.read_object(json_text.write(codec.nest({field: wire}, version)))
    found = reading.read(body, terms(version, region, field))
    assert set(found) == {field.name}


@given(field=st.sampled_from(SETTABLE), value=JSON, version=st.sampled_from(list(ApiVersion)))
def test_any_json_is_taken_or_refused_and_never_breaks_anything(
    field: Field, value: Any, version: ApiVersion
) -> None:
    assume(field.path(version))
    body = codec.nest({field: value}, version)
    assert judged(body, terms(version, Region.NA, field)) in (REFUSALS | {field.name})


@given(body=st.dictionaries(st.text(max_size=12), JSON, max_size=4))
def test_a_body_of_anything_is_refused_or_empty(body: dict[str, Any]) -> None:
    assert judged(body, terms(ApiVersion.V2, Region.EU)) in (
        REFUSALS | set(CHECKOUT_SESSION.by_name) | {""}
    )


@pytest.mark.parametrize("field", SETTABLE, ids=lambda row: row.name)
def test_every_settable_field_can_be_set_by_some_request(field: Field) -> None:
    assert field.when in CREATING | UPDATING


def test_fields_that_amazon_fills_are_refused_one_by_one() -> None:
    for field in CHECKOUT_SESSION:
        if not field.settable and field.path(ApiVersion.V2):
            body = codec.nest({field: "x"}, ApiVersion.V2)
            with pytest.raises(Refused, match="UnrecognizedField"):
                reading.read(body, terms(ApiVersion.V2, Region.NA))
