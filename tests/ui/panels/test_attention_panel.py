"""The panel lists what is unknown, and its button leads to where it is checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from apay_console.ui.panels.attention_panel import AttentionPanel
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.presenters.gate import lose_answer
from tests.sale_parts import NOTE
from tests.ui.hands import settled
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


def words(panel: AttentionPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(PlainLabel) if label.isVisible()]


def panel(shop: Shop) -> AttentionPanel:
    shop.run("attention")
    found = shop.window.findChild(AttentionPanel)
    assert found is not None
    return found


def test_with_nothing_unknown_it_says_so(fresh):
    assert words(panel(fresh)) == ["Nothing is unknown: every request was answered."]


def test_p16_what_is_unknown_is_a_row_that_leads_to_its_sale(fresh):
    shop = fresh
    lose_answer(shop, "update_session")
    shop.enter(NOTE, "Tea")
    shop.send()
    sale = shop.state.sale.id
    shop.run("new")
    assert "What became of a request of another sale is unknown." in shop.notice
    found = panel(shop)
    assert "Update session" in words(found)
    [opener] = [one for one in found.findChildren(QPushButton) if one.isVisible()]
    assert opener.accessibleDescription().startswith("Update session")
    shop.click(opener)
    shop.settle()
    assert (shop.state.sale.id, shop.state.unresolved) == (sale, True)
    assert shop.window.page.side.name == "", "the request is seen that is to be checked"
    shop.run("check")
    assert words(panel(shop)) == ["Nothing is unknown: every request was answered."]


def test_the_sale_that_is_open_already_is_led_to_as_well(fresh):
    shop = fresh
    lose_answer(shop, "update_session")
    shop.enter(NOTE, "Tea")
    shop.send()
    [opener] = [one for one in panel(shop).findChildren(QPushButton) if one.isVisible()]
    shop.click(opener)
    shop.settle()
    assert shop.window.page.side.name == ""


def test_what_is_known_meanwhile_is_listed_no_longer(fresh):
    shop = fresh
    lose_answer(shop, "update_session")
    shop.enter(NOTE, "Tea")
    shop.send()
    found = panel(shop)
    assert "Update session" in words(found)
    shop.run("check")
    assert words(found) == ["Nothing is unknown: every request was answered."]


def test_of_one_whose_sale_is_gone_it_says_where_to_look(fresh):
    shop = fresh
    lose_answer(shop, "update_session")
    shop.enter(NOTE, "Tea")
    shop.send()
    found = panel(shop)
    assert not any("Its sale is gone" in said for said in words(found))
    gone = tuple(replace(row, has_sale=False) for row in found._attention.rows)
    found._attention.changed.emit(gone)
    assert "Its sale is gone from here: look at Amazon whether it was done." in words(
        settled(found)
    )


@pytest.mark.qt_log_ignore("^This plugin does not support")  # off screen, of a second window
def test_the_dialog_of_keys_leads_here(fresh):
    for _ in range(2):  # where the panel is open already, it stays
        fresh.run("profiles")
        dialog = fresh.window.findChild(KeyDialog)
        dialog._act("attention")
        until(lambda dialog=dialog: not isValid(dialog), "the dialog's end")
        fresh.settle()
        assert fresh.window.page.side.name == "attention"
