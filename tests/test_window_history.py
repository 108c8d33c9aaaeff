"""The page of the whole history in the real window, by keyboard."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.model.exchange import Outcome
from apay_console.model.past import EVERYTHING
from apay_console.ui.history.details import CHANGES, RAW, SIGNATURE
from apay_console.ui.panels.signed_call_panel import SignedCallPanel
from tests.sale_parts import AMOUNT
from tests.window_parts import CTRL, SHIFT, quick, shop, until

__all__ = ["quick", "shop"]

Key = Qt.Key


@pytest.fixture
def page(shop):
    """The history of a sale that was created, updated and read, with nothing narrowed."""
    if len(shop.state.exchanges) < 3:
        shop.fill_all()
        shop.send()
        shop.run("get")
    shop.window.history.leave()
    shop.key(Key.Key_H, CTRL)
    shop.settle()
    made = shop.window.history.page
    made.filters.reset()
    made.table.go_to(0)
    made.details.open_tab(0)
    made.table.setFocus()
    shop.settle()
    yield made
    shop.window.history.leave()


def did(page) -> list[str]:
    return [" ".join(row.split(" · ")[0].split()[1:]) for row in page.table.texts()]


def choose(shop, page, row: int) -> None:
    page.table.go_to(row)
    QApplication.processEvents()
    shop.settle()


def test_it_lists_every_exchange_and_shows_the_newest(shop, page):
    assert did(page)[-3:] == ["Read", "Updated", "Created"]
    assert page.count.text().endswith(" exchanges")
    assert "on disk" in page.storage.text()
    assert page.head.text().startswith("Read · Order 1001")
    assert shop.focused is page.table


def test_the_title_follows_when_the_name_of_its_sale_comes(shop, page):
    past = page._past
    named, past.sales = past.sales, {}
    past.named.emit()
    assert "Order 1001" not in page.head.text()
    past.sales = named
    past.named.emit()
    assert page.head.text().startswith("Read · Order 1001")


def test_escape_goes_back_to_the_sale_and_to_what_had_the_keyboard(shop, page):
    shop.window.history.leave()
    shop.window.page.request.focus(AMOUNT)
    before = shop.focused
    shop.key(Key.Key_H, CTRL)
    assert shop.window.history.is_open
    shop.key(Key.Key_Escape)
    assert not shop.window.history.is_open
    assert shop.focused is before


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Z, Key.Key_B, Key.Key_J])
def test_no_key_reaches_the_sale_that_is_not_seen(shop, page, key):
    state = shop.state
    shop.key(key, CTRL)
    shop.settle()
    assert shop.window.history.is_open
    assert shop.state is state


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


def test_f1_explains_the_exchange_that_is_chosen(shop, page):
    choose(shop, page, did(page).index("Created"))
    shop.key(Key.Key_F1)
    sheet = shop.window.sheets.why
    assert sheet.accessibleName() == "amazonPayRedirectUrl is empty"
    shop.key(Key.Key_Escape)
    assert shop.focused is page.table


def test_links_of_an_old_answer_lead_somewhere_or_are_none(shop, page):
    choose(shop, page, did(page).index("Created"))
    model = page.details.tree.nodes_model
    rows = [model.words(node) for node in range(1, len(model.nodes.values))]
    assert any(one.why for one in rows)
    assert not any(one.leads for one in rows)  # there is no form beside it
    page.details.tree.why_wanted.emit("amazonPayRedirectUrl")
    sheet = shop.window.sheets.why
    assert sheet.isVisible()
    shop.key(Key.Key_Escape)
    assert shop.window.history.is_open
    page.details.tree.open_wanted.emit("no id")
    shop.settle()
    assert not shop.window.history.is_open
    assert shop.notice


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
    shop.key(Key.Key_S)
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


def test_the_tabs_show_the_exchange_that_is_chosen(shop, page):
    choose(shop, page, did(page).index("Updated"))
    shop.key(Key.Key_2, CTRL)
    shop.settle()
    assert page.details.tabs.currentIndex() == CHANGES
    assert any("19.99" in text for text in page.details.changes.texts())
    page.details.open_tab(RAW)
    assert page.details.raw_page.view.toPlainText().startswith("PATCH ")
    page.details.open_tab(SIGNATURE)
    assert page.details.signature.isVisible()


def test_two_chosen_exchanges_are_compared(shop, page):
    choose(shop, page, did(page).index("Updated"))
    shop.key(Key.Key_Down, SHIFT)
    shop.settle()
    assert page.head.text() == "2 exchanges chosen"
    shop.key(Key.Key_C)
    shop.settle()
    assert page.details.tabs.currentIndex() == CHANGES
    assert page.details.changes.texts()


def test_a_pin_and_a_note_are_kept_and_seen(shop, page):
    shop.key(Key.Key_P)
    shop.settle()
    shop.key(Key.Key_F2)
    assert shop.focused is page.head.note
    shop.type("why it failed")
    shop.key(Key.Key_Return)
    shop.settle()
    assert shop.focused is page.table
    assert "why it failed" in page.head.text()
    page.filters.pinned.setChecked(True)
    shop.settle()
    assert page.table.lines.rowCount() == 1
    shop.key(Key.Key_P)
    shop.settle()
    assert page.table.lines.rowCount() == 0


def write(shop, text: str) -> None:
    shop.key(Key.Key_F2)
    shop.key(Key.Key_A, CTRL)
    shop.type(text)


def test_a_note_is_kept_while_it_is_typed_and_escape_brings_the_old_one_back(shop, page):
    write(shop, "old")
    shop.key(Key.Key_Return)
    shop.settle()
    write(shop, "half a no")
    page.head.note.rested.emit()
    shop.settle()
    assert page.table.current().note == "half a no"  # also if the program ends now
    assert shop.focused is page.head.note
    shop.key(Key.Key_Escape)
    shop.settle()
    assert page.table.current().note == "old"
    assert shop.window.history.is_open


def test_whoever_goes_elsewhere_has_written_the_note(shop, page):
    write(shop, "told support")
    written = page.table.current().id
    page.filters.words.setFocus()
    shop.settle()
    choose(shop, page, 1)
    choose(shop, page, 0)
    assert page.table.current().id == written
    assert page.table.current().note == "told support"
    assert page.head.note.isHidden()


def test_return_opens_the_sale_at_that_moment(shop, page):
    choose(shop, page, did(page).index("Created"))
    shop.key(Key.Key_Return)
    shop.settle()
    assert not shop.window.history.is_open
    assert shop.state.moment is not None
    assert shop.state.moment.operation == "create_session"
    shop.parts.console.desk.back_to_now()


def test_a_body_goes_into_the_form_and_is_not_sent(shop, page):
    sent = len(shop.state.exchanges)
    choose(shop, page, did(page).index("Created"))
    count = len(shop.parts.console.shelf.sales)
    shop.key(Key.Key_E)
    shop.settle()
    assert not shop.window.history.is_open
    assert len(shop.parts.console.shelf.sales) == count + 1
    assert shop.state.draft.typed["merchantMetadata.merchantReferenceId"] == "1001"
    assert shop.state.exchanges == ()
    shop.parts.console.shelf.open(shop.parts.console.shelf.sales[-1])
    shop.settle()
    assert len(shop.state.exchanges) >= sent


def test_a_call_is_replayed_only_when_the_person_sends_it(shop, page):
    choose(shop, page, did(page).index("Updated"))
    sent = len(shop.state.exchanges)
    shop.key(Key.Key_R)
    shop.settle()
    panel = shop.window.page.side.panel("signed_call")
    assert isinstance(panel, SignedCallPanel)
    assert panel._method.currentText() == "PATCH"
    assert panel._path.text().endswith(shop.state.sale.session_id)
    assert json.loads(panel._body.text())["paymentDetail"]["paymentIntent"] == "Authorize"
    assert [one.operation for one in shop.state.exchanges].count("signed_call") == 0
    assert "Nothing was sent yet." in panel._about.text()
    panel._send.click()
    shop.settle()
    assert "Nothing was sent" not in panel._about.text()
    assert shop.exchanges[-1] == "signed_call 200"
    assert len(shop.state.exchanges) > sent
    shop.window.page.side.close_panel()


def test_what_comes_meanwhile_is_listed_on_top(shop, page):
    before = page.table.lines.rowCount()
    looked_at = page.table.current()
    page.table.go_to(1)
    shop.parts.console.courier.get()
    shop.settle()
    page._following.timeout.emit()
    until(lambda: page.table.lines.rowCount() == before + 1)
    assert page.table.currentIndex().row() == 2
    until(lambda: page.table.lines.line(1))
    assert page.table.lines.line(1).id == looked_at.id


def test_deleting_asks_and_enter_never_confirms(shop, page):
    before, gone = page.table.lines.rowCount(), page.table.current()
    shop.key(Key.Key_Delete)
    shop.settle()
    assert "cannot be brought back" in page.bar.text()
    assert shop.focused is page.bar.cancel
    shop.key(Key.Key_Tab)
    assert shop.focused is page.bar.confirm
    shop.key(Key.Key_Return)
    assert page.bar.text()
    shop.key(Key.Key_Space)
    shop.settle()
    assert page.table.lines.rowCount() == before - 1
    assert gone.id not in [one.id for one in shop.state.exchanges]
    assert page.bar.text() == "The exchange was deleted."


def test_deleting_says_that_pinned_ones_are_among_them(shop, page):
    shop.key(Key.Key_P)
    shop.settle()
    shop.key(Key.Key_A, CTRL)
    shop.key(Key.Key_Delete)
    shop.settle()
    assert "Pinned ones among them: 1." in page.bar.text()
    page.bar.close_bar()
    page.table.setFocus()
    choose(shop, page, 0)
    shop.key(Key.Key_P)
    shop.settle()


def test_old_ones_are_deleted_by_age_but_a_wrong_number_of_days_is_not_taken(shop, page):
    page.storage.purge.click()
    page.bar.days.setFocus()
    for text, is_good in (("0", False), ("x", False), ("30", True)):
        page.bar.days.put("")
        shop.type(text)
        assert page.bar.confirm.isEnabled() == is_good
    page.bar.confirm.click()
    shop.settle()
    assert page.bar.text() == "Nothing is that old."


def test_what_nobody_knows_the_fate_of_stays(shop, page):
    line = page.table.current()._replace(outcome=Outcome.UNKNOWN, method="PATCH")
    attempt = SimpleNamespace(sale_id=line.sale_id)
    page._past._ask((line,), [attempt])
    assert "Nobody knows yet" in page.bar.text()
    assert page.bar.confirm.isHidden()
    page._past._ask((line,), [])
    assert "cannot be brought back" in page.bar.text()
    page.bar.close_bar()


def test_a_damaged_row_is_listed_marked_and_can_be_looked_at(shop, page):
    number = page.table.current().id
    wrong = "UPDATE exchanges SET outcome = 'MAYBE', version = 'v9', operation = '?' WHERE id = ?"
    history, done = page._past._history, []
    work = history._database.run(lambda c: c.execute(wrong, [number]) and None)
    shop.parts.runner.run(work, owner=page, done=done.append)
    until(lambda: done)
    page._past.pages.renew()
    shop.settle()
    page.table.go_to(0)
    QApplication.processEvents()
    shop.settle()
    assert page.table.current().is_damaged
    marks = page.table.lines.index(0, 5)
    assert "damaged" in marks.data(Qt.ItemDataRole.AccessibleTextRole)
    for tab in range(4):
        page.details.open_tab(tab)
        shop.settle()
    assert "200" in page.details.raw_page.view.toPlainText()


def test_column_widths_are_remembered(shop, page):
    page.table.horizontalHeader().resizeSection(0, 150)
    page.table._keeping.timeout.emit()
    shop.settle()
    page.table.horizontalHeader().resizeSection(0, 118)
    page.begin()
    shop.settle()
    assert page.table.widths()[0] == 150


def test_every_part_has_a_name_and_takes_the_keyboard(shop, page):
    seen = set()
    for _ in range(34):
        shop.key(Key.Key_Tab)
        widget = QApplication.focusWidget()
        seen.add(widget)
        assert widget.accessibleName() or getattr(widget, "text", str)()
    assert {page.table, page.filters.words, page.details.tabs, page.storage.purge} <= seen
