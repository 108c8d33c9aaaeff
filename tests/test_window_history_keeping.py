"""The history in the real window: what is pinned, noted, deleted, or damaged."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from apay_console.model.exchange import Outcome
from tests.history_parts import Key, choose, page
from tests.window_parts import CTRL, quick, shop, until

__all__ = ["page", "quick", "shop"]


def test_a_pin_and_a_note_are_kept_and_seen(shop, page):
    shop.key(Key.Key_D, CTRL)
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
    shop.key(Key.Key_D, CTRL)
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
    assert page.bar.text() == "One exchange was deleted."


def test_deleting_says_that_pinned_ones_are_among_them(shop, page):
    shop.key(Key.Key_D, CTRL)
    shop.settle()
    shop.key(Key.Key_A, CTRL)
    shop.key(Key.Key_Delete)
    shop.settle()
    assert "Pinned ones among them: 1." in page.bar.text()
    page.bar.close_bar()
    page.table.setFocus()
    choose(shop, page, 0)
    shop.key(Key.Key_D, CTRL)
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


@pytest.mark.parametrize(
    ("count", "words"), [(1, "One exchange was deleted."), (2, "2 exchanges were deleted.")]
)
def test_how_many_went_by_their_age_is_told(shop, page, count, words):
    page._past._purged(count)
    shop.settle()
    assert page.bar.text() == words
    page.bar.close_bar()


def test_damaged_files_are_named_with_their_size_and_deleted_when_that_is_wanted(shop, page):
    file = Path(shop.parts.database._path)
    aside = [file.with_name(f"{file.name}.corrupt-20250101T000000Z{end}") for end in ("", "-wal")]
    assert page.storage.damaged.isHidden()
    for one in aside:
        one.write_bytes(b"x" * 1024)
    page._past.measure()
    shop.settle()
    assert page.storage.text().endswith("2.0 KiB in damaged files")
    page.table.setFocus()
    for ask in (page.storage.purge.click, lambda: shop.key(Key.Key_Delete)):
        ask()
        shop.settle()
        assert "The damaged files that were set aside go too" in page.bar.text()
        page.bar.cancel.click()
    shop.click(page.storage.damaged)
    assert "(2.0 KiB)? What could be read of them is in the history" in page.bar.text()
    assert all(one.exists() for one in aside)
    page.bar.confirm.click()
    shop.settle()
    assert not any(one.exists() for one in aside)
    assert page.bar.text() == "The damaged files were deleted."
    assert page.storage.damaged.isHidden()
    page.storage.purge.click()
    assert "damaged" not in page.bar.text()
    page.bar.close_bar()


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
