"""A sale's row in the list follows the objects that came of it."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading
from apay_console.model.sale import Sale
from apay_console.model.subjects import CHARGE
from apay_console.presenters.sale.state.later_steps import object_in, row_of, with_object
from tests.exchanges import NOON, answered, sent
from tests.ui.later_states import CHARGE_ID, charge, followed, permission, reading, refund


def test_once_a_pending_charge_is_authorized_the_row_says_completed_again() -> None:
    sale = replace(followed().sale, state="Completed", note="48.90 USD")
    pending = row_of(sale, (charge("AuthorizationInitiated"),), NOON)
    assert pending.state == "AuthorizationInitiated"
    decided = row_of(pending, (charge("Authorized"),), NOON)
    assert (decided.state, decided.note) == ("Completed", "48.90 USD")


def row(*objects: Reading) -> Sale:
    sale = replace(followed().sale, state="Completed", note="48.90 USD")
    return row_of(sale, objects, NOON)


def test_a_decline_is_told_with_its_reason() -> None:
    found = row(charge("Declined", **{"statusDetails.reasonCode": "SoftDeclined"}))
    assert (found.state, found.note) == ("Declined", "SoftDeclined")


def test_what_tells_no_amount_leaves_the_one_that_is_known() -> None:
    found = row(charge("Canceled", chargeAmount=None))
    assert (found.state, found.note) == ("Canceled", "48.90 USD")


def test_nothing_new_leaves_a_sale_where_it_is_in_the_list() -> None:
    known = row(permission(), charge())
    assert known.updated_at == NOON
    assert row_of(known, (permission(), charge()), NOON + 60).updated_at == NOON
    newer = row_of(known, (permission(), charge("Captured")), NOON + 60)
    assert newer.updated_at == NOON + 60


def test_only_an_answer_that_succeeded_brings_an_object() -> None:
    asked, state = sent("get_charge", version="v2"), followed()
    assert object_in(answered(asked, 200, charge().body), state) == charge()
    assert object_in(answered(asked, 404, charge().body), state) is None


def test_an_answer_about_something_else_brings_nothing() -> None:
    asked, state = sent("get_charge", version="v2"), followed()
    assert object_in(answered(asked, 200, permission().body), state) is None


def test_two_spellings_are_not_compared() -> None:
    state = replace(followed(charge()), shown=CHARGE_ID)
    values = {"chargeId": CHARGE_ID, "statusDetails.state": "Captured"}
    other = reading(CHARGE, values, ApiVersion.V1)
    asked = answered(sent("get_charge", version="v1"), 200, other.body)
    assert with_object(state, other, asked, NOON).changes is None
    newer = charge("Captured")
    asked = answered(sent("get_charge", version="v2"), 200, newer.body)
    assert with_object(state, newer, asked, NOON).changes


def test_a_refund_that_failed_leaves_the_charge_s_word() -> None:
    found = row(charge("Captured"), refund("Declined"))
    assert (found.state, found.note) == ("Captured", "48.90 USD")


def test_the_sale_s_own_number_stays() -> None:
    numbered = permission(**{"merchantMetadata.merchantReferenceId": "77"})
    sale = followed().sale
    assert row_of(replace(sale, reference="88"), (numbered,), NOON).reference == "88"
    assert row_of(replace(sale, reference=""), (numbered,), NOON).reference == "77"
