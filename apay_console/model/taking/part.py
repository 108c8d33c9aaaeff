"""A part of an answer as a file: a text as it stands, all else as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apay_console.model import json_text, redaction
from apay_console.model.fields import Path
from apay_console.model.hidden_names import Keep
from apay_console.model.redaction import REDACTED
from apay_console.model.taking.taken import Taken

_LONGEST_NAME = 40  # of a file that is named after a key


@dataclass(frozen=True)
class Part:
    """Where it stands, and what stands there; bytes are an answer that is no JSON."""

    path: Path
    value: Any

    @property
    def is_long(self) -> bool:
        """Whether it takes long to be looked through: it has something inside, or is no JSON."""
        return isinstance(self.value, Mapping | list | bytes)


def part_at(body: Any, path: Path) -> Part:
    """Find what stands at a path of an answer."""
    value = body
    for step in path:
        value = value[step] if isinstance(value, Mapping) else value[int(step)]
    return Part(path, value)


def taken(part: Part, keep: Keep) -> Taken:
    """Write it out, without what is not to leave."""
    if isinstance(part.value, bytes):
        data = redaction.body(part.value, keep)
        return Taken(_name(part, "json"), data.decode("utf-8", "backslashreplace"), data)
    value = _redacted(part, keep)
    is_text = isinstance(value, str)
    text = value if is_text else json_text.write(value, indent=2)
    data = text.encode("utf-8", "surrogatepass")
    return Taken(_name(part, "txt" if is_text else "json"), text, data)


def _redacted(part: Part, keep: Keep) -> Any:
    is_hidden = part.value is not None and keep.hides(part.path)
    return REDACTED if is_hidden else redaction.value(part.value, keep)


def _name(part: Part, ending: str) -> str:
    return f"{''.join(part.path[-1:])[:_LONGEST_NAME] or 'answer'}.{ending}"
