"""A sale is completed once, with its own amounts."""

from __future__ import annotations

from apay_console.model.fields import ApiVersion
from apay_console.model.lifecycle import Next
from apay_console.model.operations import COMPLETE_SESSION
from apay_console.presenters.sale import errands
from apay_console.presenters.sale.state.steps import after_exchange
from tests.exchanges import answered, sent
from tests.presenters.conftest import Desk
from tests.presenters.gate import lose_answer
from tests.sale_parts import AMOUNT, session_body


def ready_to_complete(desk: Desk) -> None:
    desk.make_ready(ApiVersion.V2)
    address = desk.pay()
    desk.do(lambda: desk.console.buyer.returned(address))


def test_a_v2_session_is_completed_with_exactly_its_amounts(desk: Desk) -> None:
    ready_to_complete(desk)
    assert desk.state.step is Next.COMPLETE
    assert desk.sentence.startswith("The buyer is back and the session waits")
    state = desk.do(desk.console.courier.act)
    assert (state.sale.state, state.step) == ("Completed", Next.NEW)
    assert state.exchange is not None
    assert state.exchange.sent.body == (b'{"chargeAmount":{"amount":"19.99","currencyCode":"USD"}}')


def test_a_second_complete_is_explained_and_never_red(desk: Desk) -> None:
    ready_to_complete(desk)
    before = desk.state
    desk.do(desk.console.courier.complete)
    desk.console.desk.show(before)  # as if the shop had completed it meanwhile
    state = desk.do(desk.console.courier.complete)
    assert desk.exchanges[:4] == [
        ("get_charge", 200),
        ("get_permission", 200),
        ("get_session", 200),
        ("complete_session", 422),
    ]
    assert desk.notice.tone == "ok"
    assert desk.sentence.startswith("It was already completed at ")
    assert state.step is Next.NEW


def test_completing_a_session_that_the_buyer_left_says_that_nothing_was_charged(
    desk: Desk,
) -> None:
    desk.make_ready(ApiVersion.V2)
    desk.pay("cancel")
    desk.do(desk.console.courier.complete)
    assert "Nothing was charged by this request." in desk.sentence
    assert desk.state.step is Next.NEW


def test_a_complete_whose_answer_was_lost_is_settled_by_the_session(desk: Desk) -> None:
    ready_to_complete(desk)
    lose_answer(desk, COMPLETE_SESSION.name)
    assert desk.do(desk.console.courier.complete).unresolved
    state = desk.do(desk.console.courier.check)
    assert (state.unresolved, state.sale.state) == (False, "Completed")
    assert desk.notice.tone == "ok"


def test_total_and_charge_are_both_repeated_to_the_letter(desk: Desk) -> None:
    total = {"amount": "25.000", "currencyCode": "USD"}
    body = session_body(
        ApiVersion.V2,
        {
            AMOUNT.name: {"amount": "5", "currencyCode": "USD"},
            "paymentDetails.totalOrderAmount": total,
        },
    )
    exchange = answered(sent("get_session", version=ApiVersion.V2), 200, body)
    state = after_exchange(desk.state, exchange, 0.0)
    assert errands.completing(state).body == (
        b'{"chargeAmount":{"amount":"5","currencyCode":"USD"},'
        b'"totalOrderAmount":{"amount":"25.000","currencyCode":"USD"}}'
    )
