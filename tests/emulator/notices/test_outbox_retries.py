"""What a shop does not take is tried again, and holds up nobody."""

from __future__ import annotations

import pytest

from apay_console.emulator.notices.outbox import RETRIES
from apay_console.errors import say
from apay_console.model.letter import LATE, NEVER, TWICE, Receipt
from tests.emulator.money import captured, permit, refund
from tests.emulator.notices.outbox_parts import FAILED, HOUR, REFUSED, opened, posted, sell
from tests.emulator.shop import NOW, Till

SILENT = Receipt(None, 10_000.0, say("No answer."))


def test_twice_means_the_same_message_two_times(till: Till) -> None:
    outbox = opened(till, TWICE)
    sell(till)
    sent = [row.id for row in posted(outbox)]
    assert len(sent) == 6
    assert sent[0::2] == sent[1::2]
    assert len(set(sent)) == 3


def test_late_means_after_that_time_by_the_clock(till: Till) -> None:
    outbox = opened(till, LATE, 90)
    sell(till)
    assert posted(outbox) == []
    assert outbox.pause() == 90
    till.emulator.advance(89)
    assert posted(outbox) == []
    till.clock.now += 1
    assert len(posted(outbox)) == 3


def test_never_means_never(till: Till) -> None:
    outbox = opened(till, NEVER)
    sell(till)
    till.emulator.advance(400 * 24 * HOUR)
    assert posted(outbox) == []
    assert "never arrive" in str(next(iter(outbox)).held)


@pytest.mark.parametrize("receipt", [FAILED, SILENT])
def test_a_failure_is_tried_again_hourly_three_times(till: Till, receipt: Receipt) -> None:
    outbox = opened(till)
    notice = outbox.test()
    tries = []
    for _ in range(6):
        tries.append(len(posted(outbox, receipt)))
        till.emulator.advance(HOUR - 1)
        assert posted(outbox, receipt) == []
        till.emulator.advance(1)
    assert tries == [1, 1, 1, 1, 0, 0]
    assert [row.at - NOW for row in notice.answers] == [0, HOUR, 2 * HOUR, 3 * HOUR]
    assert len(RETRIES) == 3
    assert notice.due_at is None


def test_a_refusal_is_not_tried_again(till: Till) -> None:
    outbox = opened(till)
    outbox.test()
    assert len(posted(outbox, REFUSED)) == 1
    till.emulator.advance(30 * HOUR)
    assert posted(outbox) == []


def test_a_second_try_that_is_taken_is_the_last(till: Till) -> None:
    outbox = opened(till)
    notice = outbox.test()
    posted(outbox, FAILED)
    till.emulator.advance(HOUR)
    assert posted(outbox) == [notice]
    till.emulator.advance(30 * HOUR)
    assert posted(outbox) == []
    assert [row.receipt.status for row in notice.answers] == [500, 200]


def test_a_waiting_retry_holds_up_nobody(till: Till) -> None:
    outbox = opened(till)
    outbox.test()
    posted(outbox, FAILED)
    second = outbox.test()
    assert posted(outbox) == [second]


def test_resending_happens_at_once_whatever_way_is_chosen(till: Till) -> None:
    outbox = opened(till, NEVER)
    sell(till)
    first = next(iter(outbox))
    outbox.again(first)
    assert posted(outbox) == [first]
    assert first.held is None
    ways = till.emulator.settings.notifying
    ways.endpoint = ""
    outbox.again(first)
    assert posted(outbox) == []


def test_the_second_of_two_goes_out_at_once_though_the_first_failed(till: Till) -> None:
    outbox = opened(till, TWICE)
    notice = outbox.test()
    outbox.again(notice)
    notice.copies = 2
    outbox.settle(notice, FAILED)
    assert (notice.due_at, notice.retries) == (NOW, 0)


def test_what_is_sent_by_hand_after_all_tries_is_tried_again_as_often(till: Till) -> None:
    outbox = opened(till)
    notice = outbox.test()
    for _ in range(2):
        for _ in range(4):
            assert posted(outbox, FAILED) == [notice]
            till.emulator.advance(HOUR)
        assert notice.due_at is None
        outbox.again(notice)


def test_no_token_at_all_confirms_nothing(till: Till) -> None:
    outbox = opened(till)
    outbox.test()
    assert outbox.confirmed("") is None


def test_a_refund_tells_of_its_permission(till: Till) -> None:
    outbox = opened(till)
    permission = permit(till)
    posted(outbox)
    refund(till, captured(till, permission), "5.00")
    told = [row.told for row in posted(outbox) if row.told and row.told.object_type == "REFUND"]
    assert [row.permission_id for row in told] == [permission]
