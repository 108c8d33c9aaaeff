"""A lesson says what happened in Amazon's words, and what a good shop does."""

from __future__ import annotations

import pytest

from apay_console.model.exchange import Outcome
from apay_console.model.fields import ApiVersion
from apay_console.presenters.emulator import lessons
from apay_console.presenters.emulator.lessons import Lesson
from tests.exchanges import refused, sent
from tests.sale_parts import opened

V2 = ApiVersion.V2
EXPIRED = {"statusDetails.state": "Canceled", "statusDetails.reasonCode": "Expired"}
SESSION = opened(V2, values=EXPIRED).session
AGAIN = refused(422, "InvalidCheckoutSessionStatus")


def test_a_refusal_is_named_by_its_status_and_code() -> None:
    lesson = lessons.twice(AGAIN)
    assert "the answer was 422 InvalidCheckoutSessionStatus: " in str(lesson.happened)
    lesson = lessons.amount(refused(409, "AmountMismatch"), "20.99 USD", "19.99 USD")
    assert str(lesson.happened) == (
        "The buyer agreed to 19.99 USD, and 20.99 USD was sent afterwards. The answer was "
        "409 AmountMismatch; nothing was charged by this request."
    )


def test_without_an_answer_there_is_none_to_name() -> None:
    lost = sent("complete_session")
    assert lost.outcome is not Outcome.APPLIED
    assert "the answer was none: " in str(lessons.twice(lost).happened)


@pytest.mark.parametrize(
    ("was_paid", "words"), [(True, "nobody completed"), (False, "hours went by. ")]
)
def test_an_expired_payment_is_told_otherwise_than_an_expired_session(
    was_paid: bool, words: str
) -> None:
    lesson = lessons.expired(SESSION, was_paid=was_paid)
    assert words in str(lesson.happened)
    assert "Canceled (Expired)" in str(lesson.happened)


def test_a_session_that_could_not_be_read_is_not_guessed_at() -> None:
    for lesson in (lessons.expired(None, was_paid=False), lessons.without_id(None)):
        assert "not known" in str(lesson.happened)


def test_each_lesson_has_another_title_and_advice() -> None:
    all_four: list[Lesson] = [
        lessons.twice(AGAIN),
        lessons.expired(SESSION, was_paid=False),
        lessons.without_id(SESSION),
        lessons.amount(AGAIN, "2 USD", "1 USD"),
    ]
    assert len({str(lesson.title) for lesson in all_four}) == 4
    assert len({str(lesson.advice) for lesson in all_four}) == 4
