"""Takes what identifies a buyer out of a stored body."""

from __future__ import annotations

import json
from typing import Any

from apay_console.model.redaction import BUYER as KEYS

__all__ = ["KEYS", "names_buyer", "without_buyer"]


def names_buyer(body: bytes) -> bool:
    """Say whether a body may hold a buyer's data."""
    narrow = body.replace(b"\0", b"")  # UTF-16 looks like this
    return any(f'"{key}"'.encode() in narrow for key in KEYS)


def without_buyer(body: bytes) -> bytes:
    """Null what identifies the buyer, at any depth; drop a body that cannot be read."""
    if not names_buyer(body):
        return body
    try:
        return json.dumps(_cleared(json.loads(body))).encode()
    except (ValueError, RecursionError):
        return b""


def _cleared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: None if key in KEYS else _cleared(part) for key, part in value.items()}
    return [_cleared(part) for part in value] if isinstance(value, list) else value
