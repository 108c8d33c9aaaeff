"""Whatever stands in an answer, every page of the window shows it letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from apay_console.model.json_text import write
from apay_console.ui.commands import COMMANDS
from tests.api.faults import answering
from tests.test_window_text import amazon, opened, spoilt, whole_session
from tests.window_parts import Shop, quick, shop

__all__ = ["amazon", "opened", "quick", "shop"]

MARK = "Wa1k"
MARKUP = f"<b>{MARK}</b> <img src=x onerror=alert(1)> &lt;i&gt; &amp; %1 {{name}} <a href='x'>y</a>"
# What only looks: every other command sends, ends or asks something of the person.
_GROUPS = {"view", "emulator", "edit", "program"}
_NOT_PAGES = {
    "quit",
    "wide",
    "profiles",
    "import_profiles",
    "export_profiles",
    "unlock",
    "discard",
    "undo",
    "redo",
    "rename",
    "find",
    "next_object",
    "previous_object",
    "page_tab",
    "clock_back",
}


def pages() -> list[str]:
    """Every command that opens something to look at; one that is added is walked too."""
    rows = (row for row in COMMANDS if row.group in _GROUPS and row.name not in _NOT_PAGES)
    return [row.name for row in rows if not row.name.startswith(("bad_", "theme_", "why"))]


def faults(widget: QWidget) -> Iterator[str]:
    """What of a widget would be taken for markup."""
    is_told = isinstance(widget, QLabel) and MARK in widget.text()
    if is_told and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield "a label takes text for markup"
    is_rich = isinstance(widget, QTextEdit | QTextBrowser) and widget.acceptRichText()
    if is_rich and MARK in widget.toPlainText():
        yield "an editor takes text for markup"
    if MARK in widget.toolTip():
        yield from _of_tip(widget.toolTip())
    if isinstance(widget, QAbstractItemView) and widget.isVisible():
        yield from _of_items(widget.model())


def _of_tip(tip: str) -> Iterator[str]:
    document = QTextDocument()
    document.setHtml(tip)
    if not tip.startswith("<qt>") or MARK not in document.toPlainText() or "<b>" in tip:
        yield f"a tool tip has markup: {tip[:80]}"


def _of_items(model: QAbstractItemModel | None) -> Iterator[str]:
    """Each item's tip; an item's own text is never markup to Qt."""
    left = [QModelIndex()] if model is not None else []
    while left and model is not None:
        parent = left.pop()
        for row in range(min(model.rowCount(parent), 200)):
            at = model.index(row, 0, parent)
            left.append(at)
            tip = at.data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and MARK in tip:
                yield from _of_tip(tip)


def walk(shop: Shop) -> int:
    """Open every page and look at every widget; count where the payload is seen."""
    seen = 0
    for name in pages():
        shop.window.commands.run(name)
        for _ in range(3):
            QApplication.processEvents()
        for widget in QApplication.allWidgets():
            found = list(faults(widget))
            assert not found, f"{name}: {widget.objectName()} {widget} {found}"
            text = getattr(widget, "text", getattr(widget, "toPlainText", str))
            seen += widget.isVisible() and MARK in str(text())
        shop.key(Qt.Key.Key_Escape)
    return seen


def test_p21_every_page_shows_a_session_full_of_it_as_letters(shop, amazon):
    amazon.behaviour = answering(200, write(whole_session(shop, MARKUP)))
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert walk(shop) > 5


def test_p22_every_page_shows_a_refusal_full_of_it_as_letters(shop, amazon):
    body: dict[str, Any] = {"reasonCode": "x", "message": "x", MARKUP: "x"}
    amazon.behaviour = answering(400, write(spoilt(body, MARKUP)))
    shop.run("get")
    assert MARK in shop.said
    assert walk(shop) > 0


def test_the_walk_finds_what_would_be_taken_for_markup(qapp):
    bad = QLabel(f"<b>{MARK}</b>")
    bad.setToolTip(f"<b>{MARK}</b>")
    assert len(list(faults(bad))) == 2
    bad.deleteLater()
