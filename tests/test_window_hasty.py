"""A person who is quicker than the program, and a history that goes away under her hands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.window_parts import Shop, opened, quick, shop, until

__all__ = ["quick", "shop"]

VIEWS = ("changes_tab", "states_tab", "raw_tab", "signature", "session_tab", "history")


@pytest.fixture
def page(shop: Shop):
    """The history, open at its newest row."""
    shop.run("get")
    if not shop.window.history.is_open:
        shop.run("history")
    found = shop.window.history.page
    found.filters.reset()
    found.table.go_to(0)
    shop.settle()
    yield found
    if shop.window.history.is_open:
        shop.window.history.leave()


def delete_elsewhere(shop: Shop, number: int) -> None:
    """Delete a row as another part would: this page is not told."""
    done: list[Any] = []
    work = shop.parts.console.past._history.delete([number])
    shop.parts.runner.run(work, owner=shop.window, done=done.append)
    until(lambda: done)


def test_what_was_deleted_meanwhile_is_said_to_be_gone(shop: Shop, page: Any) -> None:
    delete_elsewhere(shop, page.table.current().id)
    page.actions_["take_elsewhere"].trigger()
    shop.settle()
    assert page.bar.text() == "This exchange was deleted meanwhile."
    assert not shop.window.sheets.export.isVisible()
    page.bar.close_bar()


def test_deleting_what_is_being_read_ends_in_a_list_that_can_be_used(shop: Shop, page: Any) -> None:
    before = page.table.lines.rowCount()
    line = page.table.current()
    page._past.look(line.id)
    page._past.compare_two(line.id, line.id + 10_000)
    page._past.delete([line])
    page._past.delete([line])
    shop.settle()
    page._past.pages.renew()
    shop.settle()
    assert page.table.lines.rowCount() == before - 1
    page.table.go_to(0)
    shop.settle()
    assert page.table.current().id != line.id


def test_every_letter_of_a_wild_query_can_be_asked_for_at_once(shop: Shop, page: Any) -> None:
    every = page.table.lines.rowCount()
    for sign in "\"a* (b OR ^NEAR(x, 3 -- col:x ; DROP {\u202e}%_'":
        page.filters.words.put(page.filters.words.text() + sign)
        page.filters.apply()
    shop.settle()
    page.filters.reset()
    shop.settle()
    assert page.table.lines.rowCount() == every


def test_turning_pages_and_colours_while_answers_come_leaves_all_in_order(shop: Shop) -> None:
    theme = shop.window._theme
    for name in VIEWS:
        shop.window.commands.run("get")
        shop.window.commands.run(name)
        QApplication.processEvents()
    theme.choose("dark")
    QApplication.processEvents()
    theme.choose("light")
    shop.settle()
    shop.key(Qt.Key.Key_Escape)
    shop.window.commands.run("session_tab")
    shop.settle()
    assert shop.exchanges[-1] == "get_session 200"
    assert shop.window.page.answer.tree.tree.isVisible()


@pytest.mark.parametrize("what", ["a request", "an export"])
def test_closing_in_the_middle_ends_quietly(qapp, tmp_path, quick, what) -> None:
    with opened(qapp, tmp_path) as found:
        found.start()
        if what != "a request":
            found.run("history")
        page = found.window.history.page
        if what == "a request":
            found.window.commands.run("get")
        else:
            page.filters.words.put("a")
            page.filters.apply()
            page.actions_["take_elsewhere"].trigger()
    QApplication.processEvents()  # whatever was on its way finds nobody, and says nothing
