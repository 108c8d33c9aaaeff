"""Two long answers compared: what changed, and the lines of both beside each other."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from apay_console.model.changes.changes import changes
from apay_console.model.changes.comparison import compare
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.model.json_text import write
from apay_console.ui.changes.lines import SideBySide
from apay_console.ui.changes.table import Table
from apay_console.ui.parts.theme import LIGHT, Theme
from bench.rows import Effort, Row
from bench.timing import typical

NODES, MANY, LEAVES = 10_000, 100_000, 24
_EVERY = 100  # of the values is another


def measure(effort: Effort) -> Iterable[Row]:
    """Find the changes, and scroll through a long pair side by side."""
    size = effort.times(NODES, 1000)
    before, after = _answer(size), _answer(size, is_later=True)
    found = typical(lambda: changes(before, after), effort.times(15))
    yield Row(f"changes-{size}-found", found * 1e3, "ms", 60)
    yield from _frames(effort)


def _frames(effort: Effort) -> Iterable[Row]:
    app = QApplication([])
    size = effort.times(MANY, 1000)
    pair = compare(_exchange(_answer(size)), _exchange(_answer(size, is_later=True)))
    window = QWidget()
    table = Table(Theme(app, now=time.time, scheme=LIGHT), window)
    table.take(SideBySide(pair, table))
    table.resize(752, 800)
    window.resize(752, 800)
    window.show()
    app.processEvents()
    bar = table.verticalScrollBar()

    def scroll() -> None:
        bar.setValue((bar.value() + 40) % (bar.maximum() + 1))
        table.viewport().repaint()

    yield Row(f"changes-{size}-frame", typical(scroll, effort.times(60)) * 1e3, "ms", 5)


def _answer(size: int, *, is_later: bool = False) -> dict[str, Any]:
    """An object of so many values, in groups; of the later one every hundredth is another."""
    return {"groups": [_group(number, is_later=is_later) for number in range(size // LEAVES)]}


def _group(number: int, *, is_later: bool) -> dict[str, str]:
    start = number * LEAVES
    return {
        f"field{place}": f"{'new' if is_later and (start + place) % _EVERY == 0 else 'value'}"
        f" {number}.{place}"
        for place in range(LEAVES)
    }


def _exchange(body: Any) -> Exchange:
    sent = Sent("GET", "https://pay-api.amazon.com/", ())
    answered = Answered(200, (), write(body).encode())
    return Exchange("get_session", "v2", sent, answered, Outcome.APPLIED, 0.0, 1.0)
