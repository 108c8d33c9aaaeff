"""JSON is read exactly or refused with the place and the reason, and never in any other way."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import BadText
from apay_console.model import json_text
from tests.model.json_values import json_values
from tests.work import calls_of


def refusal(text: str) -> tuple[int, int, str]:
    with pytest.raises(BadText) as caught:
        json_text.read(text)
    return caught.value.line, caught.value.column, str(caught.value)


@given(json_values)
def test_what_was_written_reads_back_equal(value: Any) -> None:
    assert json_text.read(json_text.write(value)) == value
    assert json_text.read(json_text.write(value, indent=2)) == value


@given(json_values)
def test_what_was_written_is_json_to_everybody_else(value: Any) -> None:
    json.loads(json_text.write(value))


near_json = st.text("{}[]\":,\\u0dD8DCcnNaIfity-+.eE019é\ud800\ufeff \n\t/*#'", max_size=24)


@given(near_json | st.text(max_size=40))
def test_any_text_is_read_or_refused_within_itself(text: str) -> None:
    try:
        json_text.read(text)
    except BadText as error:
        lines = text.split("\n")
        place = (error.line, error.column)
    else:
        return
    assert 1 <= place[0] <= len(lines)
    assert 1 <= place[1] <= len(lines[place[0] - 1]) + 1


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        found = json_text.read_bytes(body)
    except BadText:
        return
    assert isinstance(found, dict)


@pytest.mark.parametrize("text", ["", "  \n", "null", "[]", '"x"', "1", "true"])
def test_a_body_is_an_object(text: str) -> None:
    with pytest.raises(BadText, match="JSON object is needed"):
        json_text.read_object(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ('{"a": 1,}', 1, 8, "Remove the comma before }."),
        ("[1,\n ]", 1, 3, "Remove the comma before ]."),
        ("{'a': 1}", 1, 2, "JSON takes double quotes only."),
        ('{"a":\n  // one\n  1}', 2, 3, "JSON takes no comments."),
        ('{"a": /* one */ 1}', 1, 7, "JSON takes no comments."),
        ("# one", 1, 1, "JSON takes no comments."),
        ('{"a": 1} {"b": 2}', 1, 10, "Something stands after the end of the object."),
        ('{"a": "x\ty"}', 1, 9, "A text holds a control character."),
        ('{"a": }', 1, 7, "This is not JSON: expecting value."),
        ('{"a": 1', 1, 8, "This is not JSON: expecting ',' delimiter."),
        ("{a: 1}", 1, 2, "This is not JSON: expecting property name"),
        ("", 1, 1, "This is not JSON: expecting value."),
    ],
)
def test_a_slip_is_named_with_its_place(text: str, line: int, column: int, reason: str) -> None:
    assert refusal(text)[:2] == (line, column)
    assert reason in refusal(text)[2]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"amount": "1",\n "amount": "9999"}', 2, 2),
        ('{"x": {"a": 1, "a": 2}, "y": {"a": 3}}', 1, 16),
        ('{"x": "\\"a\\":", "a": 1, "a": 2}', 1, 25),
        ('{"é": 1, "é": 2}', 1, 10),
        ('{"a": 1, "\\u0061": 2}', 1, 10),
        ('[{"a": 1}, {"a": 1, "b": [{"a": 2}], "a" : 3}]', 1, 38),
    ],
)
def test_the_second_of_two_equal_keys_is_pointed_at(text: str, line: int, column: int) -> None:
    found = refusal(text)
    assert found[:2] == (line, column)
    assert "stands here twice" in found[2]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_pointed_at(word: str) -> None:
    line, column, reason = refusal(f'{{"a {word}": "{word}",\n "b": {word}}}')
    assert (line, column) == (2, 7)
    assert reason == f"{word} is not JSON; write a number or null."


def test_a_slip_is_told_before_what_is_too_deep_after_it() -> None:
    assert refusal('{"a": tea, "b": ' + "[" * 65)[:2] == (1, 7)
    assert refusal("[" * 65 + "tea") == (1, 65, "Nested deeper than 64 levels.")


def test_levels_are_counted_to_64_and_not_further() -> None:
    assert json_text.read("[" * 64 + "]" * 64)
    assert refusal("[" * 65 + "]" * 65) == (1, 65, "Nested deeper than 64 levels.")
    assert refusal("[" * 100_000)[:2] == (1, 65)
    assert json_text.read('["' + "[" * 100 + '"]') == ["[" * 100]
    assert json_text.read(json.dumps([[]] * 100)) == [[]] * 100


def test_a_number_that_python_cannot_read_is_refused_in_its_place() -> None:
    assert refusal('{"a": "' + "1" * 5000 + '",\n "b": ' + "1" * 4301 + "}")[:2] == (2, 7)
    assert refusal("[0,\n 1e99999999999999999999]") == (
        2,
        2,
        "A number has too many digits to be read.",
    )
    assert refusal("[-1.5e-99999999999999999999]")[:2] == (1, 2)


@pytest.mark.parametrize(
    "text",
    ["9007199254740993", "0.1", "19.90", "1e999", "-0", "-0.0", "1" * 4300, "0." + "1" * 40],
)
def test_numbers_keep_their_digits(text: str) -> None:
    value = json_text.read(text)
    assert Decimal(value).as_tuple() == Decimal(text).as_tuple()
    assert Decimal(json_text.write(value)).as_tuple() == Decimal(text).as_tuple()


@pytest.mark.parametrize("text", ["1.5", "\x001.5\x00", "\ud8001.5\ud800", "\ue0001.5\ue000"])
def test_a_text_that_looks_like_a_number_stays_text(text: str) -> None:
    assert json.loads(json_text.write([text, Decimal("1.5")])) == [text, 1.5]


@given(st.text(st.characters(codec=None), max_size=20))
def test_whatever_was_kept_is_read_again(text: str) -> None:
    kept = {"text": text, "number": Decimal("0.10")}
    assert json_text.read_kept(json_text.write(kept)) == kept


def test_what_was_kept_keeps_its_sign() -> None:
    assert str(json_text.read_kept(json_text.write([Decimal("-0")]))) == "[Decimal('-0')]"


def test_what_was_kept_and_then_damaged_is_refused() -> None:
    with pytest.raises(BadText, match="expecting value"):
        json_text.read_kept('{"text":')


def test_half_a_character_and_zero_are_refused_where_they_stand() -> None:
    assert refusal('{"a": "x\\ud800"}') == (
        1,
        9,
        "A text holds half a character (a lone surrogate).",
    )
    assert refusal('["\\ud83d\\ude00",\n "\\ude00\\ud83d"]')[:2] == (2, 3)
    assert refusal('{"\\udc00": 1}')[:2] == (1, 3)
    assert refusal('["\n\ud800"]'.replace("\n", "é"))[:2] == (1, 4)
    assert refusal('{"a": "x\\u0000"}') == (1, 9, "A text holds the character U+0000.")
    assert refusal('["\\\\u0000",\n"\\u0000"]')[:2] == (2, 2)


def test_escapes_that_only_look_broken_are_read() -> None:
    assert json_text.read('"\\\\u0000"') == "\\u0000"
    assert json_text.read('"\\\\ud800"') == "\\ud800"
    assert json_text.read('"\\ud83d\\ude00"') == "\N{GRINNING FACE}"
    assert json_text.read('"\\u0000a"'.replace("0000", "0041")) == "Aa"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xef\xbb\xbf{}", "The text begins with a byte order mark; remove it."),
        ('{"a": 1}'.encode("utf-16"), "The body is not UTF-8 at byte 0."),
        ('{"name": "é"}'.encode("latin-1"), "The body is not UTF-8 at byte 10."),
        ("{}".encode("utf-16-le"), "This is not JSON"),
    ],
)
def test_a_body_in_another_encoding_is_explained(body: bytes, reason: str) -> None:
    with pytest.raises(BadText) as caught:
        json_text.read_bytes(body)
    assert reason in str(caught.value)


def test_strange_keys_are_plain_keys() -> None:
    text = '{"":1,"__proto__":2,"constructor":3,"A":4,"a":5,"a\\u200b":6}'
    assert list(json_text.read_object(text)) == [
        "",
        "__proto__",
        "constructor",
        "A",
        "a",
        "a\u200b",
    ]


def test_what_goes_on_the_wire_has_no_blanks_and_no_escapes_it_does_not_need() -> None:
    assert (
        json_text.write({"a": ["é", None, True, Decimal("1.50")]}) == '{"a":["é",null,true,1.50]}'
    )


def test_what_is_no_json_is_not_written_as_something_else() -> None:
    with pytest.raises(TypeError):
        json_text.write({"when": object()})


@pytest.mark.parametrize("text", ['"' + '\\"[' * 300_000, '"a' * 300_001 + "[" * 70, "{" * 300_000])
def test_a_hostile_megabyte_is_refused_without_a_call_for_each_character(text: str) -> None:
    assert calls_of(lambda: refusal(text)) < 1_000
