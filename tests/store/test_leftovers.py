"""Damaged files that were set aside are kept for a month, and no longer than what they hold may."""

from __future__ import annotations

from pathlib import Path

import pytest

from apay_console.store.history import History
from apay_console.store.opening import open_file
from tests.store.canary import CANARY, residue
from tests.store.samples import DAY, NOW, exchange, wait

OLD, YOUNG = "20250510T081511Z", "20250510T081512Z"  # a second over 31 days before NOW, and 31


def leave(path: Path, *names: str) -> list[Path]:
    """Put files beside the data file that no SQLite could read any more."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    made = [path.with_name(f"{path.name}.{name}") for name in names]
    for one in made:
        one.write_bytes(CANARY)
    return made


def left(path: Path) -> list[str]:
    kinds = ("corrupt", "gone", "before")
    return sorted(one.name for kind in kinds for one in path.parent.glob(f"*.{kind}-*"))


def test_p43_what_was_set_aside_stays_for_30_days_and_goes_after_them(
    path: Path, history: History
) -> None:
    leave(path, *(f"corrupt-{OLD}{end}" for end in ("", "-wal", "-2", "-2-wal")))
    leave(path, f"gone-{OLD}-wal", f"before-{OLD}-wal")
    for stamp in (OLD, YOUNG):
        copy = path.with_name(f"{path.name}.before-{stamp}")
        open_file(copy, NOW).close(copy)
    young = leave(path, f"corrupt-{YOUNG}", f"corrupt-{YOUNG}-wal", f"gone-{YOUNG}-wal")
    wait(history.forget_buyers(NOW - 31 * DAY))
    assert left(path) == sorted([f"{path.name}.before-{YOUNG}", *(one.name for one in young)])


def test_p43_what_a_person_named_is_never_taken_for_ours(path: Path, history: History) -> None:
    kept = leave(path, "corrupt-keep", "gone-fishing")
    other = path.with_name(f"other.db.corrupt-{OLD}")
    other.write_bytes(b"x")
    wait(history.forget_buyers())
    assert all(one.exists() for one in (*kept, other))


@pytest.mark.parametrize("way", ["delete", "purge", "forget", "by hand"])
def test_p47_what_is_deleted_goes_from_what_was_set_aside_too(
    path: Path, history: History, way: str
) -> None:
    leave(path, f"corrupt-{YOUNG}", f"corrupt-{YOUNG}-wal", f"gone-{YOUNG}-wal")
    wait(history.add(exchange(started_at=NOW - DAY)))
    assert residue(path)
    if way == "delete":
        wait(history.delete([1]))
    elif way == "purge":
        wait(history.purge(NOW))
    elif way == "forget":
        wait(history.forget_buyers())
    else:
        wait(history.drop_set_aside())
    assert residue(path) == []


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_p43_where_nothing_was_deleted_nothing_set_aside_goes(
    path: Path, history: History, way: str
) -> None:
    [aside] = leave(path, f"corrupt-{YOUNG}")
    assert wait(history.delete([7]) if way == "delete" else history.purge(NOW)) == 0
    assert aside.exists()


def test_forgetting_now_leaves_nothing_of_a_clock_that_was_ahead(
    path: Path, history: History
) -> None:
    leave(path, "corrupt-29990101T000000Z")
    wait(history.add(exchange(started_at=NOW + 99 * DAY)))
    assert wait(history.forget_buyers()) == 1
    assert residue(path) == []


def test_the_storage_says_how_much_was_set_aside(path: Path, history: History) -> None:
    assert wait(history.storage()).aside_bytes == 0
    leave(path, f"corrupt-{YOUNG}", f"corrupt-{YOUNG}-wal", f"before-{YOUNG}")
    assert wait(history.storage()).aside_bytes == 2 * len(CANARY)


def test_a_file_set_aside_that_cannot_be_deleted_stops_nothing(
    path: Path, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    [first, second] = leave(path, f"corrupt-{OLD}", f"gone-{OLD}-wal")
    unlink = Path.unlink

    def fail(one: Path, missing_ok: bool = False) -> None:
        if one == first:
            raise PermissionError("held by another program")
        unlink(one, missing_ok)

    monkeypatch.setattr(Path, "unlink", fail)
    wait(history.add(exchange(started_at=NOW - 40 * DAY)))
    assert wait(history.forget_buyers(NOW - 31 * DAY)) == 1
    assert (first.exists(), second.exists()) == (True, False)
