"""Answers that no server should give, through the real window: shown or kept raw, never fatal."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sale import answer_pane
from apay_console.ui.tree.unfolding import ALL
from tests.api.faults import answering
from tests.test_window_text import amazon
from tests.window_parts import Shop, quick, shop

__all__ = ["amazon", "quick", "shop"]


def cells(shop: Shop) -> list[str]:
    tree = shop.window.page.answer.tree.tree
    tree.unfolding.open_to(ALL)
    model, found, left = tree.model(), [], [tree.rootIndex()]
    while left:
        parent = left.pop()
        for row in range(model.rowCount(parent)):
            at = model.index(row, 0, parent)
            found += [str(at.data()), str(at.siblingAtColumn(1).data())]
            left.append(at)
    return found


def seen(shop: Shop, kind: type[QPlainTextEdit] | type[PlainLabel]) -> str:
    """What the boxes or the labels of the answer say."""
    QApplication.processEvents()
    parts = [one for one in shop.window.page.answer.findChildren(kind) if one.isVisible()]
    texts = (one.toPlainText() if isinstance(one, QPlainTextEdit) else one.text() for one in parts)
    return "\n".join(texts)


def assert_raw_only(shop: Shop, amazon, body: str, reason: str) -> None:
    """No tree, but the reason, what came, and every byte of it kept."""
    amazon.behaviour = answering(200, body)
    shop.run("get")
    assert shop.state.exchange.answered.body.decode() == body
    first = body.splitlines()[0][:40] if body else ""
    shop.window.page.answer.open_tab(answer_pane.SESSION)
    assert reason in seen(shop, PlainLabel)
    assert first in seen(shop, QPlainTextEdit)
    shop.window.page.answer.open_tab(answer_pane.RAW)
    assert first in seen(shop, QPlainTextEdit)
    shop.window.page.answer.open_tab(answer_pane.SESSION)


def shown(shop: Shop, amazon, inside: str) -> list[str]:
    """Every cell of the tree of a session that holds this too."""
    session_id = shop.state.sale.session_id
    amazon.behaviour = answering(200, f'{{"checkoutSessionId": "{session_id}", {inside}}}')
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    return cells(shop)


@pytest.mark.parametrize("body", ["null", "[]", '"x"', "7"])
def test_b86_an_answer_that_is_no_object_is_raw(body: str, shop: Shop, amazon) -> None:
    assert_raw_only(shop, amazon, body, "It answered 200, but what it sent is not a JSON object.")


def test_b86_an_answer_without_anything_in_it_says_so(shop: Shop, amazon) -> None:
    amazon.behaviour = answering(200, "")
    shop.run("get")
    assert shop.state.exchange.answered.body == b""
    assert shop.notice


@pytest.mark.parametrize("body", ['{"a": 1,}', "{'a': 1}", '{"a": 1} // tea'])
def test_b87_an_answer_with_a_slip_is_raw_with_its_place(body: str, shop: Shop, amazon) -> None:
    assert_raw_only(shop, amazon, body, "what it sent is not valid JSON at byte ")


def test_b88_a_key_twice_is_flagged_and_neither_value_is_believed(shop: Shop, amazon) -> None:
    says = "“amount” stands here twice; only one can be meant. Line 1, column 17."
    assert_raw_only(shop, amazon, '{"amount": "1", "amount": "9999"}', says)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_b89_what_is_no_number_is_raw(word: str, shop: Shop, amazon) -> None:
    assert_raw_only(shop, amazon, f'{{"a": {word}}}', f"{word} is not JSON")


@pytest.mark.parametrize(
    ("digits", "text"), [("1e999", "1E+999"), ("-0", "-0"), ("[-0, 7]", "-0"), ("-0.0", "-0.0")]
)
def test_b89_odd_numbers_are_shown_as_text(digits: str, text: str, shop: Shop, amazon) -> None:
    assert text in shown(shop, amazon, f'"x": {digits}')


def test_b90_65_levels_are_raw(shop: Shop, amazon) -> None:
    body = '{"a": ' + "[" * 64 + "]" * 64 + "}"
    assert_raw_only(shop, amazon, body, "Nested deeper than 64 levels. Line 1, column 70.")


def test_b90_a_hundred_thousand_levels_are_raw(shop: Shop, amazon) -> None:
    body = "[" * 100_000 + "]" * 100_000
    assert_raw_only(shop, amazon, body, "what it sent is nested too deep to be read.")


def test_b91_an_endless_integer_is_raw(shop: Shop, amazon) -> None:
    body = '{"a": ' + "9" * 4_301 + "}"
    assert_raw_only(shop, amazon, body, "A number has too many digits to be read.")


@pytest.mark.parametrize("digits", ["9007199254740993", "0.1", "19.90", "0.10000000000000000555"])
def test_b92_digits_are_shown_exactly(digits: str, shop: Shop, amazon) -> None:
    assert digits in shown(shop, amazon, f'"x": {digits}')


def test_b93_half_a_character_is_shown_and_kept_escaped(shop: Shop, amazon) -> None:
    assert_raw_only(shop, amazon, '{"a": "\\ud800"}', "half a character")


def test_b94_nothing_as_a_character_is_shown_and_kept_escaped(shop: Shop, amazon) -> None:
    assert_raw_only(shop, amazon, '{"a": "b\\u0000"}', "U+0000")


@pytest.mark.parametrize("key", ["__proto__", "constructor"])
def test_b99_names_that_mean_something_to_javascript_are_keys(key: str, shop: Shop, amazon) -> None:
    found = shown(shop, amazon, f'"{key}": {{"a": "x"}}')
    assert key in found
    assert "x" in found


def test_b100_a_session_with_words_of_wrong_types_is_shown_as_it_came(shop: Shop, amazon) -> None:
    found = shown(shop, amazon, '"statusDetail": {"reasonCode": 123, "state": {"a": 1}}')
    assert "123" in found


@pytest.mark.parametrize("digits", ["-1.50", "1.00000000000000000001", "19.90"])
def test_b103_an_amount_that_is_a_number_is_shown_exactly_and_flagged(
    digits: str, shop: Shop, amazon
) -> None:
    found = shown(shop, amazon, f'"x": {{"amount": {digits}, "currencyCode": "USD"}}')
    assert any(digits in cell for cell in found)
    assert reading(shop, ("x", "amount")) == "a number; Amazon writes amounts as text"


@pytest.mark.parametrize("digits", ["-1.50", "1.00000000000000000001"])
def test_b103_an_amount_that_amazon_would_not_write_is_flagged(
    digits: str, shop: Shop, amazon
) -> None:
    found = shown(shop, amazon, f'"x": {{"amount": "{digits}", "currencyCode": "USD"}}')
    assert any(cell.startswith(f"{digits}  not") for cell in found)
    assert reading(shop, ("x", "amount")) == "not an amount as Amazon writes it"


def reading(shop: Shop, path: tuple[str, ...]) -> str:
    model = shop.window.page.answer.tree.tree.nodes_model
    return str(model.words(model.reveal(path).internalId()).reading)


@pytest.mark.parametrize("stamp", ['"20261399T000000Z"', '"tomorrow"', '"2026-11-24"', "12"])
def test_b104_a_time_that_is_none_is_shown_as_it_came(stamp: str, shop: Shop, amazon) -> None:
    found = shown(shop, amazon, f'"creationTimestamp": {stamp}')
    assert stamp.strip('"') in found
    assert reading(shop, ("creationTimestamp",)) == ""


@pytest.mark.parametrize(
    ("stamp", "read"),
    [
        ('"20261124T000000Z"', "2026-11-24 "),
        ("1795478400", "2026-11-24 "),
        ('"99991231T115959Z"', "9999-12-31 "),
    ],
)
def test_b104_a_time_that_is_one_is_shown_as_it_came_and_read(
    stamp: str, read: str, shop: Shop, amazon
) -> None:
    found = shown(shop, amazon, f'"creationTimestamp": {stamp}')
    raw = stamp.strip('"')
    assert any(cell.startswith(f"{raw}  {read}") for cell in found)


def test_b105_two_documents_are_raw_with_the_place_of_the_second(shop: Shop, amazon) -> None:
    says = "what it sent is not valid JSON at byte 9."
    assert_raw_only(shop, amazon, '{"a": 1}\n{"a": 2}', says)
