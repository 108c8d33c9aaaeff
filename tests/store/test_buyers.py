from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.model.hidden_names import BUYER
from apay_console.store import buyers

CANARY = "Mara Quill"
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
documents = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*BUYER, "amount", "state"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("key", BUYER)
def test_what_identifies_a_buyer_goes_at_any_depth(key: str) -> None:
    body = json.dumps({"a": [{key: {"name": CANARY}, "state": "Open"}], key: CANARY}).encode()
    clean = buyers.without_buyer(body)
    assert json.loads(clean) == {"a": [{key: None, "state": "Open"}], key: None}


@pytest.mark.parametrize(
    "body",
    [
        f'{{"buyer":{{"name":"{CANARY}"'.encode(),
        f'{{"buyer":"{CANARY}"}}'.encode() + b"\xff",
        (f'{{"buyer":"{CANARY}"' + "[" * 100_000).encode(),
    ],
    ids=["cut off", "not UTF-8", "nested"],
)
def test_what_cannot_be_read_goes_whole(body: bytes) -> None:
    assert buyers.without_buyer(body) == b""


def test_another_encoding_hides_nothing() -> None:
    body = json.dumps({"buyer": CANARY, "state": "Open"}).encode("utf-16")
    assert buyers.names_buyer(body)
    assert json.loads(buyers.without_buyer(body)) == {"buyer": None, "state": "Open"}


@pytest.mark.parametrize("body", [b"", b"not JSON", b'{ "amount" : 1.10 }', b"\xff\xfe"])
def test_what_names_no_buyer_stays_byte_for_byte(body: bytes) -> None:
    assert buyers.without_buyer(body) == body


@given(documents)
def test_everything_else_stays(document: Any) -> None:
    clean = json.loads(buyers.without_buyer(json.dumps(document).encode()))
    assert clean == _without(document)


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if key in BUYER else _without(part) for key, part in value.items()}
    return [_without(part) for part in value] if isinstance(value, list) else value
