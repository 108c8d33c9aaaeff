"""An answer of 100,000 values as a tree: shown, searched, scrolled."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QApplication

from apay_console.model.fields import ApiVersion
from apay_console.ui.parts.theme import LIGHT, Theme
from apay_console.ui.tree.view import SessionTree
from bench.rows import Effort, Row
from bench.timing import typical

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
    yield Row(f"tree-{size}-filter", _filter(tree, effort) * 1e3, "ms", 5)
    yield Row(f"tree-{size}-frame", _frame(tree, effort) * 1e3, "ms", 5)


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


def _frame(tree: SessionTree, effort: Effort) -> float:
    """Scroll by some rows and paint."""
    tree.look_for("")
    tree.expand_all()
    bar = tree.verticalScrollBar()
    tree.viewport().repaint()

    def scroll() -> None:
        bar.setValue((bar.value() + 40) % (bar.maximum() + 1))
        tree.viewport().repaint()

    return typical(scroll, effort.times(100))
