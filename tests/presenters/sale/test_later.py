"""Everything after the checkout: what completing brings is shown, done and read by itself."""

from __future__ import annotations

from apay_console.model.draft import Draft
from apay_console.model.lifecycle import Next
from apay_console.presenters.sale.live.asking import Ask
from tests.presenters.conftest import Desk, Run
from tests.presenters.gate import lose_answer
from tests.presenters.later_parts import complete, do_task, fill, limits, rail, show, told

# --- what completing brings -----------------------------------------------------------------------


def test_completing_brings_the_permission_and_the_charge_by_itself(desk: Desk) -> None:
    state = complete(desk)
    assert told(desk) == ["permission NonChargeable", "charge Authorized"]
    assert (state.shown, state.step, state.notice) == ("", Next.NEW, None)
    assert state.exchange is not None
    assert state.exchange.operation == "complete_session"
    assert str(state.advice) == "Authorized: capture 19.99 USD."
    assert rail(desk) == ["now", "later"]
    assert state.sale.ids == tuple(one.id for one in state.objects)


def test_a_charge_is_shown_with_the_task_that_makes_sense_and_its_amount(desk: Desk) -> None:
    complete(desk)
    state = show(desk, "charge")
    assert (state.step, state.task, state.can_act) == (Next.TASK, "capture_charge", True)
    assert state.draft == Draft({"captureAmount": "19.99 USD"})
    assert not state.is_edited
    assert limits(desk) == {"Authorized": "19.99 USD"}


