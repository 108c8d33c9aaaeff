"""What a person has typed for one field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Raw:
    """A JSON value that a field's editor could not have made; sent as it stands."""

    value: Any


Typed = str | Raw | None  # text as typed, a raw value, or None to clear the field
