"""The history's Raw tab tells where the time of an exchange went, as its answer did live."""

from __future__ import annotations

from PySide6.QtCore import Qt

from apay_console.ui.history.details import ANSWER, RAW
from apay_console.ui.history.page import HistoryPage
from apay_console.ui.sale import answer_pane
from tests.sale_parts import AMOUNT
from tests.window_parts import CTRL, Shop, quick, shop, until

__all__ = ["quick", "shop"]


def opened(shop: Shop) -> HistoryPage:
    shop.key(Qt.Key.Key_H, CTRL)
    shop.settle()
    page = shop.window.history.page
    page.table.go_to(0)
    shop.settle()
    return page


def parts(text: str) -> tuple[list[str], str]:
    """The phases with their times but for the painting, and what went each way."""
    times, facts = text.split("\n")
    return [one for one in times.split(", ") if not one.startswith("Paint")], facts


def test_it_is_the_live_answers_timeline(shop: Shop) -> None:
    shop.enter(AMOUNT, "19.99")
    shop.send()
    shop.window.page.answer.open_tab(answer_pane.RAW)
    live = shop.window.page.answer.raw_page.timeline.text()
    page = opened(shop)
    page.details.open_tab(RAW)
    assert page.details.raw_page.timeline.isVisible()
    phases, facts = parts(page.details.raw_page.timeline.text())
    assert (phases, facts) == parts(live)
    assert [one.split()[0] for one in phases][-4:] == ["Send", "Wait", "Receive", "Parse"]
    assert facts.startswith("Sent ")
    assert "Received " in facts
    shop.window.history.leave()


def test_the_painting_is_measured_where_the_answer_was_painted(shop: Shop) -> None:
    page = opened(shop)
    page.details.open_tab(ANSWER)
    page.table.go_to(1)
    shop.settle()
    until(lambda: page.details.paints._known, "a painting")
    page.details.open_tab(RAW)
    assert "Paint " in page.details.raw_page.timeline.text()
    shop.window.history.leave()


def test_of_an_exchange_that_is_gone_no_time_is_told(shop: Shop) -> None:
    page = opened(shop)
    page.details.open_tab(RAW)
    page.filters.words.put("nothing-has-these-words")
    page.filters.apply()
    shop.settle()
    assert not page.details.raw_page.isVisible()
    page.filters.reset()
    shop.window.history.leave()
