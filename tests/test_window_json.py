"""JSON that is typed by hand, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.refusal_parts import _clean
from tests.sale_parts import AMOUNT, NOTE
from tests.window_parts import CTRL, Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


DEEP = '{"a":' + "[" * 65 + "]" * 65 + "}"


def write_json(shop: Shop, text: str) -> None:
    shop.key(Qt.Key.Key_J, CTRL)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.key(Qt.Key.Key_Delete)
    shop.paste(text)


def assert_not_read(shop: Shop, text: str, line: int, column: int, says: str) -> None:
    """It stays, the cursor stands where reading stopped, the reason below it; nothing is sent."""
    before = shop.exchanges
    write_json(shop, text)
    shop.send()
    sheet = shop.window.page.request.sheet
    assert shop.exchanges == before
    assert sheet.raw_text() == text
    assert sheet._problem.isVisible()
    assert sheet._problem.text() == f"Line {line}, column {column}: {says}"
    assert not shop.window.page.request.primary.isEnabled()
    shop.key(Qt.Key.Key_J, CTRL)
    assert sheet.isVisible()
    cursor = sheet._text.textCursor()
    assert (cursor.blockNumber() + 1, cursor.positionInBlock() + 1) == (line, column)


@pytest.mark.parametrize("text", ["", "  "])
def test_b86_nothing_at_all_is_no_body(text: str, shop: Shop) -> None:
    says = "Nothing here yet; a JSON object is needed, for example {}."
    assert_not_read(shop, text, 1, 1, says)


@pytest.mark.parametrize("text", ["null", "[]", '"x"'])
def test_b86_a_body_is_an_object(text: str, shop: Shop) -> None:
    assert_not_read(shop, text, 1, 1, "A JSON object is needed: it begins with {.")


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ('{\n "a": 1,\n}', 2, 8, "Remove the comma before }."),
        ("{'a': 1}", 1, 2, "JSON takes double quotes only."),
        ('{"a": 1} // tea', 1, 10, "JSON takes no comments."),
    ],
)
def test_b87_a_slip_is_pointed_at(text: str, line: int, column: int, says: str, shop: Shop) -> None:
    assert_not_read(shop, text, line, column, says)


def test_b88_a_key_twice_is_refused(shop: Shop) -> None:
    says = "“amount” stands here twice; only one can be meant."
    assert_not_read(shop, '{"amount": "1", "amount": "9999"}', 1, 17, says)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_b89_what_is_no_number_is_refused(word: str, shop: Shop) -> None:
    assert_not_read(shop, f'{{"a": {word}}}', 1, 7, f"{word} is not JSON; write a number or null.")


def test_b89_a_number_that_is_one_is_sent_in_its_own_digits(shop: Shop) -> None:
    assert sent_as_typed(shop, '{"deliverySpecifications": {"x": 1e999, "y": -0, "z": -0.0}}')


def test_b90_more_than_64_levels_are_refused(shop: Shop) -> None:
    assert_not_read(shop, DEEP, 1, 69, "Nested deeper than 64 levels.")


def test_b90_a_hundred_thousand_levels_are_refused_like_one_too_many(shop: Shop) -> None:
    assert_not_read(shop, "[" * 100_000, 1, 65, "Nested deeper than 64 levels.")


def test_b91_an_integer_that_python_would_not_read_is_refused(shop: Shop) -> None:
    says = "A number has too many digits to be read."
    assert_not_read(shop, '{"a": ' + "9" * 4_301 + "}", 1, 7, says)


def test_b92_digits_are_sent_as_they_were_typed(shop: Shop) -> None:
    assert sent_as_typed(shop, '{"deliverySpecifications": {"x": 9007199254740993, "y": 0.1}}')


def test_b93_half_a_character_is_refused(shop: Shop) -> None:
    says = "A text holds half a character (a lone surrogate)."
    assert_not_read(shop, '{"a": "\\ud800"}', 1, 8, says)


def test_b94_nothing_as_a_character_is_refused(shop: Shop) -> None:
    assert_not_read(shop, '{"a": "b\\u0000"}', 1, 9, "A text holds the character U+0000.")


def test_b95_a_byte_order_mark_is_neither_seen_nor_sent(shop: Shop) -> None:
    write_json(shop, '\ufeff{"a": 1}')
    assert shop.window.page.request.sheet.raw_text() == '{"a": 1}'
    shop.send()
    assert shop.state.exchange.sent.body == b'{"a": 1}'


@pytest.mark.parametrize("key", ["", "k" * 10_000, "Amount", "amou\u0308nt", "am\u200bount"])
def test_b98_a_strange_key_is_sent_as_it_is_and_said_to_be_unknown(key: str, shop: Shop) -> None:
    assert sent_as_typed(shop, f'{{"{key}": 1}}')
    assert "does not know" in shop.window.page.request.sheet._unknown.text()
    assert "am\u200bount" not in shop.window.page.request.sheet._unknown.text()


@pytest.mark.parametrize("key", ["__proto__", "constructor"])
def test_b99_names_that_mean_something_to_javascript_are_keys(key: str, shop: Shop) -> None:
    assert sent_as_typed(shop, f'{{"{key}": {{"a": 1}}}}')


def sent_as_typed(shop: Shop, text: str) -> bool:
    """Whether a body left exactly as it was typed, whatever was said to it."""
    write_json(shop, text)
    shop.send()
    return bool(shop.state.exchange.sent.body.decode() == text)


def test_json_is_sent_as_it_was_typed_and_the_form_follows_it(shop):
    text = '{ "merchantMetadata" : { "noteToBuyer" : "by hand" } }'
    write_json(shop, text)
    shop.key(Qt.Key.Key_J, CTRL)
    assert shop.text(NOTE) == "by hand"
    shop.send()
    assert shop.state.exchange.sent.body.decode() == text
    assert shop.exchanges[-1] == "update_session 200"


def test_a_value_that_only_amazon_can_refuse_stays_as_it_was_typed(shop):
    text = '{"paymentDetail": {"chargeAmount": {"amount": "12,50", "currencyCode": "USD"}}}'
    write_json(shop, text)
    shop.send()
    assert shop.exchanges[-1] == "update_session 400"
    assert "“12,50”" in shop.notice
    assert shop.window.page.request.sheet.raw_text() == text
    assert shop.cell(AMOUNT).editor.is_raw


def test_amazons_refusal_of_a_key_offers_its_right_name_and_keeps_the_text(shop):
    text = '{"paymentDetails": {"chargeAmount": {"amount": "7.00", "currencyCode": "USD"}}}'
    write_json(shop, text)
    shop.send()
    assert shop.exchanges[-1] == "update_session 400"
    assert "“paymentDetails”. In v1 it is “paymentDetail”" in shop.notice
    assert shop.window.page.request.sheet.raw_text() == text
    shop.run("rename")
    shop.key(Qt.Key.Key_J, CTRL)
    assert shop.text(AMOUNT) == "7.00 USD"
    assert shop.state.body.text == text.replace("paymentDetails", "paymentDetail").replace(" ", "")
