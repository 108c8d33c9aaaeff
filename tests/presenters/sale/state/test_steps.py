"""From one state of a sale to the next: nothing typed is lost, and nothing is claimed too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.changes.changes import Who
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.session import read_session
from apay_console.presenters.sale.state.steps import (
    after_exchange,
    applied,
    edited,
    summary,
)
from tests.exchanges import NOON, SESSION, answered, not_sent, refused, sent
from tests.presenters.step_parts import AMOUNT_BODY, LATER, NOTE_BODY, created, took, updated
from tests.sale_parts import (
    AMOUNT,
    INTENT,
    MISSING,
    NOTE,
    NUMBER,
    PRICE,
    RESULT,
    begun,
    opened,
    read,
    session_body,
)

# --- what comes back --------------------------------------------------------------------------


def test_an_answer_becomes_the_session_and_the_newest_exchange() -> None:
    before = begun(busy=say("Reading…"), tried=True, moment=sent())
    exchange = read(missing=MISSING)
    after = took(before, exchange)
    assert after.session is not None
    assert [row.id for row in after.session.constraints] == list(MISSING)
    assert (after.exchange, after.exchanges) == (exchange, (exchange,))
    assert (after.busy, after.moment, after.tried, after.notice) == (None, None, False, None)


def test_the_newest_two_hundred_exchanges_are_listed() -> None:
    state = begun(exchanges=tuple(sent() for _ in range(200)))
    newest = read()
    after = took(state, newest)
    assert len(after.exchanges) == 200
    assert after.exchanges[0] is newest


def test_a_first_answer_has_nothing_to_be_compared_with() -> None:
    assert took(begun(), read()).changes is None


def test_the_sales_row_says_number_state_and_amount() -> None:
    values = {NUMBER.name: "1001", AMOUNT.name: PRICE}
    sale = took(begun(), read(values=values)).sale
    assert (sale.session_id, sale.state) == (SESSION, "Open")
    assert (sale.reference, sale.note, sale.updated_at) == ("1001", "19.99 USD", LATER)


def test_a_canceled_sales_row_says_why() -> None:
    values = {
        AMOUNT.name: PRICE,
        "statusDetails.state": "Canceled",
        "statusDetails.reasonCode": "Declined",
    }
    assert took(begun(), read(values=values)).sale.note == "Declined"


def test_the_row_keeps_its_title_and_amount_when_an_ended_session_no_longer_shows_them() -> None:
    state = opened(values={NUMBER.name: "1001", AMOUNT.name: PRICE})
    sale = took(state, read(values={"statusDetails.state": "Completed"})).sale
    assert (sale.reference, sale.note, sale.state) == ("1001", "19.99 USD", "Completed")


def test_the_page_that_the_buyer_sees_ends_with_the_session() -> None:
    state = replace(opened(), is_paying=True)
    assert took(state, read()).is_paying
    assert not took(state, read(values={"statusDetails.state": "Completed"})).is_paying


# --- who changed what -------------------------------------------------------------------------


def test_after_an_update_your_values_are_yours_and_constraints_leave_the_list_by_amazon() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, "19.99 USD")
    values = {AMOUNT.name: PRICE, "statusDetails.lastUpdatedTimestamp": "20250610T104401Z"}
    after = took(state, updated(AMOUNT_BODY, values, MISSING[1:]))
    assert after.changes is not None
    told = {".".join(one.path): one.who for one in after.changes}
    assert told == {
        "paymentDetail.chargeAmount": Who.YOU,
        "statusDetail.lastUpdatedTimestamp": Who.AMAZON,
        "constraints.0": Who.AMAZON,
    }


def test_whatever_a_get_shows_was_changed_by_amazon() -> None:
    state = edited(opened(), NOTE, "Tea")
    after = took(state, read(values={NOTE.name: "Tea"}))
    assert after.changes is not None
    assert [one.who for one in after.changes] == [Who.AMAZON]


def test_answers_in_two_spellings_are_not_compared() -> None:
    assert took(opened(), read(ApiVersion.V2)).changes is None


def test_the_words_for_an_applied_update_count_fields_and_not_their_parts() -> None:
    state = opened(values={AMOUNT.name: PRICE}, missing=MISSING[2:])
    price = {"amount": "500", "currencyCode": "JPY"}
    values = {AMOUNT.name: price, NOTE.name: "Tea"}
    body = {"paymentDetail": {"chargeAmount": price}, **NOTE_BODY}
    after = took(state, updated(body, values))
    assert str(applied(after)) == "Applied. Fields changed by you: 2, by Amazon: 1. 12 ms"


def test_nothing_is_said_to_be_applied_that_was_not() -> None:
    assert applied(begun()) is None
    assert applied(opened()) is None
    assert applied(took(took(opened(), read()), refused(400, "InvalidParameterValue"))) is None


# --- what is not known ------------------------------------------------------------------------


def test_a_write_without_an_answer_stands_in_the_way_until_it_is_known() -> None:
    state = took(edited(opened(), NOTE, "Tea"), sent())
    assert state.unresolved
    assert state.notice is not None
    assert state.notice.actions == ("check", "get")
    assert not state.can_act


def test_reading_the_session_does_not_settle_it_and_the_bar_stays() -> None:
    state = took(took(opened(), sent()), read())
    assert state.unresolved
    assert state.notice is not None
    assert state.notice.tone == "unknown"
    assert state.notice.actions == ("check", "settle")


def test_a_check_that_could_not_be_sent_settles_nothing_and_can_be_tried_again() -> None:
    state = took(took(opened(), sent()), not_sent(say("It was refused.")))
    assert state.unresolved
    assert state.notice is not None
    assert state.notice.actions == ("check",)
    assert str(state.notice.sentence) == "Not sent. It was refused. Your values are kept."


def test_a_check_that_is_as_unknown_says_so() -> None:
    state = took(took(opened(), sent()), answered(sent(), 500, b""))
    assert state.unresolved
    assert state.notice is not None
    assert state.notice.actions == ("check", "get")


@pytest.mark.parametrize(
    "exchange", [updated(NOTE_BODY, {NOTE.name: "Tea"}), refused(400, "InvalidParameterValue")]
)
def test_a_check_that_was_answered_settles_it(exchange: Exchange) -> None:
    state = took(took(opened(), sent()), exchange)
    assert not state.unresolved
    assert state.notice is None or state.notice.tone == "err"


def test_an_answer_that_is_no_session_is_said_and_changes_nothing() -> None:
    before = opened()
    after = took(before, answered(sent("get_session"), 200, {"hello": 1}))
    assert after.session is before.session
    assert str(after.notice and after.notice.sentence) == (
        "Amazon answered, but what it sent is no checkout session. Get asks again."
    )


def test_an_answer_that_says_one_thing_twice_is_not_trusted_and_says_why() -> None:
    after = took(opened(), answered(sent("get_session"), 200, b'{"amount":"1","amount":"9"}'))
    assert after.notice is not None
    assert "“amount” stands here twice" in str(after.notice.sentence)
    assert after.notice.actions == ("raw_tab", "get")


# --- the line at the foot -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exchange", "line"),
    [
        (created({}), "Created · 201 · 12 ms"),
        (read(), "Read · 200 · 12 ms"),
        (updated({}, {}), "Updated · 200 · 12 ms"),
        (refused(409, "AmountMismatch"), "Update session · 409 AmountMismatch · 12 ms"),
        (
            refused(404, "ResourceNotFound", name="get_session"),
            "Get session · 404 ResourceNotFound · 12 ms",
        ),
        (not_sent(name="create_session"), "Create session · not sent · 12 ms"),
        (sent("complete_session"), "Complete session · outcome unknown · 12 ms"),
        (answered(sent(), 500, b""), "Update session · outcome unknown · 12 ms"),
    ],
)
def test_an_exchange_is_told_in_one_line(exchange: Exchange, line: str) -> None:
    assert str(summary(exchange)) == line


def test_fields_are_shown_as_predicted_before_they_are_sent() -> None:
    state = edited(opened(missing=MISSING), AMOUNT, "19.99 USD")
    assert [need.predicted for need in state.needs] == [True, False, False]
    state = edited(edited(state, RESULT, "https://shop.example/thanks"), INTENT, "Authorize")
    assert [need.predicted for need in state.needs] == [True, True, True]


def test_every_session_of_the_parts_reads_as_one() -> None:
    for version in ApiVersion:
        session = read_session(session_body(version), version)
        assert session is not None
        assert (session.version, session.state) == (version, "Open")


def test_outcomes_are_judged_as_the_client_judges_them() -> None:
    assert read().outcome is Outcome.APPLIED
    assert refused(400, "InvalidParameterValue").outcome is Outcome.REJECTED
    assert refused(400, "X").outcome is Outcome.UNKNOWN


def test_an_answer_that_shows_something_else_is_not_taken_for_what_was_asked() -> None:
    permission = {"chargePermissionId": "S01-5105180-3221187", "statusDetails": {"state": "Closed"}}
    state = after_exchange(opened(), answered(sent("get_charge"), 200, permission), NOON)
    assert state.objects == ()
    assert state.notice is not None
    assert str(state.notice.sentence).startswith("Charge: Amazon answered, but what it sent")
