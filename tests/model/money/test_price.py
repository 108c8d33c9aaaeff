"""A price is digits and a code; what is wrong with either is explained."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.money.price import MissingPart, Money, Price, StrangePart
from apay_console.model.profile import Region
from tests.model.json_values import json_values
from tests.model.refusals import refusal

KIND = Money(("USD",))
STRANGE = "Use the digits 0 to 9 only; found U+00A0 NO-BREAK SPACE."

parts = st.dictionaries(st.sampled_from(["amount", "currencyCode", "x"]), json_values, max_size=3)


@given(parts)
def test_any_object_is_a_price_or_refused(wire: Any) -> None:
    try:
        found = Money().decode(wire)
    except Invalid:
        return
    assert found.amount > 0


CENTS = st.integers(1, 15_000_000)
AMOUNTS = st.one_of(
    CENTS.map(lambda cents: f"{cents // 100}.{cents % 100:02}"),
    CENTS.map(lambda tenths: f"{tenths // 100}.{tenths % 10}").filter(lambda text: text != "0.0"),
    st.integers(1, 150_000).map(str),
)
A_HUNDRED = st.lists(AMOUNTS, min_size=100, max_size=100)


def test_p24_an_amount_reaches_the_wire_and_comes_back_digit_by_digit(
    record_property: Callable[[str, object], None],
) -> None:
    seen = 0

    @settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
    @given(A_HUNDRED)
    def go_there_and_back(texts: list[str]) -> None:
        nonlocal seen
        seen += len(texts)
        for text in texts:
            body = json_text.write(KIND.encode(KIND.parse(f"{text} USD"))).encode()
            assert body == b'{"amount":"%s","currencyCode":"USD"}' % text.encode()
            assert str(KIND.decode(json_text.read_bytes(body))) == f"{text} USD"
            number = json_text.read(f'{{"amount":{text},"currencyCode":"USD"}}')
            assert str(KIND.decode(number)) == f"{text} USD"

    go_there_and_back()
    assert seen >= 10_000
    record_property("figure", f"{seen:,} amounts")


def test_p24_sums_are_those_of_decimals() -> None:
    body = json_text.read('[0.1, 0.2, "0.3"]')
    assert str(body[0] + body[1]) == body[2]
    assert json_text.write(body[0] + body[1]) == "0.3"


near_prices = st.text("0123456789.,- €USDEJPYR\u0663", max_size=16)


@given(near_prices, st.sampled_from(list(Region)))
def test_every_price_offered_would_be_taken(text: str, region: Region) -> None:
    kind = Money().within(ApiVersion.V2, region)
    try:
        kind.parse(text)
    except Invalid as error:
        better = error.example
    else:
        better = text
    assert kind.parse(better)


def test_a_price_is_typed_as_digits_and_a_code() -> None:
    assert Money().parse(" 19.90\u00a0usd ") == Price(Decimal("19.90"), "USD")
    assert Money().encode(Money().parse("19.90 USD")) == {"amount": "19.90", "currencyCode": "USD"}


@pytest.mark.parametrize(
    ("text", "reason", "better"),
    [
        ("", "Enter an amount.", "19.99 USD"),
        ("USD", "Enter an amount.", "19.99 USD"),
        ("19.90", "The currency is missing; use USD.", "19.90 USD"),
        ("12,50 USD", "Write a point before the decimals.", "12.50 USD"),
        ("1 000 USD", "Write no thousands separators.", "1000 USD"),
        ("5 XXX", "“XXX” is not a currency of this region; use USD.", "19.99 USD"),
        ("1\u00a0000 USD", STRANGE, "1000 USD"),
        ("1 000", "Write no thousands separators.", "1000 USD"),
        ("5 u\u017fd", "“u\u017fd” is not a currency of this region; use USD.", "19.99 USD"),
        (f"5 {'X' * 20}", f"“{'X' * 12}” is not a currency of this region; use USD.", "19.99 USD"),
        ("5 US", "“US” is not a currency of this region; use USD.", "19.99 USD"),
        ("5 U\u0405D", "“U\u0405D” is not a currency of this region; use USD.", "19.99 USD"),
        ("5 EUR", "“EUR” is not a currency of this region; use USD.", "19.99 USD"),
    ],
)
def test_a_wrong_price_is_explained(text: str, reason: str, better: str) -> None:
    error = refusal(Money().within(ApiVersion.V2, Region.NA), text)
    assert (str(error), error.example) == (reason, better)


def test_a_price_is_judged_by_the_rules_of_its_own_currency() -> None:
    error = refusal(Money(("USD", "JPY")), "100.5 JPY")
    assert (str(error), error.example) == ("JPY has no decimals.", "100 JPY")


def test_all_currencies_that_could_be_used_are_named() -> None:
    error = refusal(Money(("EUR", "GBP")), "5 USD")
    assert str(error) == "“USD” is not a currency of this region; use EUR, GBP."


@pytest.mark.parametrize(
    ("wire", "words"),
    [
        ("5 USD", "An object of amount and currencyCode is needed."),
        ({"amount": True, "currencyCode": "USD"}, "An amount is a text of digits."),
        ({"amount": [], "currencyCode": "USD"}, "An amount is a text of digits."),
        ({"amount": "5", "currencyCode": 5}, "An amount is a text of digits."),
        ({"amount": " 5", "currencyCode": "USD"}, "An amount has no blanks."),
    ],
)
def test_what_is_no_price_on_the_wire_says_what_is_needed(wire: Any, words: str) -> None:
    with pytest.raises(Invalid) as caught:
        Money().decode(wire)
    assert (str(caught.value), caught.value.example) == (words, "19.99 USD")


def test_a_number_on_the_wire_is_a_price_too() -> None:
    for amount in (50, Decimal("1.40")):
        found = Money().decode({"amount": amount, "currencyCode": "USD"})
        assert str(found) == f"{amount} USD"


@pytest.mark.parametrize(
    "amount", [True, "", " 5", "5 ", "1e3", Decimal("1e999999999"), [], float("nan"), -1, 0, 7.7225]
)
def test_a_price_on_the_wire_has_plain_digits(amount: Any) -> None:
    with pytest.raises(Invalid):
        Money().decode({"amount": amount, "currencyCode": "USD"})


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize("part", ["amount", "currencyCode"])
def test_a_missing_part_of_a_price_is_named(part: str, empty: str | None) -> None:
    wire = {"amount": "5", "currencyCode": "USD"} | {part: empty}
    with pytest.raises(MissingPart) as caught:
        Money().decode(wire)
    assert caught.value.part == part
    assert (str(caught.value), caught.value.example) == (f"{part} is missing.", "19.99 USD")


def test_a_strange_part_of_a_price_is_named() -> None:
    with pytest.raises(StrangePart) as caught:
        Money().decode({"amount": "5", "currencyCode": "USD", "currency": "USD"})
    assert caught.value.part == "currency"
    words = "“currency” does not belong to a price."
    assert (str(caught.value), caught.value.example) == (words, "19.99 USD")


def test_of_a_long_strange_part_80_letters_are_quoted() -> None:
    with pytest.raises(StrangePart, match=f"“{'x' * 80}”"):
        Money().decode({"amount": "5", "currencyCode": "USD", "x" * 90: 1})
