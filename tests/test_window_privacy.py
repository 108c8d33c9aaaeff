"""Buyers' data behind a veil, and buyers' data that is not stored: in the whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from apay_console.emulator.buyers import find_buyer
from apay_console.ui.history.cells import WHAT
from apay_console.ui.sale.answer_pane import CHANGES, RAW, SESSION, SIGNATURE, STATES
from tests.sale_parts import NOTE
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]
TYPED = "Oolong for Quillfeather"
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole,
         Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip


def of_buyer() -> set[str]:
    buyer = find_buyer("")
    assert buyer is not None
    parts = [part for part in buyer.address.values() if isinstance(part, str) and len(part) > 3]
    return {buyer.name, buyer.email, buyer.phone, buyer.buyer_id, *parts, TYPED}


def indexes(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(model.rowCount(parent)):
        for column in range(columns):
            yield model.index(row, column, parent)
        yield from indexes(model, model.index(row, 0, parent))


def said_by(widget: QWidget) -> Iterator[str]:
    """All that a widget shows, tells on pointing, or has read aloud."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for index in indexes(widget.model(), QModelIndex()):
            yield from (str(index.data(role) or "") for role in ROLES)


def seen(window: QWidget) -> str:
    widgets = [one for one in (window, *window.findChildren(QWidget)) if one.isVisible()]
    shown = [window.windowTitle()]
    return "\n".join([*shown, *(text for one in widgets for text in said_by(one) if text)])


def leaks(shop: Shop) -> set[str]:
    text = seen(shop.window).replace("\u200b", "")
    return {value for value in of_buyer() if value in text}


@pytest.fixture
def paid(fresh: Shop) -> Shop:
    """A sale whose buyer is known, with a note to that buyer sent and read back."""
    fresh.fill_all()
    fresh.enter(NOTE, TYPED)
    fresh.send()
    fresh.run("get")
    return fresh


TABS = {"session": SESSION, "changes": CHANGES, "states": STATES, "raw": RAW, "sign": SIGNATURE}


@pytest.mark.parametrize("tab", TABS)
def test_p12_nothing_of_the_buyer_is_seen_behind_the_veil(
    paid: Shop, tab: str, record_property: Callable[[str, object], None]
) -> None:
    paid.window.page.answer.open_tab(TABS[tab])
    paid.settle()
    assert leaks(paid)
    paid.run("present")
    assert leaks(paid) == set()
    assert "Buyers hidden" in seen(paid.window)
    assert "EMULATOR" in paid.window.top.text()
    record_property("figure", f"0 of {len(of_buyer())} values in the {tab} tab")
    paid.run("present")
    assert leaks(paid)
    assert not paid.window.top.findChild(QWidget, "veil").isVisible()


def test_p12_the_history_is_behind_the_veil_too(paid: Shop) -> None:
    paid.run("history")
    page = paid.window.history.page
    page.table.go_to(0)
    paid.settle()
    for is_drawn in (False, True):
        if is_drawn:
            paid.run("present")
        found = []
        for place in range(page.details.tabs.count()):
            page.details.open_tab(place)
            paid.settle()
            found.append({value for value in of_buyer() if value in seen(page)})
        assert any(found) is not is_drawn
        assert bool(found[0] and found[2]) is not is_drawn


@pytest.mark.parametrize("is_drawn", [False, True])
def test_p12_the_tool_tip_of_a_row_tells_as_much_as_what_stands_above_its_detail(
    paid: Shop, is_drawn: bool
) -> None:
    paid.run("history")
    head = paid.window.history.page.head
    line = head._cells.line(0)
    assert line is not None
    paid.window._theme.veil.draw(is_drawn=is_drawn)
    token = line._replace(url="https://pay-api.amazon.com/v2/buyers/canary?x=1")
    head.show_line(token)
    tip = head._cells.tip(token, WHAT)
    assert ("canary" in tip) is not is_drawn
    assert tip == head._address.text()


def test_p12_what_is_done_behind_the_veil_is_done_with_the_whole(paid: Shop) -> None:
    paid.run("present")
    paid.window.activity.toggle()
    paid.window.activity.chosen.emit(paid.window._theme.veil.over(paid.state.exchanges[1]))
    assert paid.state.moment is paid.state.exchanges[1]
    assert TYPED.encode() in paid.state.moment.sent.body


def test_p49_a_switch_takes_out_what_is_stored_of_buyers_and_stores_no_more(paid: Shop) -> None:
    number = paid.state.exchange.id
    paid.run("no_buyers")
    assert paid.notice.startswith("Buyers' data is stored no more; ")
    assert paid.window.commands["no_buyers"].isChecked()
    paid.run("get")
    name = find_buyer("").name.encode()  # type: ignore[union-attr]
    assert name in paid.state.exchange.answered.body  # it is shown, as long as it is looked at
    for one in (number, paid.state.exchange.id):
        assert name not in kept(paid, one)
    paid.run("no_buyers")
    assert paid.notice == "Buyers' data is stored again, for 30 days at the most."
    paid.run("get")
    assert name in kept(paid, paid.state.exchange.id)


def kept(shop: Shop, number: int) -> bytes:
    found: list[Any] = []
    shop.parts.runner.run(
        shop.parts.console.desk.services.history.get(number),
        owner=shop.parts.console,
        done=found.append,
    )
    until(lambda: found)
    body: bytes = found[0].answered.body
    return body
