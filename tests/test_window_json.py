"""JSON that is typed by hand, in the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.refusal_parts import _clean
from tests.sale_parts import AMOUNT, NOTE
from tests.window_parts import CTRL, Shop, quick, shop

__all__ = ["_clean", "quick", "shop"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "Line 1, column 1"),
        ("null", "Line 1, column 1"),
        ("[]", "Line 1, column 1"),
        ('{\n "a": 1,\n}', "Line 2, column"),
        ("{'a': 1}", "Line 1, column 2"),
        ('{"a": 1} // tea', "Line 1, column 10"),
        ('{"amount": "1", "amount": "9999"}', "Line 1, column 17"),
        ('{"a": NaN}', "Line 1, column 7"),
        ('{"a":' + "[" * 65 + "]" * 65 + "}", "Line 1, column"),
        ('{"a": ' + "9" * 4_301 + "}", "Line 1, column 7"),
        ('{"a": "\\ud800"}', "Line 1, column 8"),
        ('{"a": "b\\u0000"}', "Line 1, column 9"),
    ],
)
def test_json_that_cannot_be_read_stays_open_and_is_not_sent(text, place, shop):
    before = shop.exchanges
    write_json(shop, text)
    shop.send()
    assert shop.exchanges == before
    assert shop.window.page.request.sheet.raw_text() == text
    assert shop.window.page.request.sheet._problem.text().startswith(place)
    assert not shop.window.page.request.primary.isEnabled()
    shop.key(Qt.Key.Key_J, CTRL)
    assert shop.window.page.request.sheet.isVisible()


def write_json(shop: Shop, text: str) -> None:
    shop.key(Qt.Key.Key_J, CTRL)
    shop.key(Qt.Key.Key_A, CTRL)
    shop.key(Qt.Key.Key_Delete)
    shop.paste(text)


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
