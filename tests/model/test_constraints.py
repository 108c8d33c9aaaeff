"""Each constraint that Amazon names has a remedy; every other is passed on in Amazon's words."""

from __future__ import annotations

import pytest

from apay_console.model import constraints
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.constraints import REMEDIES, Remedy, remedy
from apay_console.model.draft import Draft
from apay_console.model.fields import ApiVersion
from apay_console.model.session import Constraint
from apay_console.model.typed import Raw
from tests.model import examples

KNOWN = {
    "BuyerNotAssociated": {"v1", "v2"},
    "ChargeAmountNotSet": {"v1", "v2"},
    "CheckoutResultReturnUrlNotSet": {"v1", "v2"},
    "PaymentIntentNotSet": {"v1", "v2"},
    "RecurringFrequencyNotSet": {"v2"},
}
of_fields = pytest.mark.parametrize(
    "known", [row for row in REMEDIES if row.field], ids=lambda row: row.constraint
)


def test_every_known_constraint_has_one_remedy_for_the_versions_that_raise_it() -> None:
    assert {row.constraint: set(row.versions) for row in REMEDIES} == KNOWN
    assert len(REMEDIES) == len(KNOWN)


@pytest.mark.parametrize("known", REMEDIES, ids=lambda row: row.constraint)
def test_a_remedy_has_words_and_either_a_field_or_an_action(known: Remedy) -> None:
    assert known.chip
    assert known.sentence
    assert bool(known.field) != bool(known.action)


@of_fields
def test_the_field_of_a_remedy_can_be_set_in_every_version_named(known: Remedy) -> None:
    row = CHECKOUT_SESSION[known.field]
    assert row.settable
    assert all(row.path(version) for version in known.versions)


def test_signing_in_is_no_field() -> None:
    known = remedy("BuyerNotAssociated")
    assert known is not None
    assert (known.field, known.action) == ("", "sign_in")


def test_every_constraint_of_amazons_bodies_is_known() -> None:
    for name in ("v1-open-missing", "v2-open-missing"):
        assert all(remedy(row["constraintId"]) for row in examples.body_of(name)["constraints"])


def test_a_known_constraint_is_explained_in_our_words() -> None:
    found = constraints.explain(Constraint("ChargeAmountNotSet", "chargeAmount is not set."))
    assert str(found).startswith("Amazon does not know how much to charge.")


@pytest.mark.parametrize(
    ("constraint", "words"),
    [(Constraint("New", "{x} is not set."), "“{x} is not set.”"), (Constraint("New", ""), "“New”")],
)
def test_an_unknown_constraint_is_explained_in_amazons_words(
    constraint: Constraint, words: str
) -> None:
    assert remedy("New") is None
    assert words in str(constraints.explain(constraint))


@of_fields
def test_a_filled_field_will_clear_its_constraint(known: Remedy) -> None:
    example = CHECKOUT_SESSION[known.field].kind.example
    assert constraints.will_clear(known.constraint, Draft({known.field: example}))


@of_fields
def test_an_empty_or_cleared_field_clears_nothing(known: Remedy) -> None:
    for typed in ("", " ", None):
        assert not constraints.will_clear(known.constraint, Draft({known.field: typed}))
    assert not constraints.will_clear(known.constraint, Draft())


@of_fields
def test_what_amazon_would_refuse_clears_nothing(known: Remedy) -> None:
    for typed in ("\x00", Raw([1]), Raw(None)):
        assert not constraints.will_clear(known.constraint, Draft({known.field: typed}))


def test_a_value_typed_as_json_clears_its_constraint() -> None:
    draft = Draft({"paymentDetails.chargeAmount": Raw({"amount": 5, "currencyCode": "USD"})})
    assert constraints.will_clear("ChargeAmountNotSet", draft)


def test_no_draft_clears_what_no_field_clears() -> None:
    draft = Draft({"paymentDetails.chargeAmount": "5 USD"})
    assert not constraints.will_clear("BuyerNotAssociated", draft)
    assert not constraints.will_clear("New", draft)


def test_v1_raises_no_constraint_about_recurring() -> None:
    known = remedy("RecurringFrequencyNotSet")
    assert known is not None
    assert ApiVersion.V1 not in known.versions
