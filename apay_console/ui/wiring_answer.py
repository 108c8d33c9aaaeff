"""Who answers what is asked in the views of an answer."""

from __future__ import annotations

from typing import Any

from apay_console.errors import Invalid
from apay_console.model.answer import answer_of
from apay_console.model.taking.part import Part, part_at
from apay_console.presenters.beside import Beside
from apay_console.presenters.console import Console
from apay_console.presenters.notice import Notice
from apay_console.presenters.path_search import PathSearch
from apay_console.ui.sale.answer_pane import AnswerPane
from apay_console.ui.sheets import Sheets


def connect(pane: AnswerPane, console: Console, sheets: Sheets) -> None:
    """Connect the find line, the ids that were not read yet, and what is to be taken elsewhere."""
    page, runner = pane.tree, console.desk.services.runner
    pane.beside = Beside(runner, console)
    page.search_with(PathSearch(runner, console).ask)
    page.open_wanted.connect(lambda object_id: open_object(console, object_id))
    page.save_wanted.connect(lambda path: sheets.take_part(part_at(_body(console), path)))
    page.came_wanted.connect(lambda: sheets.take_part(Part((), _came(console))))


def open_object(console: Console, object_id: str) -> None:
    """Show an object by its id; say so where that cannot be."""
    try:
        console.shelf.open_named(object_id)
    except Invalid as error:
        console.desk.say(Notice("err", error.message))


def _body(console: Console) -> Any:
    """The whole of what the tree shows, also while buyers are hidden."""
    state = console.desk.state
    if state is not None and state.moment is not None:
        return answer_of(state.moment)
    return state.object.body if state is not None and state.object is not None else None


def _came(console: Console) -> bytes:
    """What came and is no tree."""
    state = console.desk.state
    exchange = (state.moment or state.exchange) if state is not None else None
    return exchange.answered.body if exchange is not None and exchange.answered is not None else b""
