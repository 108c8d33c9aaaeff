"""A program's own literal is read as its language reads it; nothing is run."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.pasting.literals import CODE, objects, texts

_PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN, inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(_PLAIN, _VALUES, min_size=1, max_size=4)
BODY = {"merchantMetadata": {"noteToBuyer": "It's “tea”", "ids": ["1", None, True, 2]}}


def as_php(value: Any, *, short: bool) -> str:
    """Write a value as PHP does."""
    opening, closing = ("[", "]") if short else ("array(", ")")
    if isinstance(value, dict):
        rows = [f"{as_php(k, short=short)} => {as_php(v, short=short)}" for k, v in value.items()]
        return opening + ", ".join(rows) + closing
    if isinstance(value, list):
        return opening + ", ".join(as_php(part, short=short) for part in value) + closing
    return {None: "null", True: "TRUE", False: "false"}.get(value) or json.dumps(value)


@given(OBJECTS)
def test_json_is_a_literal(value: dict[str, Any]) -> None:
    assert list(objects(f"const payload = {json.dumps(value)};")) == [value]


@pytest.mark.parametrize("short", [True, False])
def test_php_is_read_in_both_of_its_spellings(short: bool) -> None:
    assert list(objects(f"$payload = {as_php(BODY, short=short)};")) == [BODY]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{a: 1, 'b': 'x', \"c\": `y`, }", {"a": 1, "b": "x", "c": "y"}),
        ("{'a': True, 'b': None, 'c': 1.50}", {"a": True, "b": None, "c": Decimal("1.50")}),
        ("{:a => nil, 'b' => [1, 2]}", {"a": None, "b": [1, 2]}),
        ("{a: 'one' + 'two', b: \"x\" . \"y\"}", {"a": "onetwo", "b": "xy"}),
        (r"{a: 'it\'s \u0041\x42\u{1F375}\n'}", {"a": "it's AB🍵\n"}),
        ("{ // why\n a: 1, # because\n /* of } */ b: 2 }", {"a": 1, "b": 2}),
        ("{a: total * 2, b: f(x, {y: 1}), c: 'x'}", {"a": CODE, "b": CODE, "c": "x"}),
        ("{a: process.env.TEA, b: [id, 'x']}", {"a": CODE, "b": [CODE, "x"]}),
        ("{}", {}),
    ],
)
def test_literals_of_programs(source: str, found: dict[str, Any]) -> None:
    first = next(iter(objects(source)), {})
    assert first == found


def test_java_keeps_json_in_a_text() -> None:
    source = f"String payload = {json.dumps(json.dumps(BODY))};"
    assert [json.loads(text) for text in texts(source)] == [BODY]


def test_an_apostrophe_in_a_sentence_opens_no_text() -> None:
    assert list(objects("This doesn't work: {a: 'x'}")) == [{"a": "x"}]


def test_a_block_of_text_keeps_its_lines() -> None:
    assert list(texts('x = """{\n"a": "b"\n}""";')) == ['{\n"a": "b"\n}']


def test_what_is_called_is_no_object() -> None:
    assert list(objects("client.update(id, 'x'); if (a) { return b; }")) == []


@given(st.text("{}[]()=>:,'\"`\\/*#a1.+ \n", max_size=60))
def test_no_text_is_too_strange(source: str) -> None:
    assert all(isinstance(found, dict) for found in objects(source))
    list(texts(source))


@pytest.mark.parametrize("piece", ["{a:", "[", "array(", "/*", '"', "'\\", "{a: f(", '"""'])
def test_what_never_ends_is_given_up_soon(piece: str) -> None:
    assert list(objects(piece * 20_000)) == []
