"""In the depths of every page too, what comes from outside is seen letter by letter."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from apay_console.model.json_text import write
from apay_console.presenters.emulator.doctor_case import REFUSAL, REQUEST
from tests import test_walker
from tests.api.faults import answering
from tests.sale_parts import NOTE, STORE_NAME
from tests.test_walker import MARK, MARKUP
from tests.test_window_text import amazon, opened, whole_session
from tests.window_parts import quick, shop

__all__ = ["amazon", "opened", "quick", "shop"]

# Turn round, isolate, colour a terminal. Not U+200B: a label breaks long words by it.
HIDDEN = "\u202e\u2066\x1b"
PAYLOAD = f"{MARKUP} \u202egnp.exe\u200b\u2066\x1b[31m &x"
_Role = Qt.ItemDataRole


def items(model: QAbstractItemModel | None) -> Iterator[str]:
    """Whatever the first rows of a list or tree say, in every column."""
    left = [QModelIndex()] if model is not None else []
    while left and model is not None:
        parent = left.pop()
        for row in range(min(model.rowCount(parent), 60)):
            left.append(model.index(row, 0, parent))
            is_list = isinstance(model, QAbstractListModel)  # its count of columns is its own
            for column in range(1 if is_list else model.columnCount(parent)):
                at = model.index(row, column, parent)
                told = (at.data(_Role.DisplayRole), at.data(_Role.AccessibleTextRole))
                yield from (text for text in told if isinstance(text, str))


def texts_of(widget: QWidget) -> Iterator[str]:
    """All that a widget says which the person did not write there."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    yield widget.toolTip()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QPlainTextEdit) and widget.isReadOnly():
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView):
        yield from items(widget.model())


def faults(widget: QWidget) -> Iterator[str]:
    yield from test_walker.faults(widget)
    for text in texts_of(widget):
        if MARK in text and any(sign in text for sign in HIDDEN):
            yield f"hides something: {text[:60]!r}"
    if isinstance(widget, QAbstractButton) and f"{MARK}" in widget.text().replace("&&", ""):
        yield from ["takes an ampersand for a key"] * ("&" in widget.text().replace("&&", ""))


def look(place: str) -> int:
    """Look at every widget there is; count those that show the payload."""
    for _ in range(2):
        QApplication.processEvents()
    seen = 0
    for widget in QApplication.allWidgets():
        found = list(faults(widget))
        assert not found, f"{place}: {type(widget).__name__} {widget.objectName()} {found}"
        seen += widget.isVisible() and any(MARK in text for text in texts_of(widget))
    return seen


@pytest.fixture
def bad(shop, amazon):
    """A session that was read, and then came again with every text a bad one."""
    if len(shop.state.exchanges) < 3:
        shop.run("get")
        amazon.behaviour = answering(200, write(whole_session(shop, PAYLOAD)))
        shop.run("get")
        body = json.dumps({"reasonCode": PAYLOAD, "message": PAYLOAD, PAYLOAD: PAYLOAD})
        amazon.behaviour = answering(400, body)
        shop.run("get")
    return shop


def test_every_look_of_the_changes(bad):
    bad.run("changes_tab")
    for name in ("side", "unified", "list"):
        bad.window.page.answer.changes.choose(name)
        assert look(name) > 0


def test_every_tab_of_the_history_and_what_is_found_there(bad):
    bad.run("history")
    page = bad.window.history.page
    for row in range(3):
        page.table.go_to(row)
        bad.settle()
        for tab in range(4):
            page.details.open_tab(tab)
            bad.settle()
            look(f"history, row {row}, tab {tab}")
        assert MARK in page.details.raw_page.view.toPlainText() or row == 2
    bad.key(Qt.Key.Key_F2)
    page.head.note.put(PAYLOAD)
    bad.key(Qt.Key.Key_Return)
    bad.settle()
    assert look("the note") > 1
    page.table.selectAll()
    bad.key(Qt.Key.Key_Delete)
    bad.settle()
    look("the question before deleting")
    bad.key(Qt.Key.Key_Escape)
    page.filters.words.put(f'"{PAYLOAD} AND (')
    page.filters.apply()
    bad.settle()
    look("the query that cannot be read")
    page.filters.reset()
    bad.window.history.leave()


def test_every_form_in_which_it_can_be_taken_elsewhere(bad):
    bad.run("export")
    sheet = bad.window.sheets.export
    for box in (sheet.buyers, sheet.signatures):
        box.click()
    for row in range(sheet.forms.count()):
        sheet.forms.setCurrentRow(row)
        look(sheet.forms.currentItem().text())
    bad.key(Qt.Key.Key_Escape)


def test_why_it_was_refused_and_the_raw_page_and_the_signature(bad):
    for key in (f"error.{PAYLOAD}", f"constraint.{PAYLOAD}", PAYLOAD):
        bad.window.commands["why"].setData(key)
        bad.run("why")
        look(f"why {key[:10]}")
        bad.key(Qt.Key.Key_Escape)
    for command in ("raw_tab", "signature", "states_tab", "activity"):
        bad.run(command)
        look(command)
    bad.key(Qt.Key.Key_Escape)
    bad.run("session_tab")


def test_what_is_pasted_in_and_examined(bad):
    bad.run("paste_in")
    panel = bad.window.page.side.panel("paste_in")
    bad.paste(json.dumps({PAYLOAD: PAYLOAD, "merchantMetadata": {"noteToBuyer": PAYLOAD}}))
    assert MARK in panel.rest.text()
    look("paste in")
    bad.run("doctor")
    panel = bad.window.page.side.panel("doctor")
    request = (
        f"POST /v2/{PAYLOAD}?a={PAYLOAD} HTTP/1.1\r\nx-a: {PAYLOAD}\r\nhost: h\r\n\r\n{PAYLOAD}"
    )
    for part, text in ((REQUEST, request), (REFUSAL, json.dumps({"message": PAYLOAD}))):
        panel.boxes[part].put(text)
    panel.examine.click()
    bad.settle()
    look("the doctor")
    bad.window.page.side.close_panel()
    for name in ("open", "paste_return"):
        bad.run(name)
        bad.type(PAYLOAD[:300])
        bad.key(Qt.Key.Key_Return)
        bad.settle()
        look(name)
        bad.key(Qt.Key.Key_Escape)


def test_what_the_buyer_will_read(bad):
    bad.run("new_v1")
    for row in (STORE_NAME, NOTE):
        bad.window.page.request.focus(row)
        bad.paste(PAYLOAD.replace("\x1b", ""))
        look("the buyer's eye")
    bad.run("discard")


def test_the_walk_finds_what_would_not_be_seen(qapp):
    worse = QLabel(f"{MARK}\u202e")
    worse.setTextFormat(Qt.TextFormat.PlainText)
    assert len(list(faults(worse))) == 1
    worse.deleteLater()
