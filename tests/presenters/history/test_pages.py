"""The pages of the history: only what is looked at is read, and rows keep their places."""

from __future__ import annotations

import pytest

from apay_console.errors import Invalid, say
from apay_console.jobs import Runner
from apay_console.model.exchange import Outcome
from apay_console.model.past import EVERYTHING, Line, Wanted
from apay_console.presenters.history.pages import KEPT, PAGE, Pages


def line(number: int, **values) -> Line:
    known = {"operation": "get_session", "outcome": Outcome.APPLIED, "status": 200} | values
    return Line(
        number,
        "sale-1",
        "session-1",
        "emulator",
        version="v1",
        method="GET",
        url="http://127.0.0.1/",
        started_at=float(number),
        took_ms=1.0,
        **known,
    )


class Kept:
    """A history in memory that tells what was asked of it."""

    def __init__(self, count: int) -> None:
        self.numbers = list(range(count, 0, -1))
        self.asked: list[tuple[int, int]] = []

    def add(self, more: int) -> None:
        self.numbers = [*range(self.numbers[0] + more, self.numbers[0], -1), *self.numbers]

    def _fitting(self, wanted: Wanted) -> list[int]:
        if wanted.words == "AND":
            raise Invalid(say("no query"), "tea")
        return [one for one in self.numbers if not wanted.words or one % 2]

    async def count(self, wanted: Wanted) -> int:
        return len(self._fitting(wanted))

    async def lines(self, wanted: Wanted, start: int, limit: int) -> list[Line]:
        self.asked.append((start, limit))
        return [line(one) for one in self._fitting(wanted)[start : start + limit]]


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def made(qtbot, runner):
    def make(count: int, wanted: Wanted = EVERYTHING) -> Pages:
        pages = Pages(Kept(count), runner)
        pages.told = []
        pages.grown.connect(pages.told.append)
        pages.narrow(wanted)
        qtbot.waitUntil(lambda: pages.is_read)
        pages.wait = lambda: qtbot.waitUntil(lambda: not runner._jobs and not pages._needed)
        return pages

    return make


def number_at(pages: Pages, row: int) -> int:
    if pages.line(row) is None:
        pages.wait()
    found = pages.line(row)
    assert found is not None
    return found.id


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE + 3])
def test_every_row_is_there_newest_first(made, count):
    pages = made(count)
    assert pages.count == count
    assert [number_at(pages, row) for row in range(count)] == list(range(count, 0, -1))


def test_the_first_rows_come_with_the_count(made):
    pages = made(5000)
    assert len(pages._history.asked) == 1
    assert pages.line(0) is not None
    assert pages.line(PAGE - 1) is not None


def test_rows_that_were_only_passed_by_are_not_read(made):
    pages = made(100 * PAGE)
    pages._history.asked.clear()
    for row in range(2 * PAGE, 100 * PAGE, PAGE):
        assert pages.line(row) is None
    pages.wait()
    assert len(pages._history.asked) <= 3
    assert pages.line(100 * PAGE - 1) is not None


def test_a_long_scroll_keeps_only_so_many_pages(made):
    pages = made((KEPT + 10) * PAGE)
    for row in range(0, pages.count, PAGE):
        number_at(pages, row)
    assert len(pages._pages) == KEPT


def test_what_comes_on_top_moves_no_row_that_is_known(made):
    pages = made(3 * PAGE + 7)
    seen = number_at(pages, 2 * PAGE)
    pages._history.add(5)
    pages.follow()
    pages.wait()
    assert pages.told == [5]
    assert number_at(pages, 2 * PAGE + 5) == seen
    assert [number_at(pages, row) for row in range(pages.count)] == pages._history.numbers


def test_a_page_that_was_read_while_rows_came_is_read_again(made):
    pages = made(4 * PAGE)
    pages._history.add(3)  # nobody told yet: places in the store are three further on
    number_at(pages, 3 * PAGE)
    pages.follow()
    pages.wait()
    assert [number_at(pages, row) for row in range(pages.count)] == pages._history.numbers


def test_what_does_not_fit_grows_the_whole_alone(made):
    pages = made(10, Wanted(words="odd"))
    assert (pages.count, pages.total) == (5, 10)
    pages._history.add(1)
    pages.follow()
    pages.wait()
    assert (pages.count, pages.total, pages.told) == (6, 11, [1])
    pages._history.add(1)
    pages.follow()
    pages.wait()
    assert (pages.count, pages.total, pages.told) == (6, 12, [1])


def test_fewer_rows_than_before_are_all_read_anew(made):
    pages = made(2 * PAGE)
    del pages._history.numbers[5]
    pages.follow()
    pages.wait()
    assert [number_at(pages, row) for row in range(pages.count)] == pages._history.numbers


def test_words_that_are_no_query_leave_the_list_as_it_is(made):
    pages, refused = made(10), []
    pages.refused.connect(refused.append)
    pages.narrow(Wanted(words="AND"))
    pages.wait()
    assert [str(error) for error in refused] == ["no query"]
    assert (pages.wanted, pages.count) == (EVERYTHING, 10)


def test_a_pin_is_known_at_once(made):
    pages = made(10)
    pages.change([8], is_pinned=True)
    assert [one.id for one in map(pages.line, range(10)) if one and one.is_pinned] == [8]
    assert pages.row_of(8) == 2
    assert pages.row_of(99) is None