def test_capturing_a_part_and_refunding_a_part(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    state = do_task(desk, "capture_charge", captureAmount="15.00 USD")
    assert (state.sale.state, state.sale.note) == ("Captured", "15.00 USD")
    assert (state.task, state.draft.typed["refundAmount"]) == ("create_refund", "15.00 USD")
    assert limits(desk) == {
        "Authorized": "19.99 USD",
        "Captured": "15.00 USD",
        "Refunded": "0.00 USD",
        "Still refundable": "17.25 USD",
    }
    assert [change.path for change in state.changes or ()] != []
    charge = state.shown
    state = do_task(desk, "create_refund", refundAmount="4.00 USD")
    assert state.object is not None
    assert (state.object.subject.name, state.object.state) == ("refund", "RefundInitiated")
    assert told(desk)[1:] == ["charge Captured", "refund RefundInitiated"]
    assert rail(desk) == ["done 15.00 USD", "now pending"]
    desk.console.later.show(charge)
    assert limits(desk)["Still refundable"] == "13.25 USD"
    assert desk.state.draft.typed["refundAmount"] == "11.00 USD"


def test_a_second_charge_is_made_from_what_is_left_of_the_permission(desk: Desk) -> None:
    complete(desk, "Confirm")
    assert rail(desk) == ["later", "later"]
    state = show(desk, "permission")
    assert state.task == "create_charge"
    assert state.draft.typed["chargePermissionId"] == state.shown
    assert state.draft.typed["chargeAmount"] == "19.99 USD"
    permission = state.shown
    state = do_task(desk, "create_charge", chargeAmount="5.00 USD")
    assert state.object is not None
    assert (state.object.subject.name, state.object.state) == ("charge", "Authorized")
    desk.console.later.show(permission)
    assert limits(desk) == {"Left to charge": "14.99 USD", "Limit": "19.99 USD"}
    assert desk.state.draft.typed["chargeAmount"] == "14.99 USD"


def test_a_task_that_the_state_refuses_is_listed_with_what_amazon_would_answer(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    desk.console.later.choose("create_refund")
    before = len(desk.state.exchanges)
    state = desk.do(desk.console.courier.act)
    assert (state.can_act, state.is_locked, len(state.exchanges)) == (False, True, before)
    assert str(state.reason) == (
        "Amazon would answer 422 InvalidChargeStatus: the state is Authorized, not Captured."
    )


def test_canceling_and_closing_say_what_became_of_both(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    state = do_task(desk, "cancel_charge", cancellationReason="Sold out")
    assert told(desk)[1] == "charge Canceled"
    assert rail(desk)[0] == "failed MerchantCanceled"
    show(desk, "permission")
    state = do_task(desk, "close_permission", closureReason="Done")
    assert told(desk)[0] == "permission Closed"
    assert state.reason is not None


def test_what_a_task_needs_is_asked_for_before_anything_leaves(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    before = len(desk.state.exchanges)
    wanted: list[object] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    state = do_task(desk, "cancel_charge")
    assert len(state.exchanges) == before
    assert [str(one.message) for one in state.problems.values()] == ["Amazon needs this."]
    assert wanted == list(state.problems)


# --- what was typed -------------------------------------------------------------------------------


def test_nothing_typed_is_lost_while_another_object_or_task_is_shown(desk: Desk) -> None:
    complete(desk)
    charge = show(desk, "charge").shown
    fill(desk, "captureAmount", "7.00 USD")
    desk.console.later.choose("cancel_charge")
    fill(desk, "cancellationReason", "Sold")
    show(desk, "permission")
    desk.console.later.show("")
    desk.console.later.show(charge)
    assert desk.state.draft == Draft({"captureAmount": "7.00 USD"})
    desk.console.later.choose("cancel_charge")
    assert desk.state.draft == Draft({"cancellationReason": "Sold"})


def test_everything_is_there_again_after_a_restart(run: Run) -> None:
    with run() as desk:
        desk.start()
        complete(desk)
        show(desk, "charge")
        fill(desk, "captureAmount", "7.00 USD")
        desk.console.later.choose("cancel_charge")
        fill(desk, "cancellationReason", "Sold")
        objects, shown = told(desk), desk.state.shown
        desk.console.desk.save_draft()
        desk.settle()
    with run() as desk:
        desk.start()
        assert told(desk) == objects
        assert (desk.state.shown, desk.state.task) == (shown, "cancel_charge")
        assert desk.state.draft == Draft({"cancellationReason": "Sold"})
        desk.console.later.choose("capture_charge")
        assert desk.state.draft == Draft({"captureAmount": "7.00 USD"})


# --- what goes wrong ------------------------------------------------------------------------------


def test_a_second_capture_is_explained_and_never_red(desk: Desk) -> None:
    complete(desk)
    before = show(desk, "charge")
    do_task(desk, "capture_charge")
    desk.console.desk.show(before)  # as if the shop had captured it meanwhile
    state = desk.do(desk.console.courier.act)
    assert desk.notice.tone == "ok"
    assert desk.sentence.startswith("It was already captured at ")
    assert desk.sentence.endswith("Nothing is wrong.")
    assert state.task == "create_refund"


def test_a_capture_whose_answer_was_lost_is_checked_with_the_same_key(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    lose_answer(desk, "capture_charge")
    assert do_task(desk, "capture_charge").unresolved
    state = desk.do(desk.console.courier.check)
    assert (state.unresolved, told(desk)[1]) == (False, "charge Captured")


def test_a_cancel_whose_answer_was_lost_is_settled_by_the_charge(desk: Desk) -> None:
    complete(desk)
    show(desk, "charge")
    lose_answer(desk, "cancel_charge")
    assert do_task(desk, "cancel_charge", cancellationReason="Sold").unresolved
    state = desk.do(desk.console.courier.check)
    assert (state.unresolved, told(desk)[1]) == (False, "charge Canceled")
    assert desk.notice.tone == "ok"


def test_a_charge_above_the_balance_keeps_what_was_typed_and_names_the_field(desk: Desk) -> None:
    complete(desk, "Confirm")
    show(desk, "permission")
    wanted: list[object] = []
    desk.console.desk.focus_wanted.connect(wanted.append)
    live, asked = desk.console.courier.live, list[Ask]()
    live.confirm_wanted.connect(asked.append)
    do_task(desk, "create_charge", chargeAmount="500.00 USD")
    state = desk.do(lambda: live.confirm(asked[0]))
    assert desk.notice.tone == "err"
    assert state.draft.typed["chargeAmount"] == "500.00 USD"
    assert state.shown.count("-") == 2
