"""What a payment asks for beyond what is left is asked about, with Cancel as the first answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.draft import Draft
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live.asking import Ask
from tests.objects import charge, usd
from tests.presenters.live_parts import LIVE, SANDBOX, Counter, counter
from tests.presenters.sale.live.test_live_writes import task_of

__all__ = ["counter"]


def ask_for(counter: Counter, qtbot: Any, name: str, profile: Any, **typed: str) -> list[Ask]:
    """Fill a task in and press its button; the questions that were put."""
    state = task_of(name, profile)
    counter.desk.put(replace(state, draft=Draft({**state.draft.typed, **typed})))
    counter.courier.do_task()
    counter.settle(qtbot)
    return counter.asked


AMOUNTS = {
    "create_charge": ("chargeAmount", "100.00 USD", "100.01 USD"),
    "capture_charge": ("captureAmount", "48.90 USD", "48.91 USD"),
    "create_refund": ("refundAmount", "48.90 USD", "48.91 USD"),
}


@pytest.mark.parametrize("name", AMOUNTS)
def test_b19_another_currency_than_the_checkouts_is_asked_about(
    counter: Counter, qtbot: Any, name: str
) -> None:
    [ask] = ask_for(counter, qtbot, name, SANDBOX, **{AMOUNTS[name][0]: "5.00 EUR"})
    assert str(ask.caution) == (
        "The checkout was in USD, not in EUR: Amazon would answer CurrencyMismatch."
    )
    assert not counter.wire.writes
    counter.courier.live.confirm(ask)
    counter.settle(qtbot)
    assert counter.wire.writes == [name]


@pytest.mark.parametrize("name", AMOUNTS)
def test_b20_a_cent_more_than_is_left_is_asked_about_and_all_that_is_left_is_not(
    counter: Counter, qtbot: Any, name: str
) -> None:
    field, all_of_it, more = AMOUNTS[name]
    assert ask_for(counter, qtbot, name, SANDBOX, **{field: all_of_it}) == []
    assert counter.wire.writes == [name]
    [ask] = ask_for(counter, qtbot, name, SANDBOX, **{field: more})
    assert "more than the" in str(ask.caution)
    counter.courier.live.refuse()
    assert counter.wire.writes == [name]


def test_b20_where_nothing_is_left_that_is_said(counter: Counter, qtbot: Any) -> None:
    gone = charge("Captured", "48.90", refundedAmount=usd("48.90"))
    state = replace(task_of("create_refund", SANDBOX), objects=(gone,), shown=gone.id)
    typed = {"chargeId": gone.id, "refundAmount": "1.00 USD"}
    counter.desk.put(replace(state, draft=Draft(typed)))
    counter.courier.do_task()
    counter.settle(qtbot)
    assert str(counter.asked[0].caution) == "Nothing is left of it."


@pytest.mark.parametrize("name", AMOUNTS)
def test_b20_live_says_it_in_the_one_sheet(counter: Counter, qtbot: Any, name: str) -> None:
    counter.unlock()
    [ask] = ask_for(counter, qtbot, name, LIVE, **{AMOUNTS[name][0]: AMOUNTS[name][2]})
    assert str(ask.title).startswith("LIVE: ")
    assert "more than the" in str(ask.caution)
    counter.courier.live.confirm(ask)
    counter.settle(qtbot)
    assert (len(counter.asked), counter.wire.writes) == (1, [name])


def test_b20_a_question_that_is_open_lets_no_other_amount_pass(
    counter: Counter, qtbot: Any
) -> None:
    field, _, more = AMOUNTS["create_charge"]
    ask_for(counter, qtbot, "create_charge", SANDBOX, **{field: more})
    counter.courier.do_task()
    counter.settle(qtbot)
    assert (len(counter.asked), counter.wire.writes) == (1, [])


def test_b21_an_amount_far_above_the_usual_has_one_more_line_in_the_live_sheet(
    counter: Counter, qtbot: Any
) -> None:
    counter.unlock()
    done = [Sale(f"d{n}", "p1", "v2", 1.0, 1.0, state="Completed", note="5 USD") for n in range(3)]
    counter.courier.live.know(tuple(done))
    [usual] = ask_for(counter, qtbot, "create_charge", LIVE, chargeAmount="20.00 USD")
    assert usual.caution is None
    counter.courier.live.refuse()
    [_, ask] = ask_for(counter, qtbot, "create_charge", LIVE, chargeAmount="90.00 USD")
    assert "Unusually much" in str(ask.caution)
