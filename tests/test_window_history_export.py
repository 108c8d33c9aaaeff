"""From the history elsewhere: what is chosen there is what leaves, and nothing else."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from apay_console.presenters.taking.forms import Form
from tests.window_parts import CTRL, SHIFT, Shop, quick, shop, until

__all__ = ["quick", "shop"]

Key = Qt.Key


@pytest.fixture
def sheet(shop: Shop):
    """The list with its two newest rows, and the sheet that is opened from it."""
    shop.run("get")
    shop.key(Key.Key_H, CTRL)
    shop.settle()
    shop.window.history.page.table.go_to(0)
    shop.settle()
    yield shop.window.sheets.export
    shop.window.sheets.export.leave()
    shop.window.history.leave()


def test_ctrl_e_takes_the_chosen_exchange_elsewhere(shop: Shop, sheet) -> None:
    line = shop.window.history.page.table.current()
    shop.key(Key.Key_E, CTRL)
    until(sheet.isVisible, "the sheet")
    assert shop.window.history.is_open
    assert [one.id for one in shop.parts.console.taking._exchanges] == [line.id]


def test_two_chosen_exchanges_go_together_the_earlier_first(shop: Shop, sheet) -> None:
    shop.key(Key.Key_Down, SHIFT)
    shop.key(Key.Key_E, CTRL)
    until(sheet.isVisible, "the sheet")
    numbers = [one.id for one in shop.parts.console.taking._exchanges]
    assert numbers == sorted(numbers)
    assert len(numbers) == 2
    taking = shop.parts.console.taking
    taking.choose(Form.HAR)
    log = json.loads(taking.view.taken.data)["log"]
    begun = [row["startedDateTime"] for row in log["entries"]]
    assert (begun, len(begun)) == (sorted(begun), 2)
