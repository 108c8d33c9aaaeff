"""Text that does harm elsewhere, typed into the real window: sent to the letter, or refused."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from apay_console.model.fields import Field
from tests.refusal_parts import _clean, assert_refused, fill, line_of, refusal
from tests.sale_parts import AMOUNT, NOTE, NUMBER, STORE_NAME
from tests.test_window_tree_bad import cells
from tests.window_parts import Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


def assert_letter_by_letter(shop: Shop, text: str, shown: str = "") -> None:
    """It stands in the field as it was pasted, is sent so, comes back so, and is shown."""
    fill(shop, NOTE, text)
    assert line_of(shop, NOTE).text() == text
    shop.send()
    assert shop.exchanges[-1] == "update_session 200"
    assert shop.state.session is not None
    assert shop.state.session.text(NOTE.name) == text
    assert shop.text(NOTE) == text
    assert any((shown or text) in cell for cell in cells(shop))


def assert_kept_and_refused(shop: Shop, row: Field, text: str, says: str) -> None:
    before = shop.exchanges
    fill(shop, row, text)
    shop.window.page.request.focus(AMOUNT)
    shop.send()
    assert_refused(shop, row, before)
    assert line_of(shop, row).text() == text
    assert says in refusal(shop, row)


TAGS = ["<b>x</b>", "<img src=file:///etc/hostname>", "<img width=30000>"]


@pytest.mark.parametrize("text", TAGS)
def test_b45_tags_are_letters(text: str, shop: Shop) -> None:
    assert_letter_by_letter(shop, text)


@pytest.mark.parametrize("text", ["&lt;b&gt;", "a &amp; b"])
def test_b46_entities_are_letters(text: str, shop: Shop) -> None:
    assert_letter_by_letter(shop, text)


@pytest.mark.parametrize("text", ["{{7*7}}", "${HOME}", "%s%n", "{0.__class__}"])
def test_b47_templates_are_never_filled_in(text: str, shop: Shop) -> None:
    assert_letter_by_letter(shop, text)


def test_b48_sql_is_text(shop: Shop) -> None:
    assert_letter_by_letter(shop, "'); DROP TABLE exchanges;--")
    shop.run("history")
    page = shop.window.history.page
    page.filters.words.put("'); DROP TABLE exchanges;--")
    page.filters.apply()
    shop.settle()
    assert page.table.lines.rowCount() >= 1
    page.filters.reset()
    shop.settle()
    assert page.table.lines.rowCount() >= len(shop.exchanges)
    shop.window.history.leave()


def test_b49_what_turns_text_round_is_named_and_sent_as_it_is(shop: Shop) -> None:
    fill(shop, NOTE, "\u202ecba")
    assert refusal(shop, NOTE) == "Holds U+202E"
    assert_letter_by_letter(shop, "\u202ecba", "<U+202E>cba")


def test_b50_signs_are_counted_as_amazon_counts_them(shop: Shop) -> None:
    family = "👩\u200d👩\u200d👧"
    assert_letter_by_letter(shop, family, "👩<U+200D>👩<U+200D>👧")
    fill(shop, NOTE, "e" + "\u0301" * 254)
    assert shop.cell(NOTE).remark.full == "255 / 255"


def test_b50_a_heap_of_accents_is_too_long_and_no_wider_than_its_field(shop: Shop) -> None:
    before = shop.window.minimumSizeHint()
    says = "501 / 255 · 246 too many"
    assert_kept_and_refused(shop, NOTE, "e" + "\u0301" * 500, says)
    assert shop.window.minimumSizeHint() == before


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b"])
def test_b52_what_controls_terminals_is_refused_by_its_number(sign: str, shop: Shop) -> None:
    says = f"The character U+{ord(sign):04X} cannot be used here; remove it."
    assert_kept_and_refused(shop, NOTE, f"a{sign}[31mb", says)


def test_b53_a_paste_of_a_mebibyte_is_cut_and_says_so(shop: Shop) -> None:
    fill(shop, NOTE, "x" * 2**20)
    assert line_of(shop, NOTE).text() == "x" * 255
    assert shop.cell(NOTE).remark.full == "Too long to paste: cut after 255 characters."


def test_b54_fifty_megabytes_are_cut_in_a_line_and_refused_by_a_box(shop: Shop) -> None:
    fill(shop, NOTE, "x" * 50_000_000)
    assert line_of(shop, NOTE).text() == "x" * 255
    shop.run("paste_in")
    panel = shop.window.page.side.panel("paste_in")
    panel.clipboard.click()
    assert panel.box.text() == ""
    assert panel.problem.text() == "Too long to paste: 262144 characters at the most."
    shop.window.page.side.close_panel()
    QGuiApplication.clipboard().clear()


def test_b55_pasted_lines_are_joined_in_sight(shop: Shop) -> None:
    fill(shop, NOTE, "one\r\ntwo")
    assert line_of(shop, NOTE).text() == "one two"
    assert shop.cell(NOTE).remark.full == "Line breaks became blanks."


@pytest.mark.parametrize(
    ("row", "text", "says"),
    [
        (NOTE, "n" * 256, "256 / 255 · one too many"),
        (NUMBER, "r" * 257, "257 / 256 · one too many"),
        (STORE_NAME, "s" * 51, "51 / 50 · one too many"),
    ],
)
def test_b57_what_is_too_long_is_counted_and_refused(
    row: Field, text: str, says: str, shop: Shop
) -> None:
    assert_kept_and_refused(shop, row, text, says)


@pytest.mark.parametrize("text", ["=cmd()", "+1", "@x", "-2+3"])
def test_b58_what_a_spreadsheet_would_run_is_text(text: str, shop: Shop) -> None:
    assert_letter_by_letter(shop, text)
