"""A fault strikes whom it is meant for, as often as it is to, and spoils refusals too."""

from __future__ import annotations

from random import Random

import pytest

from apay_console.emulator.faults.kinds import KINDS, Ways, find_kind
from apay_console.emulator.faults.orders import Fault
from apay_console.emulator.wire import Answer
from tests.emulator.shop import KEY_ID, NOW, Till, code, read


def order(till: Till, kind: str, **more: object) -> Fault:
    found = find_kind(kind)
    assert found
    return till.emulator.settings.faults.add(Fault(found, **{"ways": found.ways, **more}))


def test_only_one_shop_is_struck(till: Till) -> None:
    number = till.new()
    order(till, "error", key_id="SANDBOX-ANOTHER")
    assert till.get(number).status == 200
    order(till, "error", key_id=KEY_ID)
    assert till.get(number).status == 500


def test_the_first_that_strikes_is_taken(till: Till) -> None:
    number = till.new()
    never = Random(1)
    order(till, "error", share=0.0, times=0, chance=never.random)
    order(till, "error", ways=Ways(status=503))
    assert [till.get(number).status for _ in range(2)] == [503, 200]
    assert len(till.emulator.settings.faults.waiting) == 1


def test_a_refused_request_is_spoilt_too(till: Till) -> None:
    order(till, "drop_after")
    answer = till.get("none")
    assert answer.delivery.silent
    assert till.get("none").delivery.silent is False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_whether_it_takes_effect_is_as_the_table_says(till: Till, kind: object) -> None:
    number = till.new()
    found = find_kind(str(getattr(kind, "name", "")))
    assert found
    order(till, found.name, applied=found.applied, ways=Ways(status=500))
    till.update(number, {"platformId": "A1"})
    assert (read(till.get(number))["platformId"] == "A1") is found.applied


def test_lost_after_it_counts_pays_once_with_the_same_key_and_twice_with_another(
    till: Till,
) -> None:
    order(till, "drop_after")
    assert till.create(x_amz_pay_idempotency_key="one").delivery.silent
    again = till.create(x_amz_pay_idempotency_key="one")
    assert (again.status, len(till.emulator.world.state.sessions)) == (201, 1)
    till.create(x_amz_pay_idempotency_key="two")
    assert len(till.emulator.world.state.sessions) == 2


def test_half_the_json_is_told_as_a_whole_answer(till: Till) -> None:
    number = till.new()
    whole = till.get(number).body
    order(till, "truncated")
    answer = till.get(number)
    assert (answer.status, answer.body) == (200, whole[: len(whole) // 2])


def test_a_page_comes_with_its_content_type(till: Till) -> None:
    order(till, "html")
    answer = till.create()
    assert dict(answer.headers)["content-type"] == "text/html; charset=utf-8"
    assert answer.status == 200
    assert answer.body.startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("status", "wait"), [(429, 3), (503, 1), (503, 0), (500, None), (504, None)]
)
def test_an_error_may_say_how_long_to_wait(till: Till, status: int, wait: int | None) -> None:
    order(till, "error", ways=Ways(status=status, retry_after=wait))
    found = dict(till.create().headers)
    assert found.get("retry-after") == (None if wait is None else str(wait))


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (240, "201 None"),
        (600, "201 None"),
        (16 * 60, "400 InvalidHeaderValue"),
        (-6 * 60, "400 InvalidHeaderValue"),
    ],
)
def test_a_clock_that_is_off_refuses_what_is_too_old_or_too_new(
    till: Till, ahead: float, expected: str
) -> None:
    order(till, "skew", ways=Ways(seconds=ahead))
    answer = till.create()
    assert code(answer) == expected
    assert answer.delivery.skew == ahead


def test_jitter_comes_on_top_by_chance() -> None:
    late = Fault(KINDS[0], ways=Ways(delay=1.0, jitter=2.0), times=0, chance=Random(3).random)
    delays = [late.spoil(lambda: Answer(200, b""), {}, NOW).delivery.delay for _ in range(50)]
    assert 1.0 <= min(delays) < max(delays) < 3.0
    assert len(set(delays)) == 50


def test_a_fault_is_counted_only_where_it_strikes(till: Till) -> None:
    fault = order(till, "late", operation="get_session", times=2)
    number = till.new()
    till.update(number, {"platformId": "A1"})
    assert (fault.struck, fault.times) == (0, 2)
    till.get(number)
    assert (fault.struck, fault.times) == (1, 1)


def test_a_forged_request_uses_no_fault_up(till: Till) -> None:
    fault = order(till, "error")
    till.shop.key_id = "SANDBOX-NOBODY"
    assert code(till.create()) == "400 InvalidHeaderValue"
    assert fault in till.emulator.settings.faults.waiting


@pytest.mark.parametrize("length", [0, 1, 2, 21])
def test_an_answer_that_breaks_off_is_never_whole(length: int) -> None:
    kind = find_kind("cut")
    assert kind
    fault = Fault(kind, ways=kind.ways)
    cut = fault.spoil(lambda: Answer(200, b"x" * length), {}, NOW).delivery.cut
    assert cut == max(0, length - 1)


def test_an_error_page_has_the_status_that_was_ordered(till: Till) -> None:
    order(till, "html", ways=Ways(status=503))
    assert till.create().status == 503


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (Ways(status=429), "429 TooManyRequests"),
        (Ways(status=503), "503 ServiceUnavailable"),
        (Ways(status=500), "500 InternalServerError"),
        (Ways(status=500, code="ProcessingFailure"), "500 ProcessingFailure"),
    ],
)
def test_an_error_names_its_reason(till: Till, ways: Ways, expected: str) -> None:
    order(till, "error", ways=ways)
    assert code(till.create()) == expected


def test_a_share_of_nothing_strikes_nobody_and_half_strikes_below_half() -> None:
    assert not Fault(share=0.0, chance=lambda: 0.0).strikes()
    assert Fault(share=50.0, chance=lambda: 0.49).strikes()
    assert not Fault(share=50.0, chance=lambda: 0.5).strikes()


def test_without_a_number_it_strikes_until_it_is_removed(till: Till) -> None:
    fault = order(till, "error", times=0)
    assert [till.create().status for _ in range(3)] == [500, 500, 500]
    assert (fault.times, fault.struck) == (0, 3)
    assert till.emulator.settings.faults.remove(fault.number)
    assert not till.emulator.settings.faults.remove(fault.number)
    assert till.create().status == 201
