"""Buyers' data behind a veil, and buyers' data that is not stored: in the whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from apay_console.emulator.buyers import find_buyer
from apay_console.errors import say
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.signed_call import Wanted
from apay_console.presenters.taking.forms import Form
from apay_console.ui.history.cells import WHAT
from apay_console.ui.panels.doctor_panel import DoctorPanel
from apay_console.ui.panels.paste_panel import PastePanel
from apay_console.ui.panels.signed_call_panel import SignedCallPanel
from apay_console.ui.sale.answer_pane import CHANGES, PAGE, RAW, SESSION, SIGNATURE, STATES
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
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.displayText()
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


TABS = {"session": SESSION, "changes": CHANGES, "states": STATES, "raw": RAW, "sign": SIGNATURE,
        "page": PAGE}  # fmt: skip


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


def test_p12_what_is_typed_of_a_buyer_is_dots_and_is_sent_as_it_was_typed(fresh: Shop) -> None:
    fresh.fill_all()
    fresh.enter(NOTE, TYPED)
    fresh.window.page.answer.open_tab(PAGE)  # which tells what the buyer will read
    assert TYPED in seen(fresh.window)
    fresh.run("present")
    assert leaks(fresh) == set()
    fresh.enter(NOTE, f"More {TYPED}")
    assert leaks(fresh) == set()
    fresh.send()
    assert f"More {TYPED}".encode() in fresh.state.exchanges[0].sent.body
    assert leaks(fresh) == set()
    fresh.window.page.request.focus(NOTE)
    fresh.type("!")
    assert fresh.state.draft.typed[NOTE.name] == f"More {TYPED}!", "it went on from the whole"
    fresh.run("present")
    assert f"More {TYPED}!" in seen(fresh.window)


def test_p12_a_form_that_is_made_behind_the_veil_hides_what_is_typed_too(fresh: Shop) -> None:
    fresh.run("present")
    fresh.run("new")
    fresh.enter(NOTE, TYPED)
    assert fresh.state.draft.typed[NOTE.name] == TYPED
    assert leaks(fresh) == set()


def put_a_call(shop: Shop) -> None:
    panel = shop.window.page.side.panel("signed_call")
    assert isinstance(panel, SignedCallPanel)
    panel.put(Wanted("POST", "checkoutSessions", f'{{"note":"{TYPED}"}}'))


def paste(shop: Shop) -> None:
    panel = shop.window.page.side.panel("paste_in")
    assert isinstance(panel, PastePanel)
    panel.box.take(f'{{"merchantMetadata":{{"noteToBuyer":"{TYPED}"}}}}')


def examine(shop: Shop) -> None:
    panel = shop.window.page.side.panel("doctor")
    assert isinstance(panel, DoctorPanel)
    panel.take(next(one for one in shop.state.exchanges if one.operation == "update_session"))


PUTS = {"signed_call": put_a_call, "paste_in": paste, "doctor": examine, "body": lambda _: None}


@pytest.mark.parametrize("command", PUTS)
def test_p12_where_bodies_are_worked_with_a_curtain_hangs_until_it_is_lifted(
    paid: Shop, command: str
) -> None:
    paid.enter(NOTE, f"More {TYPED}")
    paid.run(command)
    PUTS[command](paid)
    paid.settle()
    assert TYPED in leaks(paid)
    paid.run("present")
    assert leaks(paid) == set()
    assert paid.focused.isVisible()
    lift = next(one for one in buttons(paid) if one.text() == "Show it")
    lift.setFocus()
    paid.key(Qt.Key.Key_Space)
    assert TYPED in leaks(paid)
    assert not lift.isVisible()
    assert paid.focused.isVisible()
    for _ in range(2):
        paid.run("present")
    assert leaks(paid) == set(), "hidden anew, it is hidden again"


def buttons(shop: Shop) -> list[QAbstractButton]:
    return [one for one in shop.window.findChildren(QAbstractButton) if one.isVisible()]


def test_p12_an_export_shows_a_buyer_to_others_only_when_told_so(paid: Shop) -> None:
    paid.run("present")
    paid.run("export")
    sheet = paid.window.sheets.export
    sheet.forms.setCurrentRow(list(Form).index(Form.HAR))
    assert sheet.preview.isVisible(), "nothing of a buyer is in it"
    sheet.buyers.click()
    paid.settle()
    assert not sheet.preview.isVisible()
    assert leaks(paid) == set()
    sheet.copy.click()
    name = find_buyer("").name  # type: ignore[union-attr]
    assert name in QGuiApplication.clipboard().text(), "what is done is done with the whole"
    next(one for one in buttons(paid) if one.text() == "Show it").click()
    assert name in seen(paid.window)


def test_p12_why_does_not_repeat_amazons_words(paid: Shop) -> None:
    refused = replace(
        paid.state,
        notice=Notice("err", say("Amazon refused."), details=f"No {TYPED}", why="http.400"),
    )
    paid.parts.console.desk.show(refused)
    for is_drawn in (False, True):
        paid.window._theme.veil.draw(is_drawn=is_drawn)
        paid.run("why")
        assert (TYPED in seen(paid.window.sheets.why)) is not is_drawn
        paid.window.sheets.why.leave()


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
    paid.window._theme.veil.draw(is_drawn=not is_drawn)
    token = line._replace(
        url="https://pay-api.amazon.com/v2/buyers/canary?x=1",
        operation="get_buyer",
        sale_id="",
        session_id="",
    )
    head.show_line(token)
    paid.window._theme.veil.draw(is_drawn=is_drawn)
    tip = head._cells.tip(token, WHAT)
    assert ("canary" in tip) is not is_drawn
    assert tip == head._address.text()
    assert "cana" not in head._title.text()


def test_p12_what_is_done_behind_the_veil_is_done_with_the_whole(paid: Shop) -> None:
    paid.run("present")
    paid.window.activity.toggle()
    paid.window.activity.chosen.emit(paid.window._theme.veil.over(paid.state.exchanges[1]))
    assert paid.state.moment is paid.state.exchanges[1]
    assert TYPED.encode() in paid.state.moment.sent.body


def test_p49_a_switch_takes_out_what_is_stored_of_buyers_and_stores_no_more(paid: Shop) -> None:
    number = paid.state.exchange.id
    paid.run("no_buyers")
    assert paid.notice.startswith("Buyers' data is stored no more. ")
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
