"""An answer of 100,000 values as a tree: shown, searched, scrolled."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTreeView, QTreeWidget, QTreeWidgetItem

from apay_console.model.fields import ApiVersion
from apay_console.ui.parts.theme import LIGHT, Theme
from apay_console.ui.tree.unfolding import ALL, NONE
from apay_console.ui.tree.view import SessionTree
from bench.rows import Effort, Row
from bench.timing import took, typical

NODES, LEAVES = 100_000, 24
RARE = "needle"


def measure(effort: Effort) -> Iterable[Row]:
    """Show it, find one value in it, and scroll with everything open."""
    app = QApplication([])
    tree = SessionTree(Theme(app, now=time.time, scheme=LIGHT))
    tree.resize(752, 800)
    tree.show()
    tree.show_answer(_answer(LEAVES + 1), ApiVersion.V2, {})
    app.processEvents()
    size = effort.times(NODES, 1000)
    answers = iter([_answer(size, name) for name in range(effort.times(5))])

    def show() -> None:
        tree.show_answer(next(answers), ApiVersion.V2, {})
        tree.viewport().repaint()

    shown = typical(show, effort.times(5))
    yield Row(f"tree-{size}-shown", shown * 1e3, "ms", 105)
    yield from _peers(size, shown)
    yield Row(f"tree-{size}-filter", _filter(tree, effort) * 1e3, "ms", 5)
    yield Row(f"tree-{size}-filter-many", _filter_many(tree, effort) * 1e3, "ms", 60)
    yield Row(f"tree-{size}-frame", _frame(tree, effort) * 1e3, "ms", 5)
    yield Row(f"tree-{size}-expand", _expand(tree, size) * 1e3, "ms", 20)


def _peers(size: int, shown: float) -> Iterable[Row]:
    """The same document in Qt's own trees, filled at once: they are the floor to stay below."""
    for name, peer in (("qtreewidget", _widget), ("standarditem", _standard)):
        body = _answer(size)
        yield Row(f"tree-{size}-{name}", shown, "s", 1, floor=took(partial(peer, body)))


def _widget(body: Any) -> None:
    tree = QTreeWidget()
    tree.setColumnCount(2)
    tree.resize(752, 800)
    tree.addTopLevelItems([_item(key, value) for key, value in _inside(body)])
    tree.show()
    tree.viewport().repaint()


def _item(key: str, value: Any) -> QTreeWidgetItem:
    item = QTreeWidgetItem([key, _text(value)])
    item.addChildren([_item(*part) for part in _inside(value)])
    return item


def _standard(body: Any) -> None:
    model, view = QStandardItemModel(), QTreeView()
    _fill(model.invisibleRootItem(), body)
    view.setModel(model)
    view.resize(752, 800)
    view.show()
    view.viewport().repaint()


def _fill(parent: QStandardItem, value: Any) -> None:
    for key, part in _inside(value):
        row = [QStandardItem(key), QStandardItem(_text(part))]
        parent.appendRow(row)
        _fill(row[0], part)


def _inside(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        return value.items()
    return ((str(at), part) for at, part in enumerate(value)) if isinstance(value, list) else ()


def _text(value: Any) -> str:
    return "" if isinstance(value, dict | list) else str(value)


def _answer(size: int, name: int = 0) -> dict[str, Any]:
    """An object of so many values, none like another, in groups as deep as a session's."""
    groups = [
        {f"field{place}": f"value {name}.{group}.{place}" for place in range(LEAVES)}
        for group in range(size // (LEAVES + 1))
    ]
    groups[-1]["field7"] = f"a {RARE} in {name}"
    return {f"name{name}": "one more key", "groups": groups}


def _filter(tree: SessionTree, effort: Effort) -> float:
    """Go from one rare word to the next; the first letter typed has made the index."""
    tree.look_for("value")
    words = iter(["needle", "a needle", "needle in", "eedle"] * effort.times(10))
    return typical(lambda: tree.look_for(next(words)), effort.times(40, 4))


def _filter_many(tree: SessionTree, effort: Effort) -> float:
    """Find what a fifth of all values hold."""
    words = iter(["field2", "ield2", "FIELD2", "field2"] * effort.times(5))
    return typical(lambda: tree.look_for(next(words)), effort.times(12, 4))


def _expand(tree: SessionTree, size: int) -> float:
    """Open one parent of so many children, and paint."""
    tree.unfolding.open_to(NONE)
    tree.show_answer({"rows": [f"value {place}" for place in range(size)]}, ApiVersion.V2, {})
    tree.unfolding.open_to(NONE)

    def expand() -> None:
        tree.expand(tree.nodes_model.index(0, 0))
        tree.viewport().repaint()

    return took(expand)


def _frame(tree: SessionTree, effort: Effort) -> float:
    """Scroll by some rows and paint."""
    tree.look_for("")
    tree.unfolding.open_to(ALL)
    bar = tree.verticalScrollBar()
    tree.viewport().repaint()

    def scroll() -> None:
        bar.setValue((bar.value() + 40) % (bar.maximum() + 1))
        tree.viewport().repaint()

    return typical(scroll, effort.times(100))
