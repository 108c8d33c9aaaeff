"""A sale has one next step at any time, and its rail says the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.fields import ApiVersion
from apay_console.model.later import Readings
from apay_console.model.lifecycle import Mark, Next, Stand, next_step, rail
from apay_console.model.session import Session
from tests.model import examples
from tests.model.json_values import json_values
from tests.objects import charge, permission, refund

V1, V2 = ApiVersion.V1, ApiVersion.V2
STEP_NOW = {
    Next.CREATE: "Session",
    Next.SIGN_IN: "Buyer",
    Next.SEND: "Payment info",
    Next.OPEN_PAGE: "Buyer pays",
    Next.COMPLETE: "Finished",
}


def stand(name: str, *, buyer_back: bool = False, **changed: Any) -> Stand:
    version = examples.version_of(name)
    return Stand(Session(examples.body_of(name) | changed, version), version, buyer_back)


ONLY_BUYER = [{"constraintId": "BuyerNotAssociated", "description": ""}]
UNKNOWN = [{"constraintId": "New", "description": ""}]

STANDS = [
    (Stand(None, V1), Next.CREATE),
    (stand("v2-open-missing"), Next.SIGN_IN),
    (stand("v2-open-missing", constraints=ONLY_BUYER), Next.SIGN_IN),
    (stand("v1-open-missing"), Next.SEND),
    (stand("v1-open-ready", constraints=UNKNOWN), Next.SEND),
    (stand("v1-open-ready"), Next.OPEN_PAGE),
    (stand("v2-open-ready"), Next.OPEN_PAGE),
    (stand("v2-open-ready", buyer_back=True), Next.COMPLETE),
]
ENDED = [
    stand(name, buyer_back=back)
    for name in ("v1-completed", "v1-canceled", "v2-completed", "v2-canceled")
    for back in (False, True)
]


@pytest.mark.parametrize(("found", "step"), STANDS)
def test_each_stand_has_its_next_step(found: Stand, step: Next) -> None:
    assert next_step(found, unsent=False) is step


@pytest.mark.parametrize(("found", "step"), STANDS)
def test_the_rail_marks_the_step_that_comes_next(found: Stand, step: Next) -> None:
    assert [row.name for row in rail(found) if row.mark is Mark.NOW] == [STEP_NOW[step]]


@pytest.mark.parametrize(("found", "step"), STANDS)
def test_what_is_typed_is_sent_before_anything_else(found: Stand, step: Next) -> None:
    expected = Next.CREATE if step is Next.CREATE else Next.SEND
    assert next_step(found, unsent=True) is expected


@pytest.mark.parametrize("found", ENDED)
def test_a_session_that_ended_can_only_be_followed_by_a_new_one(found: Stand) -> None:
    for unsent in (False, True):
        assert next_step(found, unsent=unsent) is Next.NEW


def test_in_v1_amazon_finishes_the_session_and_nobody_completes_it() -> None:
    found = stand("v1-open-ready", buyer_back=True)
    assert not found.can_complete
    assert next_step(found, unsent=False) is Next.OPEN_PAGE


def test_the_rail_of_a_paid_sale_is_done_from_end_to_end() -> None:
    for name in ("v1-completed", "v2-completed"):
        marks = [step.mark for step in rail(stand(name))]
        assert marks == [*[Mark.DONE] * 5, *[Mark.LATER] * 2]


def test_the_rail_of_a_declined_sale_fails_where_the_buyer_pays_and_says_why() -> None:
    steps = rail(stand("v2-canceled"))
    assert [step.mark for step in steps] == [*[Mark.DONE] * 3, Mark.FAILED, *[Mark.LATER] * 3]
    assert str(steps[3].note) == "Declined"


def test_the_rail_of_an_expired_sale_fails_at_its_end() -> None:
    declined = stand("v2-canceled")
    assert declined.session is not None
    status = {**declined.session.body["statusDetails"], "reasonCode": "Expired"}
    body = {**declined.session.body, "statusDetails": status}
    steps = rail(Stand(Session(body, ApiVersion.V2), ApiVersion.V2))
    assert [step.mark for step in steps[:5]] == [Mark.DONE, *[Mark.LATER] * 3, Mark.FAILED]
    assert str(steps[4].note) == "Expired"


def test_the_rail_says_who_the_buyer_is_and_how_much_is_missing() -> None:
    notes = [str(step.note or "") for step in rail(stand("v1-open-missing"))]
    assert notes == ["created", "Mara Lindqvist", "3 missing", "", "", "", ""]
    assert stand("v1-open-missing").missing == 3
    assert not stand("v1-open-missing").needs_buyer


constraints = st.lists(
    st.sampled_from(["BuyerNotAssociated", "ChargeAmountNotSet", "New"]).map(
        lambda found: {"constraintId": found}
    ),
    max_size=3,
)


@given(constraints, json_values, st.booleans(), st.sampled_from(["v1", "v2"]))
def test_the_rail_of_an_open_session_has_exactly_one_step_now(
    rows: Any, url: Any, buyer_back: bool, version: str
) -> None:
    pages = {"amazonPayRedirectUrl": url}
    name = "webCheckoutDetail" if version == "v1" else "webCheckoutDetails"
    found = stand(f"{version}-open-ready", buyer_back=buyer_back, constraints=rows, **{name: pages})
    steps = rail(found)
    assert [step.mark for step in steps].count(Mark.NOW) == 1
    assert [step.name for step in steps] == [
        "Session",
        "Buyer",
        "Payment info",
        "Buyer pays",
        "Finished",
        "Captured",
        "Refunded",
    ]


# --- the money --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("objects", "told"),
    [
        ((permission(),), ["later", "later"]),
        ((permission(), charge("Authorized")), ["now", "later"]),
        ((charge("AuthorizationInitiated"),), ["now pending", "later"]),
        ((charge("Declined", reason="SoftDeclined"),), ["failed SoftDeclined", "later"]),
        ((charge("Canceled", reason="ExpiredUnused"),), ["failed ExpiredUnused", "later"]),
        ((charge("Captured", captured="48.90"),), ["done 48.90 USD", "later"]),
        (
            (charge("Declined", reason="SoftDeclined"), charge("Authorized", number=2)),
            ["now", "later"],
        ),
        (
            (charge("Captured", captured="8.90"), charge("Captured", captured="40.00", number=2)),
            ["done 48.90 USD", "later"],
        ),
        (
            (charge("Captured", captured="9.00"), refund("RefundInitiated")),
            ["done 9.00 USD", "now pending"],
        ),
        (
            (charge("Captured", captured="9.00"), refund("Refunded")),
            ["done 9.00 USD", "done 5.00 USD"],
        ),
        (
            (charge("Captured", captured="9.00"), refund("Declined", reason="ProcessingFailure")),
            ["done 9.00 USD", "failed ProcessingFailure"],
        ),
    ],
)
def test_the_rail_tells_how_far_the_money_is(objects: Readings, told: list[str]) -> None:
    steps = rail(replace(stand("v2-completed"), objects=objects))[5:]
    assert [f"{step.mark} {step.note or ''}".strip() for step in steps] == told


def test_a_sale_that_began_with_a_charge_has_its_beginning_behind_it() -> None:
    steps = rail(Stand(None, V2, objects=(charge("Authorized"),)))
    assert [step.mark for step in steps] == [*[Mark.DONE] * 5, Mark.NOW, Mark.LATER]
