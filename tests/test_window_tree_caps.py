"""Answers that are too much, or in another coding, through the real window: text with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from apay_console.model.json_text import write
from apay_console.model.redaction import REDACTED
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sale.answer_pane import RAW, SESSION
from tests.api.faults import answering
from tests.sale_parts import session_body
from tests.test_window_text import amazon
from tests.window_parts import Shop, quick, shop

__all__ = ["amazon", "quick", "shop"]

REDIRECT = ("webCheckoutDetail", "amazonPayRedirectUrl")


def body_of(shop: Shop, **more: object) -> str:
    return write(session_body(values={"checkoutSessionId": shop.state.sale.session_id}) | more)


def get(shop: Shop, amazon, body: bytes | str, status: int = 200) -> None:
    amazon.behaviour = answering(status, body)
    shop.run("get")


def page(shop: Shop):
    return shop.window.page.answer.tree


def said(shop: Shop) -> str:
    labels = page(shop).findChildren(PlainLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def text(shop: Shop) -> str:
    boxes = page(shop).findChildren(QPlainTextEdit)
    return next((box.toPlainText() for box in boxes if box.isVisible()), "")


def button(shop: Shop, words: str) -> QPushButton:
    return next(one for one in page(shop).findChildren(QPushButton) if one.text() == words)


def keys(shop: Shop) -> list[str]:
    model = page(shop).tree.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_b95_a_byte_order_mark_is_overlooked(shop, amazon):
    get(shop, amazon, b"\xef\xbb\xbf" + body_of(shop).encode())
    assert page(shop).tree.isVisible()
    assert shop.notice == ""


@pytest.mark.parametrize(
    ("coding", "reason"),
    [("utf-16", "It is not UTF-8 at byte 0."), ("latin-1", "It is not UTF-8 at byte ")],
)
def test_b95_another_coding_is_explained_and_all_bytes_are_kept(coding, reason, shop, amazon):
    body = body_of(shop, note="café").encode(coding)
    get(shop, amazon, body)
    assert reason in said(shop)
    assert "\\xe9" in text(shop)
    assert shop.state.exchange.answered.body == body
    button(shop, "Save as…").click()
    shop.settle()
    sheet = shop.window.sheets.export
    assert REDACTED in sheet.preview.text()
    sheet.buyers.click()
    sheet.signatures.click()
    shop.settle()
    assert sheet._taken.data == body


def test_b96_a_million_values_are_the_beginning_of_a_text(shop, amazon):
    get(shop, amazon, body_of(shop, a=[0] * 1_000_000))
    assert "too many values" in said(shop)
    assert len(text(shop)) == 10_000
    button(shop, "Show what was read before").click()
    assert page(shop).tree.isVisible()
    get(shop, amazon, body_of(shop))
    assert page(shop).tree.isVisible()


def test_b97_five_megabytes_in_one_text_are_a_cut_cell_that_can_be_saved(shop, amazon):
    get(shop, amazon, body_of(shop, aaa="x y " * 1_250_000))
    QApplication.processEvents()
    tree = page(shop).tree
    cell = str(tree.nodes_model.reveal(("aaa",)).siblingAtColumn(1).data())
    assert len(cell) < 2_100
    assert cell.endswith("…  5,000,000 characters")
    actions = {action.text(): action for action in tree.actions()}
    assert actions["Save value as…"].isEnabled()


def test_p25_five_megabytes_in_one_line_are_its_first_ten_thousand_characters(shop, amazon):
    get(shop, amazon, '"' + "x" * 5_000_000 + '"')
    boxes = page(shop).findChildren(QPlainTextEdit)
    (box,) = [box for box in boxes if box.isVisible()]
    assert len(box.toPlainText()) == 10_000
    assert box.toPlainText().endswith("…")
    assert box.lineWrapMode() is QPlainTextEdit.LineWrapMode.NoWrap
    assert len(shop.state.exchange.answered.body) == 5_000_002
    shop.window.page.answer.open_tab(RAW)
    lines = shop.window.page.answer.raw.toPlainText().splitlines()
    assert max(map(len, lines)) == 10_000
    shop.window.page.answer.open_tab(SESSION)


def test_b98_keys_that_look_alike_are_all_there_and_told_apart(shop, amazon):
    odd = {"amoünt": 1, "amou\u0308nt": 2, "Amount": 3, "amount": 4, "am\u200bount": 5}
    get(shop, amazon, body_of(shop, **odd, **{"": 6, "k" * 10_000: 7}))
    shown = keys(shop)
    assert len(set(shown)) == len(shown)
    assert {"amoünt", "amou\u0308nt", "Amount", "amount", "am<U+200B>ount"} <= set(shown)
    assert max(map(len, shown)) <= 200


@pytest.mark.parametrize("value", [None, 5, ["https://x"], {"a": 1}, "", "(missing)"])
def test_b102_without_a_redirect_url_the_answer_says_so_and_nothing_opens(value, shop, amazon):
    part = {} if value == "(missing)" else {REDIRECT[1]: value}
    get(shop, amazon, body_of(shop, **{REDIRECT[0]: part}))
    assert shop.state.session.redirect_url == ""
    at = page(shop).tree.nodes_model.reveal(REDIRECT)
    assert at.isValid() is bool(part)
    if part:
        words = page(shop).tree.nodes_model.words(at.internalId())
        assert (words.reading, words.why) == ("no redirect URL", REDIRECT[1])


def test_b101_an_agreement_in_the_shape_of_an_error_is_no_session(shop, amazon):
    get(shop, amazon, body_of(shop))
    get(shop, amazon, '{"reasonCode": "InvalidRequest", "message": "x"}')
    assert "no checkout session" in shop.notice
    assert page(shop).tree.isVisible()


def test_b101_a_failure_in_the_shape_of_a_session_changes_nothing(shop, amazon):
    get(shop, amazon, body_of(shop))
    before = shop.state.session
    get(shop, amazon, body_of(shop, note="new"), 501)
    assert shop.state.session is before
    assert "No usable answer came" in shop.notice


def test_b90_the_history_shows_it_as_text_too(shop, amazon):
    get(shop, amazon, "[" * 100_000)
    shop.run("history")
    shop.settle()
    details = shop.window.history.page.details
    boxes = [box for box in details.findChildren(QPlainTextEdit) if box.isVisible()]
    assert [box.toPlainText()[:5] for box in boxes] == ["[" * 5]
    labels = [one.text() for one in details.findChildren(PlainLabel) if one.isVisible()]
    assert any(words.startswith("This cannot be shown as a tree.") for words in labels)
    shop.window.history.leave()
