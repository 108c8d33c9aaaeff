"""Long answers are compared beside the window's work; it says so, and shows the latest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.changes.comparison import Comparison
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.ui.changes.view import ChangesView
from apay_console.ui.parts.theme import Theme
from tests.exchanges import NOON
from tests.sale_parts import begun, session_body
from tests.ui.changes.view_parts import got

WAITS = "These answers are long. They are being compared…"
SHORT = {"a": 1}


def long(**more: Any) -> Any:
    return {"tea": ["green"] * 3_000} | more


class Later:
    """Stands in for another thread, which ends when a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[[], Any], Callable[[Any], object]]] = []

    def ask(self, work: Callable[[], Any], found: Callable[[Any], object]) -> None:
        self.asked = [(work, found)]

    def give_up(self) -> None:
        self.asked.clear()

    def end(self) -> Any:
        (work, found), self.asked = self.asked[0], []
        result = work()
        found(result)
        return result


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def view(theme: Theme, later: Later) -> ChangesView:
    return ChangesView(theme, beside=later)


def test_p25_what_is_long_is_compared_elsewhere_while_words_stand_in_its_place(
    view: ChangesView, later: Later
) -> None:
    view.show_pair(got(long(a=1)), got(long(a=2), NOON + 60))
    assert view.texts() == [WAITS]
    later.end()
    assert view.texts() == ["Amazon ◂ a 1 2 changed"]


def test_p25_its_lines_are_laid_out_before_they_come_back(view: ChangesView, later: Later) -> None:
    view.show_pair(got(long(a=1)), got(long(a=2), NOON + 60))
    found: Comparison = later.end()
    assert {"rows", "starts"} <= vars(found).keys()


def test_what_is_short_is_compared_at_once(view: ChangesView, later: Later) -> None:
    view.show_pair(got(SHORT), got({"a": 2}, NOON + 60))
    assert later.asked == []
    assert view.texts() == ["Amazon ◂ a 1 2 changed"]


def test_nothing_long_comes_in_the_place_of_what_was_turned_to(
    view: ChangesView, later: Later
) -> None:
    view.show_pair(got(long(a=1)), got(long(a=2), NOON + 60))
    view.show_pair(got(SHORT), got({"a": 3}, NOON + 60))
    assert later.asked == []
    assert view.texts() == ["Amazon ◂ a 1 3 changed"]


def test_a_sale_that_is_drawn_again_meanwhile_asks_for_it_once(
    view: ChangesView, later: Later
) -> None:
    one, two = got(session_body() | long()), got(session_body() | long(b=1), NOON + 60)
    state = after_exchange(after_exchange(begun(), one, NOON), two, NOON + 60)
    view.show_state(state)
    asked = later.asked
    view.show_state(replace(state, busy=None))
    assert later.asked == asked
    later.end()
    assert view.texts() == ["Amazon ◂ b — 1 new"]


def test_a_long_answer_alone_has_nothing_to_wait_for(view: ChangesView, later: Later) -> None:
    view.show_alone(got(long()))
    later.end()
    assert view.texts() == ["First answer: nothing to compare with."]


def test_a_part_too_long_for_a_line_is_named_by_its_brackets(
    view: ChangesView, later: Later
) -> None:
    view.show_pair(got(long()), got({"tea": {str(n): n for n in range(3_000)}}, NOON + 60))
    later.end()
    assert view.texts() == ["Amazon ◂ tea […] {…} changed"]
