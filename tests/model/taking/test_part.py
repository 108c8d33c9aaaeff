"""A part of an answer leaves without its buyer, unless that is ticked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apay_console.model.hidden_names import BUYER, Keep
from apay_console.model.redaction import REDACTED
from apay_console.model.taking.part import Part, part_at, taken

BODY: dict[str, Any] = {
    "buyer": {"name": "Quillfeather", "more": [{"x": "Quillfeather"}]},
    "note": "é" * 5_000,
    "list": [{"a/..": 1}, {"returnUrl": "https://shop.example/?token=canary"}],
    "none": None,
}
NOTHING, BUYERS = Keep(), Keep(buyers=True)


@pytest.mark.parametrize(
    "path", [(), ("buyer",), ("buyer", "name"), ("buyer", "more"), ("buyer", "more", "0", "x")]
)
def test_what_tells_of_a_buyer_leaves_only_when_ticked(path: tuple[str, ...]) -> None:
    part = part_at(BODY, path)
    assert b"Quill" not in taken(part, NOTHING).data
    assert REDACTED in taken(part, NOTHING).text
    assert b"Quill" in taken(part, BUYERS).data


@pytest.mark.parametrize("name", sorted(BUYER))
def test_each_name_on_the_list_is_taken_out_of_a_part(name: str) -> None:
    for part in (Part((name,), "Quill"), Part((), {name.upper(): ["Quill"]})):
        assert "Quill" not in taken(part, NOTHING).text


def test_a_token_inside_of_an_address_stays_here() -> None:
    part = part_at(BODY, ("list", "1", "returnUrl"))
    assert taken(part, NOTHING).text == f"https://shop.example/?token={REDACTED}"
    assert taken(part, BUYERS).text.endswith("canary")


def test_a_text_is_written_as_it_stands_and_all_else_as_json() -> None:
    long = taken(part_at(BODY, ("note",)), NOTHING)
    assert (long.name, long.data) == ("note.txt", ("é" * 5_000).encode())
    inner = taken(part_at(BODY, ("list", "0")), NOTHING)
    assert (inner.name, json.loads(inner.data)) == ("0.json", {"a/..": 1})
    assert taken(part_at(BODY, ("none",)), NOTHING).text == "null"
    assert taken(part_at(BODY, ()), BUYERS).name == "answer.json"


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        (b'{"buyer":{"name":"Quill"', REDACTED.encode()),
        (b"<h1>busy \xff</h1>", b"<h1>busy \xff</h1>"),
        (b'{"buyer":{"name":"Quill"},"a":1}', f'{{"buyer":"{REDACTED}","a":1}}'.encode()),
    ],
)
def test_what_came_and_is_no_tree_leaves_as_in_every_export(came: bytes, kept: bytes) -> None:
    assert taken(Part((), came), NOTHING).data.replace(b" ", b"") == kept.replace(b" ", b"")
    assert taken(Part((), came), BUYERS).data == came
