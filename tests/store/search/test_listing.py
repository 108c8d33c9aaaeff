"""Lists are found and counted step by step, and their positions stay right."""

from __future__ import annotations

import sqlite3

import pytest

from apay_console.model.exchange import Answered, Sent
from apay_console.model.past import EVERYTHING, Wanted
from apay_console.store.history import History
from apay_console.store.search import listing
from apay_console.store.search.listing import Listing
from tests.store.samples import exchange, found, wait


@pytest.mark.parametrize("words", ["127.0.0.1", "sale-1 ge", "te"])
def test_what_begins_so_is_counted_step_by_step(
    history: History, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 7)
    sent = Sent("GET", "http://127.0.0.19:8098/v2/tea", ())
    wait(history.add_all([exchange(sale_id=f"sale-1{n}", sent=sent) for n in range(20)]))
    first = Listing()
    counted = history._database.run(lambda c: first.count(c, Wanted(words=words)))
    assert wait(counted) is None
    assert len(found(history, words=words)) == 20


@pytest.mark.parametrize("wanted", [Wanted(sale_id="rare"), Wanted(words="rare"), Wanted(status=5)])
def test_a_long_look_pauses_and_misses_nothing(
    history: History, monkeypatch: pytest.MonkeyPatch, wanted: Wanted
) -> None:
    monkeypatch.setattr(listing, "LOOKED", 7)
    rare = exchange(sale_id="rare", answered=Answered(500, (), b""))
    for number in range(1, 31):
        wait(history.add(rare if number in {1, 2, 9, 30} else exchange()))
    first = Listing()
    looked = history._database.run(lambda c: first.look(c, wanted, 4))
    assert wait(looked) is False
    for end in range(1, 6):
        assert [line.id for line in wait(history.lines(wanted, 0, end))] == [30, 9, 2, 1][:end]
    wait(history.add(rare))
    assert [line.id for line in wait(history.lines(wanted, 0, 9))] == [31, 30, 9, 2, 1]


def test_a_long_count_goes_on_where_it_paused(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 7)
    wait(history.add_all([exchange(sale_id=str(number % 2)) for number in range(30)]))
    first = Listing()
    wanted = Wanted(sale_id="1")

    def counted(connection: sqlite3.Connection) -> int | None:
        return first.count(connection, wanted)

    assert wait(history._database.run(counted)) is None
    wait(history.add(exchange(sale_id="1")))
    answers = [wait(history._database.run(counted)) for _ in range(4)]
    assert answers == [None, None, None, 16]
    wait(history.add(exchange(sale_id="1")))
    assert wait(history._database.run(counted)) == 17
    assert wait(history.count(wanted)) == 17


@pytest.mark.parametrize("wanted", [EVERYTHING, Wanted(sale_id="sale"), Wanted(words="quill")])
def test_positions_stay_right_while_rows_come_and_go(history: History, wanted: Wanted) -> None:
    wait(history.add_all([exchange() for _ in range(1300)]))
    expected = list(range(1300, 0, -1))

    def check() -> None:
        assert wait(history.count(wanted)) == len(expected)
        for start in (0, 270, 277, 1024, len(expected) - 3, len(expected)):
            page = [line.id for line in wait(history.lines(wanted, start, 5))]
            assert page == expected[start : start + 5]

    check()
    wait(history.delete([1299, *range(1000, 1100)]))
    expected = [number for number in expected if number != 1299 and not 1000 <= number < 1100]
    check()
    wait(history.add_all([exchange(), exchange(sale_id="other", answered=None)]))
    expected = [1302, 1301, *expected] if wanted == EVERYTHING else [1301, *expected]
    check()
