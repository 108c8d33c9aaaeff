from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from apay_console.store import texts


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Old:
    name: str
    colour: Colour
    gone: int = 3


@dataclass(frozen=True)
class New:
    name: str
    colour: Colour
    size: int = 7


@given(st.text(st.characters()))
def test_any_text_survives_as_a_blob(text: str) -> None:
    assert texts.from_blob(texts.to_blob(text)) == text


@given(st.text(st.characters()))
def test_any_text_can_be_stored(text: str) -> None:
    stored = texts.storable(text)
    stored.encode()
    if text.isprintable():
        assert stored == text


@given(st.text(st.characters()))
def test_json_is_plain_ascii(text: str) -> None:
    written = texts.to_json([text])
    assert written.isascii()
    assert json.loads(written) == [text]


def test_a_document_is_read_by_an_older_and_a_newer_program() -> None:
    document = texts.to_document(Old("a", Colour.RED))
    assert texts.from_document(New, document) == New("a", Colour.RED, 7)
    assert isinstance(texts.from_document(New, document).colour, Colour)


@dataclass(frozen=True)
class Row:
    names: tuple[str, ...] = ()


def test_what_was_a_tuple_is_one_again() -> None:
    assert texts.from_document(Row, texts.to_document(Row(("a", "b")))) == Row(("a", "b"))
