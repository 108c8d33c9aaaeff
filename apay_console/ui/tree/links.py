"""Which values are the ids of Amazon's objects, that can be read and shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apay_console.model.fields import Path
from apay_console.model.kinds import LATER_ID
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION, subject_of

_SESSION_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_SHAPES = {SESSION.id_field: _SESSION_ID} | {
    subject.id_field: LATER_ID for subject in (PERMISSION, CHARGE, REFUND)
}


def object_id(root: Any, path: Path, value: Any) -> str:
    """The id of another object that a value names; empty when it names none, or this one."""
    shape = _SHAPES.get(path[-1]) if path else None
    if shape is None or not isinstance(value, str) or not shape.fullmatch(value):
        return ""
    own = subject_of(root) if isinstance(root, Mapping) else None
    return "" if own is not None and path == (own.id_field,) else value
