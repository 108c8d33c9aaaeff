"""Each change of a state is told once, with when and why; nothing else is."""

from __future__ import annotations

from apay_console.emulator.happened import KEPT, Happened
from tests.emulator.shop import NOW, Till

DAY = 24 * 3600


def story(till: Till) -> list[tuple[str, str | None, str | None, str | None]]:
    rows = till.emulator.world.happened.since(0)
    return [(row.what, row.before, row.after, row.reason) for row in rows]


def test_a_life_is_told_state_by_state(till: Till) -> None:
    number = till.new()
    till.update(number, {"platformId": "A1"})
    till.emulator.advance(31 * DAY)
    assert story(till) == [
        ("session", None, "Open", None),
        ("session", "Open", "Canceled", "Expired"),
        ("session", "Canceled", None, None),
    ]
    times = [row.at for row in till.emulator.world.happened.since(0)]
    assert times == [NOW, NOW + DAY, NOW + 30 * DAY]


def test_whoever_listens_hears_each_with_its_object(till: Till) -> None:
    heard: list[tuple[str, str]] = []
    till.emulator.world.happened.heard = lambda row, record: heard.append((row.about, record.state))
    number = till.new()
    till.emulator.advance(DAY)
    assert heard == [(number, "Open"), (number, "Canceled")]


def test_it_counts_all_and_keeps_the_last(till: Till) -> None:
    till.new()
    session = next(iter(till.emulator.world.state.sessions.values()))
    happened = Happened()
    for _ in range(KEPT + 5):
        happened.add(session, None, NOW)
    assert happened.count == KEPT + 5
    assert [row.number for row in happened.since(KEPT + 3)] == [KEPT + 4, KEPT + 5]
    assert len(happened.since(0)) == KEPT


def test_a_reset_forgets_it(till: Till) -> None:
    till.new()
    till.emulator.reset()
    assert story(till) == []
