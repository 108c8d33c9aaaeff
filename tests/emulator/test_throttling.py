"""Amazon's limits, off until somebody switches them on."""

from __future__ import annotations

import pytest

from apay_console.emulator.throttling import LIMITS, Throttle
from apay_console.emulator.wire import Refused
from apay_console.model.operations import OPERATIONS
from tests.emulator.shop import Till, code, read

UNNAMED = {"finalize_session", "update_charge", "get_buyer"}  # Amazon's page has no row for them


def passes(throttle: Throttle, operation: str, now: float, *, live: bool = False) -> bool:
    try:
        throttle.check(operation, now, live=live)
    except Refused as refused:
        return refused.code != "TooManyRequests"
    return True


def test_each_operation_has_its_bucket_or_none_is_documented() -> None:
    assert set(LIMITS) | UNNAMED == {operation.name for operation in OPERATIONS}
    assert not set(LIMITS) & UNNAMED


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("operation", sorted(LIMITS))
def test_a_bucket_holds_so_many_and_fills_by_the_second(operation: str, live: bool) -> None:
    size, refill = LIMITS[operation][0 if live else 1]
    throttle = Throttle(on=True)
    assert sum(passes(throttle, operation, 100.0, live=live) for _ in range(size + 3)) == size
    assert sum(passes(throttle, operation, 101.0, live=live) for _ in range(size + 3)) == refill
    late = 101.0 + size / refill + 1
    assert sum(passes(throttle, operation, late, live=live) for _ in range(size + 3)) == size


def test_sandbox_is_never_freer_than_live() -> None:
    assert all(box[0] <= live[0] and box[1] <= live[1] for live, box in LIMITS.values())


def test_it_is_off_by_default(till: Till) -> None:
    number = till.new()
    assert {till.get(number).status for _ in range(20)} == {200}


def test_a_shop_that_asks_too_often_is_told_so_in_amazon_s_shape(till: Till) -> None:
    number = till.new()
    till.emulator.settings.throttle.on = True
    answers = [till.get(number) for _ in range(11)]
    assert [answer.status for answer in answers] == [200] * 10 + [429]
    assert code(answers[-1]) == "429 TooManyRequests"
    assert set(read(answers[-1])) == {"reasonCode", "message"}
    assert "x-amz-pay-request-id" in dict(answers[-1].headers)
    assert till.update(number, {}).status == 200  # another operation has its own bucket
    till.clock.now += 1
    assert [till.get(number).status for _ in range(2)] == [200, 429]


def test_a_clock_put_forward_fills_no_bucket(till: Till) -> None:
    number = till.new()
    till.emulator.settings.throttle.on = True
    assert [till.get(number).status for _ in range(11)][-1] == 429
    till.emulator.advance(60)
    assert till.get(number).status == 429


def test_the_environments_have_buckets_of_their_own(till: Till) -> None:
    till.emulator.settings.throttle.on = True
    assert [till.get("x").status for _ in range(11)] == [404] * 10 + [429]
    till.environment = "/live"
    assert till.get("x").status == 404


def test_a_reset_fills_the_buckets(till: Till) -> None:
    till.emulator.settings.throttle.on = True
    assert [till.get("x").status for _ in range(11)][-1] == 429
    till.emulator.reset()
    assert till.get("x").status == 404
