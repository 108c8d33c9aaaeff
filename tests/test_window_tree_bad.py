"""Answers that no server should give, through the real window: shown or kept raw, never fatal."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from apay_console.ui.sale import answer_pane
from tests.api.faults import answering
from tests.test_window_text import amazon
from tests.window_parts import Shop, quick, shop

__all__ = ["amazon", "quick", "shop"]

UNREADABLE = {
    "65 levels": "[" * 65 + "]" * 65,
    "100,000 levels": "[" * 100_000 + "]" * 100_000,
    "an integer of 4,301 digits": '{"a": ' + "9" * 4_301 + "}",
    "NaN": '{"a": NaN}',
    "a key twice": '{"amount": "1", "amount": "9999"}',
    "half a character": '{"a": "\\ud800"}',
    "U+0000": '{"a": "b\\u0000"}',
    "two documents": '{"a": 1}\n{"a": 2}',
    "nothing": "",
}
READABLE = {
    "exact digits": ('"a": 9007199254740993, "b": 0.1', "9007199254740993"),
    "plain keys": ('"__proto__": "x", "constructor": "y", "": "z"', "__proto__"),
    "a long key": (f'"{"k" * 10_000}": 1', "k" * 100),
    "a zero-width key": ('"am\u200bount": "1", "amount": "2"', "am<U+200B>ount"),
    "odd types": ('"statusDetail": {"reasonCode": 123, "state": {"a": 1}}', "123"),
    "a negative number": ('"x": {"amount": -1.50, "currencyCode": "USD"}', "-1.50"),
    "no such time": ('"creationTimestamp": "20261399T000000Z"', "20261399T000000Z"),
}


def cells(shop: Shop) -> list[str]:
    tree = shop.window.page.answer.tree.tree
    tree.expand_all()
    model, found, left = tree.model(), [], [tree.rootIndex()]
    while left:
        parent = left.pop()
        for row in range(model.rowCount(parent)):
            at = model.index(row, 0, parent)
            found += [str(at.data()), str(at.siblingAtColumn(1).data())]
            left.append(at)
    return found


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_there_raw(name, shop, amazon):
    amazon.behaviour = answering(200, UNREADABLE[name])
    shop.run("get")
    assert shop.state.exchange.answered.body.decode() == UNREADABLE[name]
    shop.window.page.answer.open_tab(answer_pane.RAW)
    QApplication.processEvents()
    boxes = shop.window.page.answer.findChildren(QPlainTextEdit)
    first = UNREADABLE[name].splitlines()[0][:40] if UNREADABLE[name] else ""
    assert any(first in box.toPlainText() for box in boxes if box.isVisible())
    shop.window.page.answer.open_tab(answer_pane.SESSION)


@pytest.mark.parametrize("name", READABLE)
def test_what_is_odd_is_shown_as_it_came(name, shop, amazon):
    inside, wanted = READABLE[name]
    session_id = shop.state.sale.session_id
    amazon.behaviour = answering(200, f'{{"checkoutSessionId": "{session_id}", {inside}}}')
    shop.run("get")
    assert any(wanted in cell for cell in cells(shop))
