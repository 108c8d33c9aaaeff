"""What a return or a refusal means is said by the session, once it was read again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.endings import after_refusal, after_return, needs_reading
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange
from tests.exchanges import NOON, answered, not_sent, refused, sent
from tests.sale_parts import AMOUNT, COMPLETE_VALUES, PRICE, begun, opened, read, ready

COMPLETED = {"statusDetails.state": "Completed"}
DECLINED = {"statusDetails.state": "Canceled", "statusDetails.reasonCode": "Declined"}
UNDATED = {"statusDetails.lastUpdatedTimestamp": None}
NOT_NOW = "InvalidCheckoutSessionStatus"


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times are told by the person's clock, which stands here on UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def told(state: SaleState) -> Notice:
    assert state.notice is not None
    return state.notice


def back(version: ApiVersion = ApiVersion.V1, **values: Any) -> Notice:
    """The buyer is back, and the session was read."""
    state = ready(version)
    waiting = replace(state, sale=replace(state.sale, buyer_back=True))
    shown = COMPLETE_VALUES | values
    return told(after_return(after_exchange(waiting, read(version, values=shown), NOON)))


def test_a_return_that_ended_in_completed_says_that_this_console_asked() -> None:
    notice = back(**COMPLETED)
    assert notice.tone == "ok"
    assert str(notice.sentence) == (
        "The buyer is back. Amazon does not say here whether they paid, so this console asked: "
        "Completed."
    )


def test_a_return_from_a_declined_payment_says_why_and_offers_another_try() -> None:
    notice = back(**DECLINED)
    assert (notice.tone, notice.actions) == ("err", ("new_with_values",))
    assert str(notice.sentence) == (
        "The buyer is back. This console asked Amazon: Canceled (Declined)."
    )


def test_a_return_to_a_v1_session_that_is_still_open_says_so() -> None:
    notice = back()
    assert (notice.tone, notice.actions) == ("info", ("get",))
    assert str(notice.sentence) == "The buyer is back. The session is still open."


def test_a_v2_session_waits_for_the_merchant() -> None:
    notice = back(ApiVersion.V2)
    assert (notice.tone, notice.actions) == ("info", ("complete",))
    assert str(notice.sentence) == (
        "The buyer is back and the session waits: complete it now, or Amazon voids it."
    )


def test_a_fault_while_reading_is_not_covered_by_the_return() -> None:
    failed = after_exchange(ready(), not_sent(name="get_session"), NOON)
    assert after_return(failed) == failed
    assert after_return(begun()).notice is None


# --- after a refusal --------------------------------------------------------------------------


def after(write: Exchange, reading: Exchange) -> SaleState:
    state = after_exchange(ready(ApiVersion(write.version)), write, NOON)
    state = replace(state, sale=replace(state.sale, buyer_back=True))
    return after_refusal(after_exchange(state, reading, NOON))


def complete_refused(code: str = NOT_NOW, status: int = 422) -> Exchange:
    body = {"chargeAmount": {"amount": "20.00", "currencyCode": "USD"}}
    request = sent("complete_session", body, "v2")
    return answered(request, status, {"reasonCode": code, "message": "No."})


def read_v2(**values: Any) -> Exchange:
    return read(ApiVersion.V2, values={AMOUNT.name: PRICE, **values})


def test_a_second_complete_is_explained_and_never_red() -> None:
    notice = told(after(complete_refused(), read_v2(**COMPLETED)))
    assert (notice.tone, notice.actions) == ("ok", ("new_with_values",))
    assert str(notice.sentence) == (
        "It was already completed at 10:44. Nothing is wrong: the payment stands."
    )
    undated = told(after(complete_refused(), read_v2(**COMPLETED, **UNDATED)))
    assert str(undated.sentence) == (
        "It was already completed. Nothing is wrong: the payment stands."
    )


def test_completing_a_canceled_session_charges_nothing() -> None:
    notice = told(after(complete_refused("CheckoutSessionCanceled"), read_v2(**DECLINED)))
    assert notice.tone == "err"
    assert str(notice.sentence) == (
        "The session is Canceled (Declined) since 10:44, so there is nothing to complete. Nothing "
        "was charged by this request."
    )


def test_completing_before_the_buyer_paid_leads_back_to_their_page() -> None:
    state = after(complete_refused(), read_v2())
    assert told(state).actions == ("open_page",)
    assert not state.sale.buyer_back
    assert str(told(state).sentence) == (
        "Amazon did not complete it: the buyer has not paid yet. Nothing was charged."
    )


def test_another_amount_names_both_and_completes_with_the_sessions() -> None:
    notice = told(after(complete_refused("AmountMismatch", 409), read_v2()))
    assert notice.actions == ("complete",)
    assert str(notice.sentence) == (
        "You completed with 20.00 USD; the session says 19.99 USD. Nothing was charged by this "
        "request."
    )


def test_an_amount_that_cannot_be_read_is_not_made_up() -> None:
    refusal = refused(409, "AmountMismatch", name="complete_session", version="v2")
    assert str(told(after(refusal, read_v2())).sentence) == (
        "The amount differs from the session's. Nothing was charged by this request."
    )


def test_any_other_refusal_of_complete_keeps_its_own_words() -> None:
    notice = told(after(complete_refused("TransactionCountExceeded"), read_v2()))
    assert str(notice.sentence) == "No more charges are taken here. No money was moved."


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (COMPLETED, "Completed since 10:44, so it takes no more changes. The payment stands."),
        (COMPLETED | UNDATED, "Completed, so it takes no more changes. The payment stands."),
        (DECLINED, "Canceled (Declined) since 10:44, so it takes no more changes."),
    ],
)
def test_updating_an_ended_session_says_since_when(values: dict[str, Any], state: str) -> None:
    notice = told(after(refused(422, NOT_NOW), read(values=values)))
    assert (notice.tone, notice.actions) == ("err", ("new_with_values",))
    assert str(notice.sentence) == f"The session is {state}"


def test_an_open_session_that_takes_no_update_is_with_the_buyer() -> None:
    notice = told(after(refused(422, NOT_NOW), read()))
    assert str(notice.sentence) == (
        "The session is open, but Amazon takes no change now: the buyer may be paying, or has paid."
    )
    assert notice.actions == ("get",)


def test_what_is_typed_after_the_buyer_paid_is_refused_and_complete_is_offered() -> None:
    state = ready(ApiVersion.V2)
    paid = replace(state, sale=replace(state.sale, buyer_back=True))
    tried = after_exchange(paid, refused(422, NOT_NOW, version=ApiVersion.V2), NOON)
    seen = read(ApiVersion.V2, values=COMPLETE_VALUES)
    notice = told(after_refusal(after_exchange(tried, seen, NOON)))
    assert notice.actions == ("complete", "get")


def test_when_the_reading_fails_too_its_own_words_stay() -> None:
    state = after(refused(422, NOT_NOW), not_sent(name="get_session"))
    assert str(told(state).sentence) == "Not sent. Your values are kept."


def test_without_a_refused_write_there_is_nothing_to_explain() -> None:
    assert after_refusal(opened()).notice is None
    assert after_refusal(begun()).notice is None


@pytest.mark.parametrize(
    ("exchange", "needs"),
    [
        (refused(422, NOT_NOW), True),
        (complete_refused(), True),
        (complete_refused("AmountMismatch", 409), True),
        (complete_refused("CheckoutSessionCanceled"), True),
        (complete_refused("InvalidRequestSignature", 403), False),
        (refused(422, "Other"), False),
        (sent("complete_session"), False),
        (read(), False),
    ],
)
def test_a_refusal_is_read_again_where_only_the_session_explains_it(
    exchange: Exchange, needs: bool
) -> None:
    assert needs_reading(exchange) is needs
