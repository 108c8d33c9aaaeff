from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apay_console.store.schema import migrate
from apay_console.store.schema_history import BLOCK_BITS
from apay_console.store.search.places import Places
from tests.store.samples import NOW

_ADD = f"""INSERT INTO exchanges VALUES ({", ".join("?" * 15)}, 0, 0, '')"""  # noqa: S608 - marks only
BLOCK = 1 << BLOCK_BITS


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        migrate(opened)
        yield opened


def add(connection: sqlite3.Connection, number: int) -> None:
    texts = ["text"] * 7
    connection.execute(_ADD, [number, *texts, 200, "APPLIED", NOW, 1.0, "", "null", 0])


def numbers(connection: sqlite3.Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM exchanges ORDER BY id DESC")]


def found(places: Places, connection: sqlite3.Connection, start: int) -> int | None:
    place = places.find(connection, start)
    if place is None:
        return None
    query = "SELECT id FROM exchanges WHERE id < ? ORDER BY id DESC LIMIT 1 OFFSET ?"
    block, newer = place
    number: int = connection.execute(query, [(block + 1) << BLOCK_BITS, newer]).fetchone()[0]
    return number


@given(
    changes=st.lists(st.tuples(st.sampled_from(["add", "delete", "pin"]), st.integers(1, 2500))),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_each_place_is_found_whatever_came_and_went(
    connection: sqlite3.Connection, changes: list[tuple[str, int]]
) -> None:
    connection.execute("DELETE FROM exchanges")
    connection.execute("DELETE FROM tallies")
    places, newest = Places(), 0
    for change, number in changes:
        if change == "add":
            newest += number  # numbers only grow
            add(connection, newest)
        elif change == "delete":
            connection.execute("DELETE FROM exchanges WHERE id >= ?", [newest - number])
        else:
            connection.execute("UPDATE exchanges SET is_pinned = 1")
        wanted = numbers(connection)
        assert places.total(connection) == len(wanted)
        assert [found(places, connection, at) for at in range(len(wanted))] == wanted
        assert found(places, connection, len(wanted)) is None


def test_what_comes_makes_no_other_sum_be_read_again(connection: sqlite3.Connection) -> None:
    for number in (1, BLOCK, 2 * BLOCK):
        add(connection, number)
    places = Places()
    assert places.total(connection) == 3
    connection.execute("UPDATE tallies SET exchanges = 50 WHERE block < 2")  # behind its back
    add(connection, 2 * BLOCK + 1)
    assert places.total(connection) == 4
