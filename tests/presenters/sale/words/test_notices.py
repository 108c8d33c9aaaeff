"""What is said about an exchange: what is known of it, and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.presenters.sale.words.notices import left_open, notice_of
from tests.exchanges import answered, not_sent, refused, sent
from tests.presenters.notice_parts import told, words

NOT_FOUND = (
    "Amazon has no such session here. Usual causes: other environment, other region, "
    "another merchant's, or older than 30 days."
)

RESPELT = (
    "Amazon v1 does not know “paymentDetails.chargeAmount”. "
    "In v1 it is “paymentDetail.chargeAmount”."
)


def test_what_worked_needs_no_words() -> None:
    assert notice_of(answered(sent(), 200, {"checkoutSessionId": "x"})) is None


# --- not sent, unknown ------------------------------------------------------------------------


def test_what_was_not_sent_says_so_with_the_reason_and_can_be_tried_again() -> None:
    exchange = not_sent(say("{host} refused the connection.", host="127.0.0.1:1"))
    assert words(exchange) == (
        "Not sent. 127.0.0.1:1 refused the connection. Your values are kept."
    )
    assert (told(exchange).tone, told(exchange).actions) == ("warn", ("again",))
    assert words(not_sent()) == "Not sent. Your values are kept."


@pytest.mark.parametrize("name", ["create_session", "update_session", "complete_session"])
def test_a_write_without_an_answer_must_be_checked_before_anything_else(name: str) -> None:
    exchange = replace(sent(name), reason=say("The connection broke."))
    assert words(exchange) == (
        "Sent, but no usable answer came. The connection broke. Amazon may or may not have applied "
        "it. Check before you send anything else."
    )
    assert (told(exchange).tone, told(exchange).actions) == ("unknown", ("check", "get"))


def test_a_write_that_was_answered_with_a_fault_is_as_unknown() -> None:
    exchange = answered(sent(), 500, b"<html>")
    assert told(exchange).tone == "unknown"
    assert "It answered 500" in words(exchange)


def test_a_question_without_an_answer_changed_nothing() -> None:
    exchange = answered(sent("get_session"), 503, b"")
    assert words(exchange) == (
        "No usable answer came. It answered 503 with no content. Nothing was changed by asking."
    )
    assert (told(exchange).tone, told(exchange).actions) == ("warn", ("get",))


def test_a_request_that_was_under_way_at_the_end_is_named_at_the_next_start() -> None:
    assert str(left_open().sentence) == (
        "A request was on its way when this console ended. Amazon may or may not have applied it. "
        "Check before you send anything else."
    )
    assert left_open().actions == ("check", "get")


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code", "message", "sentence", "actions"),
    [
        (
            404,
            "ResourceNotFound",
            "Checkout session was not found.",
            NOT_FOUND,
            ("profiles",),
        ),
        (
            400,
            "UnrecognizedField",
            "The field 'paymentDetails' is invalid for this API.",
            "Amazon v1 does not know “paymentDetails”. In v1 it is “paymentDetail”.",
            ("rename", "body"),
        ),
        (
            400,
            "UnrecognizedField",
            "The field 'paymentDetails.chargeAmount' is invalid for this API. In v1 it is …",
            RESPELT,
            ("rename", "body"),
        ),
        (
            400,
            "UnrecognizedField",
            "The field 'teapot' is invalid for this API.",
            "Amazon v1 does not take “teapot” here.",
            ("body",),
        ),
        (
            400,
            "UnrecognizedField",
            "",
            "Amazon v1 does not know a field that was sent.",
            (),
        ),
        (
            400,
            "InvalidParameterValue",
            "The value '705.00' provided for 'chargeAmount.Amount' is invalid.",
            "Amazon does not accept “705.00” for chargeAmount.Amount. Your values are kept.",
            (),
        ),
        (
            400,
            "InvalidParameterValue",
            "The value 'it's' provided for 'noteToBuyer' is invalid.",
            "Amazon does not accept “it's” for noteToBuyer. Your values are kept.",
            (),
        ),
        (
            400,
            "InvalidParameterValue",
            "The value provided is invalid.",
            "Amazon does not accept a value. Your values are kept.",
            ("body",),
        ),
        (
            400,
            "MissingParameterValue",
            "Value is missing for the required parameter chargeAmount.currencyCode",
            "Amazon misses a value for chargeAmount.currencyCode. Your values are kept.",
            (),
        ),
        (
            400,
            "MissingParameterValue",
            "",
            "Amazon misses a value. Your values are kept.",
            ("body",),
        ),
        (
            422,
            "InvalidCheckoutSessionStatus",
            "",
            "The session takes no such request in its state.",
            ("get", "new_with_values"),
        ),
        (
            409,
            "AmountMismatch",
            "",
            "The amount differs from the session's. Nothing was charged by this request.",
            ("get",),
        ),
        (
            422,
            "CheckoutSessionCanceled",
            "",
            "The session was canceled, so there is nothing to complete. Nothing was charged.",
            ("new_with_values",),
        ),
        (
            400,
            "DuplicateIdempotencyKey",
            "",
            "This idempotency key was used before with other content; nothing changed.",
            ("get", "history"),
        ),
        (
            401,
            "UnauthorizedAccess",
            "",
            "Amazon does not let this merchant do that (UnauthorizedAccess); nothing changed.",
            ("profiles",),
        ),
        (
            400,
            "CurrencyMismatch",
            "",
            "The checkout was in another currency. No money was moved.",
            (),
        ),
        (
            400,
            "InvalidRequest",
            "",
            "Amazon refused it (400 InvalidRequest). Your values are kept.",
            ("get",),
        ),
    ],
)
def test_f13_each_refusal_is_explained_with_what_helps(
    status: int, code: str, message: str, sentence: str, actions: tuple[str, ...]
) -> None:
    notice = told(refused(status, code, message))
    assert (str(notice.sentence), notice.actions) == (sentence, actions)
    assert (notice.tone, notice.details) == ("err", message)


def test_a_session_that_could_not_be_created_cannot_be_read_either() -> None:
    notice = told(refused(404, "ResourceNotFound", name="create_session"))
    assert str(notice.sentence) == "Amazon refused it (404 ResourceNotFound). Your values are kept."
    assert notice.actions == ()


# --- whatever comes back ------------------------------------------------------------------------


def test_amazons_own_words_are_kept_short() -> None:
    assert len(told(refused(400, "InvalidParameterValue", "x" * 9_000)).details) == 500


def test_f13_a_read_that_came_too_often_may_be_tried_again() -> None:
    notice = notice_of(refused(429, "TooManyRequests", name="get_session"))
    assert notice is not None
    assert str(notice.sentence) == "Too many requests for now; wait a few seconds and try again."
    assert notice.actions == ("again",)
