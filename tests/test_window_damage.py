"""Whatever a row of the history holds, the window lists it, shows it, and says what it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.window_parts import Shop, quick, shop, until

__all__ = ["quick", "shop"]

ODD = ["x" * 50_000, 9e18, b"\xff\xfe\0", "\u202e<b>x</b>"]
OF_LINES = {
    "sale_id": ODD,
    "session_id": ODD,
    "profile_id": ODD,
    "operation": [*ODD, "signed_call"],
    "version": ODD,
    "method": ODD,
    "url": [*ODD, "http://["],
    "status": [-1, 99, "two hundred", None],
    "outcome": ODD,
    "started_at": [9e18, -9e18, 9e999, "yesterday"],
    "took_ms": [9e999, -1, "x"],
    "reason": ["[1", '["{a", {}]', "[" * 9_000, '["{a.__class__}", {"a": 1}]'],
    "note": ODD,
}
OF_WIRES = {
    "sent_headers": ["{", '[["a"]]', "[[1, 2]]"],
    "sent_body": ["text", b"\xff"],
    "answered_headers": ["{", '[["x-amz-pay-request-id", "\u202e"]]'],
    "answered_body": [3, b"\xff"],
    "trace": ['[["a", "b"]]', '[["tls.certificate 9 9 \u202e<b>", 1e308]]'],
    "string_to_sign": [b"\xff", "\u202e"],
    "canonical_request": [b"\xff", "GET\n\n\n"],
}


def run(shop: Shop, work: Any) -> None:
    """Do something in the data file, and wait until it is done."""
    done: list[Any] = []
    database = shop.parts.database
    shop.parts.runner.run(database.run(work), owner=shop.window, done=done.append)
    until(lambda: done)


def damage(shop: Shop, table: str, column: str, value: Any, number: int) -> None:
    """Write something else into one row, beside all that keeps rows sound."""
    key = "id" if table == "exchanges" else "exchange_id"
    query = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"  # noqa: S608 - names of our own schema
    run(shop, lambda connection: connection.execute(query, [value, number]) and None)


@pytest.mark.parametrize("column", [*OF_LINES, *OF_WIRES])
def test_a_damaged_row_is_shown_and_can_be_taken_elsewhere(shop: Shop, column: str) -> None:
    table = "exchanges" if column in OF_LINES else "wires"
    values = OF_LINES.get(column) or OF_WIRES[column]
    shop.run("get")
    number = shop.state.exchanges[0].id
    shop.run("history")
    page = shop.window.history.page
    for value in values:
        damage(shop, table, column, value, number)
        page._past.pages.renew()
        shop.settle()
        page.table.go_to(0)
        shop.settle()
        assert page.table.lines.line(0).id == number
        assert page.head.text()
        look_at_all(shop)
    take_elsewhere(shop)
    do_all(shop)


def look_at_all(shop: Shop) -> None:
    """Turn to every view of the chosen row."""
    for tab in range(4):
        shop.window.history.page.details.open_tab(tab)
        shop.settle()
    QApplication.processEvents()


def take_elsewhere(shop: Shop) -> None:
    """Make every form of the chosen row, each of which comes or says why it does not."""
    sheet = shop.window.sheets.export
    shop.window.history.page.actions_["take_elsewhere"].trigger()
    shop.settle()
    assert sheet.isVisible()
    for row in range(sheet.forms.count()):
        sheet.forms.setCurrentRow(row)
        assert sheet.preview.text() or sheet.problem.isVisible()
    sheet.leave()


def do_all(shop: Shop) -> None:
    """Do with the chosen row whatever is offered, and come back."""
    page = shop.window.history.page
    for deed in ("open_form", "replay", "follow_session", "open_sale"):
        if page.actions_[deed].isEnabled() and shop.window.history.is_open:
            page.actions_[deed].trigger()
            shop.settle()
    shop.window.history.leave()
    page.filters.reset()
    go_back(shop)


def go_back(shop: Shop) -> None:
    """To the first sale, with no panel in its way."""
    if shop.window.page.side.name:
        shop.window.page.side.close_panel()
    shelf = shop.parts.console.shelf
    shelf.open(next(sale for sale in reversed(shelf.sales) if sale.session_id))
    shop.settle()
