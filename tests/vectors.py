"""The published signing vectors, and the requests they describe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from apay_console import signing

PUBLISHED = json.loads(
    Path(__file__).with_name("data").joinpath("signing-vectors.json").read_text("utf-8")
)
VECTORS: dict[str, dict[str, Any]] = {vector["id"]: vector for vector in PUBLISHED["vectors"]}


def body_of(vector: dict[str, Any]) -> bytes:
    """Make the body that a vector's input describes."""
    given = vector["input"]
    return bytes((given["body"] * (given["body_repeat"] or 1)).encode())


def headers_of(vector: dict[str, Any]) -> dict[str, str]:
    """Make the headers to sign: the reference set and the caller's own."""
    given = vector["input"]
    reference = signing.reference_headers(given["host"], given["region"], given["date"])
    return reference | given["headers"]
