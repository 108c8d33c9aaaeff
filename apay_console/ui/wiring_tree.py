"""Who answers what is asked in the tree of an answer."""

from __future__ import annotations

from apay_console.errors import Invalid
from apay_console.presenters.console import Console
from apay_console.presenters.notice import Notice
from apay_console.presenters.path_search import PathSearch
from apay_console.ui.tree.page import TreePage


def connect(page: TreePage, console: Console) -> None:
    """Connect the tree's find line, and the ids in it that were not read yet."""
    page.search_with(PathSearch(console.desk.services.runner, console).ask)
    page.open_wanted.connect(lambda object_id: open_object(console, object_id))


def open_object(console: Console, object_id: str) -> None:
    """Show an object by its id; say so where that cannot be."""
    try:
        console.shelf.open_named(object_id)
    except Invalid as error:
        console.desk.say(Notice("err", error.message))
