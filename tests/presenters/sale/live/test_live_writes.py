"""Every live write waits for its one question; reading is free."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.model.draft import Draft
from apay_console.model.operations import OPERATIONS
from apay_console.presenters.sale.courier import Way
from apay_console.presenters.sale.signed_call import SignedCall, Wanted
from tests.objects import charge, permission
from tests.presenters.live_parts import (
    LIVE,
    SANDBOX,
    act,
    counter,
    open_sale,
    sale_of,
    waiting,
)

__all__ = ["counter"]


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
def test_p20_every_live_write_waits_for_its_one_question(
    counter, qtbot, name, unlocked, record_property
):
    record_property("figure", f"one sheet for each of {len(WRITES)} writes")
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
def test_p20_a_sandbox_never_asks(counter, qtbot, name):
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


def test_p20_a_repeat_of_an_unknown_write_is_asked_about_too(counter, qtbot):
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


@pytest.mark.parametrize(
    ("profile", "path"),
    [
        (LIVE, "https://pay-api.amazon.eu/sandbox/v2/charges"),
        (LIVE, "/Sandbox/v2/charges"),
        (SANDBOX, "https://pay-api.amazon.eu/live/v2/charges"),
        (SANDBOX, "live/v1/charges"),
    ],
)
def test_p20_a_path_that_names_the_other_environment_is_refused(counter, qtbot, profile, path):
    counter.unlock()
    counter.desk.put(open_sale(profile))
    made, refused = SignedCall(counter.desk, counter.courier.live, counter.desk), []
    made.refused.connect(lambda part, error: refused.append((part, str(error.message))))
    made.send(Wanted("POST", path, "{}"))
    counter.settle(qtbot)
    assert (counter.wire.requests, counter.asked) == ([], [])
    [(part, words)] = refused
    assert part == "path"
    assert words.startswith("This path is for ")
