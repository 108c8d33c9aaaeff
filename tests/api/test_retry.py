"""A read is asked again a few times, with pauses that a person could live with."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.api.retry import Retry
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent


def exchange(status: int | None, *headers: tuple[str, str]) -> Exchange:
    answered = None if status is None else Answered(status, headers)
    return Exchange("get_session", "v2", Sent("GET", "x", ()), answered, Outcome.UNKNOWN, 0.0, 0.0)


def played(answers: Iterable[Exchange], chance: float = 0.5) -> tuple[Exchange, int, list[float]]:
    """Say which answer was the last, how often it was asked, and the pauses between."""
    left, asked, pauses, told = iter(answers), 0, list[float](), list[float]()

    async def ask() -> Exchange:
        nonlocal asked
        asked += 1
        return next(left)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    async def settled() -> Exchange:
        never = asyncio.Event()
        found = await Retry(sleep, lambda: chance, told.append).until_settled(ask, lambda: never)
        await asyncio.sleep(0)  # what was called off ends in the next round
        assert len(asyncio.all_tasks()) == 1, "nothing is left behind that waits"
        return found

    last = asyncio.run(settled())
    assert told == [step for pause in pauses for step in (pause, 0.0)]
    return last, asked, pauses


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_p18_a_busy_server_is_asked_four_times_and_no_more(status: int) -> None:
    last, asked, pauses = played([exchange(status)] * 4)
    assert (asked, pauses) == (4, [1.0, 2.0, 4.0])
    assert last == exchange(status)


@pytest.mark.parametrize("status", [200, 204, 302, 400, 403, 404, 409, 422, 426, 501, 505, None])
def test_any_other_answer_stands(status: int | None) -> None:
    assert played([exchange(status)]) == (exchange(status), 1, [])


def test_the_first_answer_that_settles_it_ends_the_asking() -> None:
    last, asked, pauses = played([exchange(503), exchange(429), exchange(200)])
    assert (last, asked, pauses) == (exchange(200), 3, [1.0, 2.0])


@given(st.floats(0, 1, exclude_max=True))
def test_p18_pauses_vary_by_a_fifth_at_the_most(chance: float) -> None:
    _, _, pauses = played([exchange(503)] * 4, chance)
    for pause, usual in zip(pauses, [1.0, 2.0, 4.0], strict=True):
        assert 0.8 * usual <= pause <= 1.2 * usual


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        ("2", 2.0),
        ("0", 0.0),
        ("60", 60.0),
        ("3600", 60.0),
        ("999999999", 60.0),
        ("9999999999", 1.0),
        ("-1", 1.0),
        ("1.5", 1.0),
        ("abc", 1.0),
        ("٣", 1.0),
        ("", 1.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 1.0),
    ],
)
def test_f16_the_servers_wish_is_heard_within_bounds(wish: str, pause: float) -> None:
    _, _, pauses = played([exchange(429, ("Retry-After", wish)), exchange(200)])
    assert pauses == [pause]


@pytest.mark.parametrize("asked_before", [1, 2, 3])
def test_p18_stopping_ends_the_pause_and_the_last_answer_stands(asked_before: int) -> None:
    async def work() -> tuple[Exchange, int]:
        asked, stopped, begun = 0, asyncio.Event(), asyncio.Event()

        async def ask() -> Exchange:
            nonlocal asked
            asked += 1
            return exchange(503)

        async def sleep(_: float) -> None:
            if asked == asked_before:
                begun.set()
                await asyncio.Event().wait()

        task = asyncio.ensure_future(Retry(sleep).until_settled(ask, lambda: stopped))
        await begun.wait()
        stopped.set()
        found = await task
        await asyncio.sleep(0)  # as above
        assert len(asyncio.all_tasks()) == 1
        return found, asked

    assert asyncio.run(work()) == (exchange(503), asked_before)


def test_p18_the_end_of_the_program_ends_the_pause_too() -> None:
    async def work() -> int:
        asked, never, begun = 0, asyncio.Event(), asyncio.Event()

        async def ask() -> Exchange:
            nonlocal asked
            asked += 1
            return exchange(503)

        retry = Retry(waiting=lambda _: begun.set())
        task = asyncio.ensure_future(retry.until_settled(ask, lambda: never))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return asked

    assert asyncio.run(work()) == 1
