"""The history in the real window: words, filters and days narrow it, and a sale is followed."""

from __future__ import annotations

import pytest

from apay_console.model.past import EVERYTHING
from tests.history_parts import Key, did, page
from tests.window_parts import CTRL, SHIFT, quick, shop

__all__ = ["page", "quick", "shop"]


def test_words_narrow_the_list_and_clear_brings_all_back(shop, page):
    every = page.table.lines.rowCount()
    shop.key(Key.Key_F, CTRL)
    assert shop.focused is page.filters.words
    shop.type("19.99")
    page.filters._pause.timeout.emit()
    shop.settle()
    assert 0 < page.table.lines.rowCount() < every
    assert page.count.text().endswith(f" of {every} exchanges")
    page.filters.clear.click()
    shop.settle()
    assert page.table.lines.rowCount() == every
    assert shop.window.history.page._past.pages.wanted == EVERYTHING


@pytest.mark.parametrize("title", ["Order 1001", "order 1001", "Session {id}"])
def test_a_sale_is_found_by_what_it_is_called(shop, page, title):
    page.filters.words.put(title.replace("{id}", shop.state.sale.session_id[:8]))
    page.filters.apply()
    shop.settle()
    assert did(page)[-3:] == ["Read", "Updated", "Created"]


def test_words_that_nothing_has_say_so_and_keep_the_box(shop, page):
    shop.key(Key.Key_F, CTRL)
    shop.type("zeppelin")
    page.filters.apply()
    shop.settle()
    assert page._stack.currentWidget() is page.empty
    assert "No exchange fits" in page.empty.text()
    assert page.head.text() == "Nothing chosen"


def test_a_query_that_cannot_be_read_is_said_below_the_box(shop, page):
    every = page.table.lines.rowCount()
    page.filters.words.put("tea AND (milk OR")
    page.filters.apply()
    shop.settle()
    assert not page.filters.problem.isHidden()
    assert page.table.lines.rowCount() == every


def test_operation_outcome_status_and_day_narrow(shop, page):
    filters = page.filters
    for combo, value in ((filters.operation, "update_session"), (filters.status, 2)):
        combo.setCurrentIndex(combo.findData(value))
        shop.settle()
        assert set(did(page)) == {"Updated"}
    filters.day.setCurrentIndex(filters.day.findData("yesterday"))
    shop.settle()
    assert did(page) == []


@pytest.mark.parametrize("text", ["2026-02-30", "24:00", "2569-11-26", "1404-09-05", "Tuesday"])
def test_b60_a_day_that_is_none_stays_and_is_said_with_an_example(text, shop, page):
    every = page.table.lines.rowCount()
    page.filters.day.setCurrentIndex(page.filters.day.findData("day"))
    page.filters.date.put(text)
    page.filters.apply()
    shop.settle()
    assert "2026-03-08" in page.filters.problem.text()
    assert page.filters.problem.isVisible()
    assert page.filters.date.text() == text
    assert page.table.lines.rowCount() == every


def look_for(shop, page, words: str) -> list[str]:
    page.filters.words.put(words)
    page.filters.apply()
    shop.settle()
    return did(page)


@pytest.mark.parametrize("words", ["%", "_", "*", '"', "zep%", "upd%session", "upd*session"])
def test_b61_signs_of_other_patterns_stand_for_nothing_else(words, shop, page):
    assert look_for(shop, page, words) == []
    assert page.filters.problem.isHidden()
    assert page.filters.words.text() == words


def test_b61_signs_beside_a_word_do_not_keep_it_from_being_found(shop, page):
    assert "Updated" in look_for(shop, page, '%19.99"')


def test_b61_half_an_operator_is_refused_with_an_example(shop, page):
    every = did(page)
    assert look_for(shop, page, "NEAR(") == every
    assert '"Two tins" OR refund*' in page.filters.problem.text()
    assert page.filters.problem.isVisible()


def test_b61_a_monstrous_pattern_is_ten_thousand_letters(shop, page):
    assert look_for(shop, page, "(a+)+$" * 1_700) == []
    assert page.filters.problem.isHidden()


def test_home_and_end_lead_to_the_newest_and_the_oldest(shop, page):
    last = page.table.lines.rowCount() - 1
    shop.key(Key.Key_End)
    assert page.table.ranges() == [(last, last)]
    shop.key(Key.Key_Home)
    assert page.table.ranges() == [(0, 0)]


def test_one_sale_can_be_followed(shop, page):
    shop.key(Key.Key_S, CTRL | SHIFT)
    shop.settle()
    assert page.filters.followed.text() == "Only Order 1001"
    assert page.filters.wanted().sale_id == shop.state.sale.id
    page.filters.followed.click()
    shop.settle()
    assert page.filters.followed.isHidden()


def test_one_session_can_be_followed(shop, page):
    page.actions_["follow_session"].trigger()
    shop.settle()
    assert page.filters.wanted().session_id == shop.state.sale.session_id
    assert page.table.texts()
    page.filters.reset()
    shop.settle()
    assert page.filters.followed.isHidden()
