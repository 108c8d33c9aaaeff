"""A sale behind the veil: every part of its state, one by one."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from apay_console.errors import say
from apay_console.model.changes.changes import Change, Who
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.hidden_names import BUYER
from apay_console.model.kinds import Text
from apay_console.model.operations import OPERATIONS
from apay_console.model.reading import Reading
from apay_console.model.redaction import REDACTED
from apay_console.model.subjects import CHARGE
from apay_console.model.typed import Raw
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state import veiled
from apay_console.presenters.sale.state.sale_state import SaleState
from tests.exchanges import answered, sent
from tests.sale_parts import opened

CANARY = "Quillfeather"
TYPED = Draft({"storeId": "amzn1.x", "merchantMetadata.noteToBuyer": None}, {"a": 1}, '{"b": 1}')
FIELDS = [
    row
    for schema in {id(one.body): one.body for one in OPERATIONS}.values()
    for row in (schema.fields if schema else ())
    if row.settable and veiled.hides(row.name)
]
BODY: dict[str, Any] = {"chargeId": "S01-1", "buyer": {"name": CANARY}, "note": "kept"}
SEEN = answered(sent("get_session", body={"addressDetails": {"name": CANARY}}), 200, BODY)
WHOLE = {
    "session": None,  # its own, below
    "objects": (Reading(BODY, ApiVersion.V2, CHARGE),),
    "exchanges": (SEEN,),
    "exchange": SEEN,
    "moment": SEEN,
    "changes": (
        Change(("buyer", "name"), CANARY, CANARY + "2", Who.AMAZON),
        Change(("a",), {"buyer": CANARY}, [{"email": CANARY}], Who.YOU),
        Change(("a",), CANARY, CANARY, Who.YOU, origin=("buyer", "name")),
    ),
    "draft": Draft(
        {"merchantMetadata.noteToBuyer": CANARY, "addressDetails.name": Raw([CANARY])},
        {"buyer": {"name": CANARY}},
        f'{{"addressDetails":{{"name":"{CANARY}"}}}}',
    ),
    "aside": {
        ("C01-1", "refund"): Draft({"x": "y"}, by_hand=f'{{"email":"{CANARY}'),
    },
    "notice": Notice(
        "err",
        say("Amazon refused {at}.", at=f"/v2/buyers/{CANARY}"),
        details=f"{CANARY} is unknown",
    ),
}


@pytest.fixture
def state() -> SaleState:
    made = opened()
    assert made.session is not None
    session = replace(made.session, body={**made.session.body, "buyer": {"name": CANARY}})
    return replace(made, **{**WHOLE, "session": session})


@pytest.mark.parametrize("part", WHOLE)
def test_p12_no_part_of_a_sale_tells_of_its_buyer(state: SaleState, part: str) -> None:
    assert CANARY in repr(getattr(state, part))
    assert CANARY not in repr(getattr(veiled.state(state, veiled.exchange), part))


def test_p12_all_that_a_sale_has_of_amazons_is_veiled(state: SaleState) -> None:
    """A new part of the state must be thought of: it is veiled, or it is named here."""
    own = {"profile", "sale", "busy", "tried", "is_paying", "unresolved", "is_read_only",
           "open_until", "shown", "task", "poll", "simulation"}  # fmt: skip
    assert {row.name for row in fields(SaleState)} == own | set(WHOLE)


@pytest.mark.parametrize("name", sorted(BUYER))
def test_p12_each_name_on_the_list_is_masked_in_the_tree(state: SaleState, name: str) -> None:
    body = {"a": [{name: {"x": ["Quill"]}}], name.upper(): "Quill", "chargeId": "S01-1"}
    reading = Reading(body, ApiVersion.V2, CHARGE)
    seen = veiled.state(replace(state, objects=(reading,)), veiled.exchange).objects[0].body
    assert "Quill" not in str(seen)
    assert seen["chargeId"] == "S01-1"


TOKEN = "https://shop.example/back?a=1&buyerToken=canary&b=2"
SPOKEN = {"buyer": {"email": "mara@example.test"}, "reasonDescription": "mara@example.test is new"}


@pytest.mark.parametrize("body", [{"returnUrl": TOKEN}, {"links": [{"at": TOKEN}]}, SPOKEN])
def test_p12_what_stands_inside_of_a_text_is_masked_as_in_an_export(
    state: SaleState, body: dict[str, Any]
) -> None:
    reading = Reading({**body, "chargeId": "S01-1"}, ApiVersion.V2, CHARGE)
    change = Change(("x",), None, body, Who.AMAZON)
    found = replace(state, objects=(reading,), changes=(change,))
    seen = veiled.state(found, veiled.exchange)
    told = f"{seen.objects[0].body} {seen.changes}"
    assert "canary" not in told
    assert "mara@" not in told
    assert "is new" in told or "a=1" in told


def test_what_is_no_buyers_stays(state: SaleState) -> None:
    seen = veiled.state(state, veiled.exchange)
    assert seen.objects[0].body["note"] == "kept"
    assert seen.objects[0].body["chargeId"] == "S01-1"
    assert seen.notice is not None
    assert str(seen.notice.sentence) == f"Amazon refused /v2/buyers/{REDACTED}."
    assert veiled.state(replace(state, draft=TYPED), veiled.exchange).draft == TYPED


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_p12_what_is_typed_of_a_buyer_is_typed_in_a_line_that_can_show_dots(field: Field) -> None:
    assert isinstance(field.kind, Text)
