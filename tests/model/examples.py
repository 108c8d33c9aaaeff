"""Amazon's bodies with our own values: what tests call by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from apay_console.model import json_text
from apay_console.model.fields import ApiVersion

_FOLDER = Path(__file__).parents[1] / "data" / "examples"
NAMES = tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def text_of(name: str) -> str:
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")


def body_of(name: str) -> dict[str, Any]:
    return json_text.read_object(text_of(name))


def version_of(name: str) -> ApiVersion:
    return ApiVersion(name[:2])
