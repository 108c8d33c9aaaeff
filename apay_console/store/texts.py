"""How Python's values become SQLite's and come back whole."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar, get_origin, get_type_hints

T = TypeVar("T")
_ENCODER = json.JSONEncoder(separators=(",", ":"), default=str)  # made once: it writes every row


def storable(value: Any) -> Any:
    """Write half characters as escapes: SQLite takes whole ones only."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


def to_blob(text: str) -> bytes:
    """Keep a text exactly, half characters too."""
    return text.encode("utf-8", "surrogatepass")


def from_blob(blob: bytes) -> str:
    """Read what `to_blob` kept."""
    return blob.decode("utf-8", "surrogatepass")


def to_json(value: Any) -> str:
    """Write JSON that is plain ASCII, so that every character survives."""
    return _ENCODER.encode(value)


def to_document(row: Any) -> str:
    """Write a dataclass of plain values as JSON."""
    return to_json(dataclasses.asdict(row))


def from_document(kind: type[T], document: str) -> T:
    """Read a dataclass back; a field that was not known then takes its default."""
    kept = json.loads(document)
    hints = get_type_hints(kind)
    fields = {name: _as(hints[name], kept[name]) for name in hints.keys() & kept.keys()}
    return kind(**fields)


def readable(kind: type[T], documents: Iterable[Any]) -> list[T]:
    """Read what can be read: one that somebody damaged takes no other down."""
    return [row for row in (_read(kind, document) for document in documents) if row is not None]


def _read(kind: type[T], document: Any) -> T | None:
    try:
        return from_document(kind, document)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _as(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:  # JSON has lists only
        return tuple(value)
    is_enum = isinstance(hint, type) and issubclass(hint, Enum)
    return hint(value) if is_enum else value
