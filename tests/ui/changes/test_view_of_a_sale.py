"""What changed in a sale from answer to answer, and what is said where nothing did."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.presenters.sale.state.steps import after_exchange
from tests.exchanges import NOON, answered, not_sent, refused, sent
from tests.sale_parts import PRICE, begun, opened, read, session_body
from tests.ui.changes.view_parts import CHANGED, got, updated, view

__all__ = ["view"]


def sale(*exchanges: Exchange):
    state = begun()
    for one in exchanges:
        state = after_exchange(state, one, NOON)
    return state


def test_a_first_answer_has_nothing_to_compare_with(view):
    view.show_state(opened())
    assert view.texts() == ["First answer: nothing to compare with."]


def test_an_answer_like_the_one_before_says_since_when_nothing_changed(view):
    view.show_state(sale(read(), replace(read(), started_at=NOON + 60)))
    (said,) = view.texts()
    assert said.startswith("Nothing changed since ")


def test_any_earlier_answer_can_be_chosen_and_what_was_sent_meanwhile_is_yours(view):
    one = got(session_body())
    two = updated(session_body(values=CHANGED), {"paymentDetail": {"chargeAmount": PRICE}})
    view.show_state(sale(one, two, got(session_body(values=CHANGED), NOON + 120)))
    assert view.head.earlier.count() == 2
    assert view.texts()[0].startswith("Nothing changed")
    view.head.earlier_chosen.emit(1)
    assert view.texts() == ["You ▸ paymentDetail.chargeAmount null 19.99 USD changed"]


def test_after_a_refusal_the_last_changes_stay_with_a_word_about_it(view):
    one, two = got(session_body()), got(session_body(values=CHANGED), NOON + 60)
    view.show_state(sale(one, two, refused(400, "InvalidParameterValue")))
    assert len(view.texts()) == 1
    assert "400 InvalidParameterValue" in view.head.notes.text()


def test_a_refusal_right_after_the_first_answer_says_so_too(view):
    view.show_state(sale(got(session_body()), refused(400, "InvalidParameterValue")))
    (said,) = view.texts()
    assert said.startswith("This request was refused (400 InvalidParameterValue)")


def test_without_an_answer_it_says_why(view):
    view.show_state(sale(not_sent()))
    assert view.texts() == ["No answer came to this request, so there is nothing to compare."]
    view.show_pair(not_sent(), read())
    assert view.texts() == ["No answer came to this request, so there is nothing to compare."]


def test_two_spellings_of_one_answer_are_no_change_and_that_is_said(view):
    view.show_pair(read(ApiVersion.V1), read(ApiVersion.V2, values=CHANGED))
    assert view.texts() == ["Amazon ◂ paymentDetails.chargeAmount null 19.99 USD changed"]
    assert "v1 and v2 spell names differently" in view.head.notes.text()


def test_two_objects_are_compared_with_a_word_about_it(view):
    view.show_pair(read(), answered(sent("get_charge", version="v2"), 200, {"chargeId": "S-1"}))
    assert "Two objects are compared: Session" in view.head.notes.text()
