"""What looks like a card's number is starred out; ids, amounts and moments are not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model import slices
from apay_console.model.card_numbers import _NUMBER, _starred, masked, masked_body

PREFIXES = ("4", "51", "55", "2221", "2720", "34", "37", "36", "6011", "65", "62", "3528")
HUNDRED = 100
# What a digit counts where Luhn's sum doubles it, by a table and not as the program works it out.
DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_number(chance: random.Random) -> str:
    """A card's number as an issuer could give it."""
    prefix = chance.choice(PREFIXES)
    length = 15 if prefix in ("34", "37") else chance.choice((14, 16)) if prefix == "36" else 16
    body = prefix + "".join(chance.choices("0123456789", k=length - len(prefix) - 1))
    counted = sum(DOUBLED[int(one)] for one in body[::-2]) + sum(int(one) for one in body[-2::-2])
    return f"{body}{-counted % 10}"


def written(number: str, way: str) -> str:
    if way == "":
        return number
    if len(number) == 16:
        return way.join(number[at : at + 4] for at in range(0, 16, 4))
    return way.join((number[:4], number[4:10], number[10:]))


@pytest.mark.parametrize("way", ["", " ", "-"])
def test_p49_of_a_hundred_card_numbers_each_keeps_its_first_six_and_last_four(
    way: str, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(49)
    numbers = [luhn_number(chance) for _ in range(HUNDRED)]
    texts = [f"paid with {written(number, way)}, thanks" for number in numbers]
    found = [masked(text) for text in texts]
    for number, text in zip(numbers, found, strict=True):
        kept = "".join(one for one in text if one.isdigit() or one == "*")
        assert kept == f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    record_property("figure", f"{HUNDRED} of {HUNDRED} masked, written with {way!r}")


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("4222222222222", "422222***2222"),
        ("5555555555554444", "555555******4444"),
        ("378282246310005", "378282*****0005"),
        ("30569309025904", "305693****5904"),
        ("6011111111111117", "601111******1117"),
        ("3530111333300000", "353011******0000"),
    ],
)
def test_p49_the_numbers_that_card_schemes_give_for_tests_are_masked(
    number: str, kept: str
) -> None:
    assert masked(number) == kept


@pytest.mark.parametrize("value", ["4111111111111111", 4111111111111111])
def test_p49_a_body_stays_json_where_a_number_is_masked_in_it(value: object) -> None:
    body = json.dumps({"note": value, "amount": "19.99"}).encode()
    found = json.loads(masked_body(body))
    assert found["amount"] == "19.99"
    assert str(found["note"]) in ("411111******1111", "4111110000001111")


@pytest.mark.parametrize(
    "text",
    [
        "S01-5105180-3221187-R022311",
        "P01-4111111-1111111-C111111",
        "4111111111111112",
        "9111111111111111",
        "20250610T104400Z",
        "1764172800.4111111111111111",
        "x4111111111111111",
        "41111111111111114111111111111111",
        "4242424242424242-C",
        "bb5a4f60-4111-1111-1111-111111111111",
        "4111 1111-1111 1111",
        "٤١١١١١١١١١١١١١١١",
    ],
)
def test_what_is_no_cards_number_stays_as_it_is(text: str) -> None:
    assert masked(text) == text
    assert masked_body(text.encode()) == text.encode()


def test_bytes_that_are_no_text_stay_beside_a_masked_number() -> None:
    assert masked_body(b"\xff 4111111111111111 \x00") == b"\xff 411111******1111 \x00"


@given(st.text("4111 -.x\u0664", max_size=80), st.integers(1, 40))
def test_a_number_is_found_wherever_a_slice_of_a_long_text_ends(text: str, size: int) -> None:
    text = text.replace("x", "4111 1111 1111 1111 1111")
    with patch.object(slices, "LENGTH", size):
        assert masked(text) == _NUMBER.sub(lambda found: _starred(found[0], "*"), text)


@pytest.mark.parametrize("size", [16, 40])
def test_p49_a_number_is_found_in_a_body_wherever_a_slice_of_it_ends(size: int) -> None:
    with patch.object(slices, "LENGTH", size):
        for place in range(200):
            body = b" " * place + b"4111111111111111!"
            assert masked_body(body) == b" " * place + b"411111******1111!"
