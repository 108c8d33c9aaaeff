"""A session is read tolerantly: what is absent or of a wrong type is empty, and nothing breaks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price, moment
from apay_console.model.session import Constraint, Session, read_session
from tests.model import examples
from tests.model.json_values import json_objects, json_values

V1, V2 = ApiVersion.V1, ApiVersion.V2
NAMES = [name for name in examples.NAMES if "update" not in name]


def example(name: str) -> Session:
    found = read_session(examples.body_of(name), V2)
    assert found is not None
    return found


def with_field(name: str, value: Any) -> Session:
    return Session({**examples.body_of("v1-open-ready"), name: value}, V1)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_tells_its_version_whatever_was_expected(name: str) -> None:
    for expected in (V1, V2):
        found = read_session(examples.body_of(name), expected)
        assert found is not None
        assert found.version is examples.version_of(name)


def test_an_answer_that_does_not_tell_its_version_has_the_expected_one() -> None:
    for body in ({"checkoutSessionId": "s"}, {"checkoutSessionId": "s"} | _BOTH):
        found = read_session(body, V1)
        assert found is not None
        assert found.version is V1


_BOTH = {"statusDetail": {"state": "Open"}, "statusDetails": {"state": "Open"}}


@pytest.mark.parametrize("body", [None, [], "x", 1, {}, {"reasonCode": 123, "message": {"a": 1}}])
def test_what_names_no_session_is_none(body: Any) -> None:
    assert read_session(body, V2) is None


def test_an_open_session_is_read() -> None:
    session = example("v1-open-ready")
    assert session.id == "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
    assert session.state == "Open"
    assert session.is_open
    assert session.reason == ""
    assert session.buyer == "Mara Lindqvist"
    assert session.price == Price(Decimal("48.90"), "USD")
    assert session.redirect_url.startswith("http://localhost:8098/checkout/processing?")
    assert session.constraints == ()
    assert session.expires_at == moment("20250611T081447Z").timestamp()


def test_constraints_keep_amazons_words_and_order() -> None:
    found = example("v2-open-missing").constraints
    assert [row.id for row in found] == [
        "BuyerNotAssociated",
        "ChargeAmountNotSet",
        "CheckoutResultReturnUrlNotSet",
        "PaymentIntentNotSet",
    ]
    assert found[1] == Constraint("ChargeAmountNotSet", "chargeAmount is not set.")


@pytest.mark.parametrize(
    ("name", "state", "reason"),
    [
        ("v1-completed", "Completed", ""),
        ("v1-canceled", "Canceled", "BuyerCanceled"),
        ("v2-completed", "Completed", ""),
        ("v2-canceled", "Canceled", "Declined"),
    ],
)
def test_a_session_that_ended_is_read_although_most_of_it_is_gone(
    name: str, state: str, reason: str
) -> None:
    session = example(name)
    assert (session.state, session.reason, session.is_open) == (state, reason, False)
    assert (session.price, session.redirect_url, session.buyer) == (None, "", "")
    assert session.constraints == ()


def test_a_buyer_without_a_name_is_known_by_id() -> None:
    assert with_field("buyer", {"buyerId": "amzn1.account.X"}).buyer == "amzn1.account.X"


@pytest.mark.parametrize("stamp", [None, 1749543600000, "soon", "20250610T240000Z", {}, []])
def test_an_end_that_cannot_be_read_is_no_end(stamp: Any) -> None:
    assert with_field("expirationTimestamp", stamp).expires_at is None


@pytest.mark.parametrize("url", [None, 5, [], {}])
def test_a_redirect_url_of_a_wrong_type_is_none(url: Any) -> None:
    assert with_field("webCheckoutDetail", {"amazonPayRedirectUrl": url}).redirect_url == ""


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (None, ()),
        ("x", ()),
        ([None, "x", 5], ()),
        ([{}], (Constraint("", ""),)),
        ([{"constraintId": None, "description": 5}], (Constraint("", ""),)),
        ([{"constraintId": "New"}], (Constraint("New", ""),)),
    ],
)
def test_constraints_of_a_wrong_type_are_left_out_or_empty(rows: Any, found: Any) -> None:
    assert with_field("constraints", rows).constraints == found


def test_an_amount_that_cannot_be_read_is_no_price() -> None:
    for amount in (None, "x", {"amount": "1,0", "currencyCode": "USD"}, [], {"amount": None}):
        assert with_field("paymentDetail", {"chargeAmount": amount}).price is None


keys = st.sampled_from([*examples.body_of("v1-open-ready"), "statusDetails", "x"])
nearly = st.dictionaries(keys, json_values, max_size=6)


@given(json_values | json_objects | nearly, st.sampled_from([V1, V2]))
def test_any_json_is_read_without_breaking(body: Any, version: ApiVersion) -> None:
    found = read_session(body, version)
    session = found or Session(body if isinstance(body, dict) else {}, version)
    for name in ("id", "state", "reason", "redirect_url", "buyer"):
        assert isinstance(getattr(session, name), str)
    assert session.is_open in {True, False}
    assert session.price is None or session.price.amount > 0
    assert session.expires_at is None or session.expires_at
    assert all(isinstance(row.id, str) for row in session.constraints)
