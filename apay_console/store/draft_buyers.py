"""Takes what identifies buyers out of what was typed and not sent.

Where an answer gets null, nothing is left here at all: a null in a draft would be sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.errors import BadText
from apay_console.model import json_text
from apay_console.model.hidden_names import ALL_BUT_BUYERS
from apay_console.store.buyers import names_buyer

_BY_HAND = "by_hand"  # where a draft has JSON as it was typed


def draft_without_buyer(text: str) -> str:
    """Leave out what identifies the buyer, at any depth; drop a text that cannot be read."""
    named = names_buyer(text.encode("utf-8", "surrogatepass"))
    try:
        value = json_text.read_kept(text)
        clean = _cleared(value)
    except (BadText, ValueError, RecursionError, ArithmeticError):
        return "" if named else text
    return json_text.write(clean) if named or clean != value else text


def _cleared(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _part(key, part) for key, part in value.items() if not _is_buyers(key)}
    return [_cleared(part) for part in value] if isinstance(value, list) else value


def _is_buyers(key: str) -> bool:
    """Judge a key; a field is typed under the name of its whole path."""
    return ALL_BUT_BUYERS.hides(key.split("."))


def _part(key: str, value: Any) -> Any:
    if key == _BY_HAND and isinstance(value, str):
        return (draft_without_buyer(value) or None) if value else value
    return _cleared(value)
