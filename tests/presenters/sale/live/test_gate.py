"""Live is read-only until unlocked, and no live write leaves without one yes to one question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.draft import Draft
from apay_console.model.lifecycle import Next
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live.gate import OPEN_FOR_S, question
from tests.presenters.live_parts import (
    LIVE,
    NOTE,
    OTHER,
    SANDBOX,
    act,
    counter,
    open_sale,
    sale_of,
)

__all__ = ["counter"]


# What leaves, and what does not


def test_locked_nothing_is_sent_and_unlocking_is_asked_for(counter, qtbot):
    act(counter, open_sale())
    counter.settle(qtbot)
    assert counter.wanted == ["unlock"]
    assert not counter.asked
    assert not counter.wire.requests
    assert str(counter.desk.state.reason) == "Live is read-only"
    assert counter.desk.state.busy is None
    assert counter.desk.state.draft == NOTE


def test_unlocked_nothing_is_sent_before_the_answer(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.settle(qtbot)
    assert len(counter.asked) == 1
    assert not counter.wire.requests
    assert counter.desk.state.reason is None


def test_a_yes_sends_once_exactly_the_bytes_that_were_asked_about(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    shown = counter.desk.state.body.text.encode()
    for _ in range(2):
        counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert counter.wire.writes == ["update_session"]
    assert counter.wire.requests[0].body == shown
    assert len(counter.asked) == 1


def test_a_no_sends_nothing_and_keeps_what_was_typed(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    with qtbot.waitSignal(counter.courier.live.ended):
        counter.courier.live.refuse()
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert not counter.wire.requests
    assert counter.desk.state.draft == NOTE
    assert counter.desk.state.can_act


def test_after_a_no_the_question_can_be_put_again(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.courier.live.refuse()
    counter.courier.act()
    counter.courier.live.confirm(counter.asked[1])
    counter.settle(qtbot)
    assert counter.wire.writes == ["update_session"]


def test_while_a_question_is_open_no_other_is_put(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.courier.act()
    counter.courier.send()
    counter.courier.complete()
    assert len(counter.asked) == 1


def test_yes_to_an_earlier_question_says_nothing_about_the_next(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.courier.live.refuse()
    counter.courier.complete()
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert not counter.wire.requests


@pytest.mark.parametrize(
    "change",
    [
        {"draft": Draft({"merchantMetadata.noteToBuyer": "Three tins"})},
        {"sale": sale_of(OTHER)},
        {"profile": OTHER},
        {"session": None},
        {"busy": question(LIVE)},
    ],
)
def test_a_question_ends_when_what_it_is_about_changes(counter, qtbot, change):
    counter.unlock()
    act(counter, open_sale())
    with qtbot.waitSignal(counter.courier.live.ended):
        counter.desk.change(**change)
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert not counter.wire.requests


def test_a_bar_above_the_panes_ends_no_question(counter):
    counter.unlock()
    act(counter, open_sale())
    counter.desk.change(notice=None, tried=True)
    counter.courier.live.confirm(counter.asked[0])
    assert counter.desk.state.busy is not None


def test_a_yes_after_the_time_is_over_asks_to_unlock_instead(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.ticks.now += OPEN_FOR_S
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert counter.wanted == ["unlock"]
    assert not counter.wire.requests


# What is shown


def test_the_reason_goes_and_comes_with_the_lock(counter):
    counter.desk.put(open_sale())
    assert str(counter.desk.state.reason) == "Live is read-only"
    counter.unlock()
    assert counter.desk.state.reason is None
    counter.desk.lock.lock()
    assert str(counter.desk.state.reason) == "Live is read-only"


def test_a_step_that_writes_nothing_is_not_called_read_only(counter):
    state = open_sale(draft=Draft())
    ended = replace(state.session, body={**state.session.body, "statusDetails": {"state": "x"}})
    counter.desk.put(replace(state, session=ended))
    assert counter.desk.state.step is Next.NEW
    assert counter.desk.state.reason is None


def test_a_sandbox_is_not_called_read_only(counter):
    counter.desk.put(open_sale(SANDBOX))
    assert not counter.desk.state.is_read_only


def test_an_unusual_amount_is_told_in_the_question(counter):
    counter.unlock()
    done = [Sale(f"d{n}", "p1", "v2", 1.0, 1.0, state="Completed", note="9 EUR") for n in range(3)]
    counter.courier.live.know(tuple(done))
    counter.desk.put(open_sale())
    counter.courier.complete()
    assert "Unusually much" in str(counter.asked[0].caution)
