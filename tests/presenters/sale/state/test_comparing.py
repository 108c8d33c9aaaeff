"""Which answers of a sale are compared: those of the object that is shown, newest first."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.changes.changes import Who
from apay_console.model.exchange import Exchange
from apay_console.presenters.sale.state.comparing import Answers, AnswersOfSale
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange
from tests.exchanges import NOON, SESSION, answered, refused, sent
from tests.sale_parts import begun, read, session_body


def at(moment: float, exchange: Exchange | None = None) -> Exchange:
    return replace(exchange or read(), started_at=NOON + moment)


def sale(*exchanges: Exchange) -> SaleState:
    state = begun()
    for one in exchanges:
        state = after_exchange(state, one, NOON)
    return state


def found(state: SaleState) -> Answers:
    return AnswersOfSale().of(state)


def test_before_anything_came_there_is_nothing() -> None:
    assert found(begun()).after is None
    assert found(begun()).compared(0) is None


def test_each_earlier_answer_can_be_chosen_newest_first() -> None:
    one, two, three = at(0), at(1), at(2)
    assert found(sale(one, two, three)) == Answers(three, (two, one))


def test_answers_about_another_object_are_left_out() -> None:
    charge = answered(sent("get_charge", version="v2"), 200, {"chargeId": "S01-1-C1"})
    one, two = at(0), at(2)
    assert found(sale(one, at(1, charge), two)).earlier == (one,)


def test_an_earlier_moment_is_compared_with_those_before_it() -> None:
    one, two, three = at(0), at(1), at(2)
    state = replace(sale(one, two, three), moment=two)
    assert found(state) == Answers(two, (one,))


def test_after_a_refusal_the_last_good_answer_is_compared_and_that_is_said() -> None:
    one, two = at(0), at(1)
    state = sale(one, two, refused(422, "InvalidParameterValue"))
    answers = found(state)
    assert (answers.after, answers.earlier) == (two, (one,))
    assert answers.words is not None


def test_a_refusal_is_no_answer_of_the_object_that_its_address_names() -> None:
    one, no = at(0), refused(422, "InvalidParameterValue")
    url = f"https://pay-api.amazon.com/v1/checkoutSessions/{SESSION}"
    no = replace(no, sent=replace(no.sent, url=url))
    assert found(sale(one, no)).after == one
    assert found(sale(one, no, at(2))).earlier == (one,)


def test_a_refusal_that_is_looked_at_has_nothing_to_compare() -> None:
    no = refused(422, "InvalidParameterValue")
    answers = found(replace(sale(at(0), no), moment=no))
    assert answers.after is None
    assert answers.words is not None


def priced(amount: str) -> dict[str, dict[str, str]]:
    return {"paymentDetails.chargeAmount": {"amount": amount, "currencyCode": "USD"}}


def test_what_was_sent_since_the_chosen_answer_is_yours_and_what_was_sent_before_is_not() -> None:
    asked = {"paymentDetail": {"chargeAmount": {"amount": "1.00", "currencyCode": "USD"}}}
    body = session_body(values=priced("1.00"))
    one, two = at(0), at(1, answered(sent(body=asked), 200, body))
    answers = found(sale(one, two, at(2, read(values=priced("2.00")))))
    compared = [answers.compared(place) for place in (0, 1)]
    assert [{row.who for row in each.changes} for each in compared if each] == [
        {Who.AMAZON},
        {Who.YOU},
    ]
    assert [each.before for each in compared if each] == [two, one]


def test_after_a_refusal_it_is_the_object_in_front_that_is_compared() -> None:
    charge = answered(sent("get_charge", version="v2"), 200, {"chargeId": "S01-1-C1"})
    one = at(0)
    state = sale(one, at(1, charge), refused(422, "InvalidParameterValue"))
    assert found(state).after == one


def test_a_moment_that_is_not_in_the_list_is_compared_with_what_was_before_it() -> None:
    one, two = at(0), at(2)
    moment = at(1)
    assert found(replace(sale(one, two), moment=moment)) == Answers(moment, (one,))
    stored = replace(two, id=7)
    read_again = replace(stored)
    assert found(replace(sale(one, stored), moment=read_again)).earlier == (one,)
