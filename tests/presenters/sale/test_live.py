"""Live is read-only until unlocked, and no live write leaves without one yes to one question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import Invalid
from apay_console.model.draft import Draft
from apay_console.model.lifecycle import Next
from apay_console.model.operations import OPERATIONS
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live import OPEN_FOR_S, LiveLock, question, steady
from apay_console.presenters.sale.sale_courier import Way
from apay_console.presenters.sale.signed_call import SignedCall, Wanted
from tests.objects import charge, permission
from tests.presenters.live_parts import (
    LIVE,
    NAME,
    NOTE,
    SANDBOX,
    Clock,
    counter_in,
    open_sale,
    sale_of,
    waiting,
)

OTHER = replace(LIVE, id="p9", name="Other")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lock(qapp, clock):
    return LiveLock(clock)


@pytest.fixture
def counter(qtbot, tmp_path):
    with counter_in(tmp_path) as counter:
        yield counter


# The lock


def test_live_begins_locked_and_nothing_else_is_ever_locked(lock):
    assert lock.is_locked(LIVE)
    assert not lock.is_locked(SANDBOX)


def test_the_names_exact_letters_open_it(lock, qtbot):
    with qtbot.waitSignal(lock.changed):
        lock.unlock(LIVE, f" {NAME}\n")
    assert not lock.is_locked(LIVE)


@pytest.mark.parametrize("typed", ["", " ", "fjord tea", "Fjord", "Fjord  Tea", "Fjord Tea!"])
def test_any_other_text_leaves_it_locked_and_says_what_to_type(lock, typed):
    with pytest.raises(Invalid, match=f"“{NAME}”"):
        lock.unlock(LIVE, typed)
    assert lock.is_locked(LIVE)


def test_a_name_may_be_typed_in_pieces_of_letters(lock):
    lock.unlock(replace(LIVE, name="Caf\u00e9"), "Cafe\u0301")
    assert not lock.is_locked(replace(LIVE, name="Caf\u00e9"))


def test_no_name_opens_nothing(lock):
    with pytest.raises(Invalid):
        lock.unlock(replace(LIVE, name=""), "")


def test_it_opens_for_one_profile_only(lock):
    lock.unlock(LIVE, NAME)
    assert lock.is_locked(OTHER)


def test_it_locks_again_after_a_quarter_of_an_hour(lock, clock):
    lock.unlock(LIVE, NAME)
    clock.now += OPEN_FOR_S - 1
    assert not lock.is_locked(LIVE)
    clock.now += 1
    assert lock.is_locked(LIVE)


def test_a_clock_that_went_back_locks(lock, clock):
    lock.unlock(LIVE, NAME)
    clock.now -= 1
    assert lock.is_locked(LIVE)


def test_the_end_of_the_time_is_told_by_itself(lock, qtbot):
    lock.unlock(LIVE, NAME)
    assert lock._timer.interval() == OPEN_FOR_S * 1000
    with qtbot.waitSignal(lock.changed):
        lock._timer.timeout.emit()
    assert lock.is_locked(LIVE)


@pytest.mark.parametrize("chosen", [OTHER, SANDBOX, replace(LIVE, public_key_id="LIVE-X")])
def test_choosing_or_editing_a_profile_locks_for_good(lock, chosen):
    lock.unlock(LIVE, NAME)
    lock.follow(chosen)
    assert lock.is_locked(LIVE)


def test_the_same_profile_told_again_stays_open(lock):
    lock.unlock(LIVE, NAME)
    lock.follow(LIVE)
    assert not lock.is_locked(LIVE)


def test_the_question_names_the_profile_and_the_time():
    assert str(question(LIVE)) == (
        "Live is read-only. Type “Fjord Tea” to allow changes for 15 minutes."
    )


def test_the_clock_of_the_lock_does_not_go_back():
    assert steady() <= steady()


# What leaves, and what does not


def act(counter, state):
    counter.desk.put(state)
    counter.courier.act()


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


def call(counter, method, path):
    SignedCall(counter.desk, counter.courier.live, counter.desk).send(Wanted(method, path, "{}"))


WRITES = {
    "create_session": lambda counter: counter.courier.create(),
    "update_session": lambda counter: counter.courier.send(),
    "complete_session": lambda counter: counter.courier.complete(),
    **{row.name: lambda counter: counter.courier.do_task() for row in OPERATIONS if row.verb},
    "signed_call": lambda counter: call(counter, "POST", "/v2/whatever"),
}


def test_every_write_that_the_console_knows_is_tried_here():
    assert set(WRITES) == {row.name for row in OPERATIONS if row.writes} | {"signed_call"}


@pytest.mark.parametrize("name", list(WRITES))
@pytest.mark.parametrize("unlocked", [True, False])
def test_every_live_write_waits_for_its_one_question(counter, qtbot, name, unlocked):
    if unlocked:
        counter.unlock()
    counter.desk.put(ready_for(name, LIVE))
    WRITES[name](counter)
    counter.settle(qtbot)
    assert not counter.wire.requests
    assert len(counter.asked) == int(unlocked)
    if unlocked:
        counter.courier.live.confirm(counter.asked[0])
        counter.settle(qtbot)
        assert counter.wire.writes == [name]


@pytest.mark.parametrize("name", list(WRITES))
def test_a_sandbox_never_asks(counter, qtbot, name):
    counter.desk.put(ready_for(name, SANDBOX))
    WRITES[name](counter)
    counter.settle(qtbot)
    assert counter.wire.writes == [name]
    assert not counter.asked
    assert not counter.wanted


CONTENT = {
    "update_permission": {"merchantMetadata.noteToBuyer": "Two tins"},
    "update_charge": {"providerMetadata.providerReferenceId": "88123"},
    "close_permission": {"closureReason": "No longer needed"},
    "cancel_charge": {"cancellationReason": "Sold out"},
    "track_delivery": {"deliveryDetails": '[{"trackingNumber":"0430983","carrierCode":"UPS"}]'},
    "finalize_session": {"paymentIntent": "Authorize"},
}
CAPTURED = charge("Captured", "48.90")
ABOUT = {
    **dict.fromkeys(("update_permission", "close_permission", "create_charge"), permission()),
    "track_delivery": permission(),
    **dict.fromkeys(("update_charge", "capture_charge", "cancel_charge"), charge()),
    "create_refund": CAPTURED,
}


def task_of(name, profile):
    """The object that a task is about, with what the task needs."""
    found = ABOUT[name]
    state = replace(open_sale(profile), objects=(found,), shown=found.id, task=name)
    return replace(state, draft=Draft({**state.prefill, **CONTENT.get(name, {})}))


def ready_for(name, profile):
    if name in ABOUT:
        return task_of(name, profile)
    if name == "finalize_session":
        state = replace(open_sale(profile), task=name)
        return replace(state, draft=Draft({**state.prefill, **CONTENT[name]}))
    if name != "create_session":
        return open_sale(profile)
    typed = {
        "storeId": "amzn1.application-oa2-client.demo",
        "webCheckoutDetails.checkoutReviewReturnUrl": "https://shop.example/back",
    }
    return replace(open_sale(profile, Draft(typed)), session=None, sale=sale_of(profile, ""))


def test_reading_is_free_while_live_is_locked(counter, qtbot):
    counter.desk.put(open_sale())
    counter.courier.get()
    counter.settle(qtbot)
    assert [one.operation.name for one in counter.wire.requests] == ["get_session"]
    assert not counter.wanted


def test_the_buyers_return_is_read_and_ends_the_question(counter, qtbot):
    counter.unlock()
    act(counter, open_sale())
    counter.courier.buyer_returned(Way.PAID)
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert [one.operation.name for one in counter.wire.requests] == ["get_session"]


def test_a_repeat_of_an_unknown_write_is_asked_about_too(counter, qtbot):
    state = open_sale(draft=Draft(), unresolved=True)
    counter.wire.unknown = [waiting(state.sale.id)]
    counter.desk.put(state)
    counter.courier.check()
    counter.settle(qtbot)
    assert counter.wanted == ["unlock"]
    counter.unlock()
    counter.courier.check()
    counter.settle(qtbot)
    assert not counter.wire.repeated
    assert str(counter.asked[0].confirm) == "Once more: Complete for 129.00 EUR"
    counter.courier.live.confirm(counter.asked[0])
    counter.settle(qtbot)
    assert counter.wire.repeated == counter.wire.unknown


def test_a_sandbox_repeats_unasked(counter, qtbot):
    state = open_sale(SANDBOX, Draft(), unresolved=True)
    counter.wire.unknown = [waiting("another"), waiting(state.sale.id, 2)]
    counter.desk.put(state)
    counter.courier.check()
    counter.settle(qtbot)
    assert [one.id for one in counter.wire.repeated] == ["a2"]
    assert not counter.asked


def test_nothing_unknown_is_nothing_to_repeat(counter, qtbot):
    counter.desk.put(open_sale(unresolved=True))
    counter.courier.check()
    counter.settle(qtbot)
    assert not counter.desk.state.unresolved
    assert counter.desk.state.busy is None


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
