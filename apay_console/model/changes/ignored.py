"""What was sent and is not in the answer as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from apay_console.model.changes.changes import leaves
from apay_console.model.changes.matching import ABSENT, is_same
from apay_console.model.fields import ApiVersion, Path, Schema

_AMOUNT = re.compile(r"[0-9]{1,20}(?:\.[0-9]{1,20})?")


class Fate(StrEnum):
    """What became of a value that was sent."""

    ABSENT = "absent"  # the answer has no such key, or null
    OTHER = "other"  # the answer has another value
    RESPELT = "respelt"  # the same amount, written otherwise


@dataclass(frozen=True)
class Ignored:
    """One value that did not come back as it was sent."""

    path: Path
    sent: Any
    came: Any  # None where there was nothing
    fate: Fate


@dataclass(frozen=True)
class Spelling:
    """Which fields a body and its answer have."""

    body: Schema | None
    answer: Schema
    version: ApiVersion

    def is_never_shown(self, path: Path) -> bool:
        """Whether the catalogue knows a value that is sent, and that this answer never shows."""
        field = _at(self.body.by_path(self.version), path) if self.body else None
        return field is not None and not (field.echoed and self._answers(path))

    def _answers(self, path: Path) -> bool:
        found = _at(self.answer.by_path(self.version), path)
        return found is not None and found.echoed


def ignored(sent: Any, answer: Any, spelling: Spelling) -> tuple[Ignored, ...]:
    """List what the server did not take as it was sent, leaf by leaf."""
    return tuple(_found(sent, answer, spelling)) if sent else ()


def _found(sent: Any, answer: Any, spelling: Spelling) -> Iterator[Ignored]:
    for path in leaves(sent):
        value, came = _value(sent, path), _value(answer, path)
        fate = None if spelling.is_never_shown(path) else _fate(path, value, came)
        if fate is not None:
            yield Ignored(path, value, None if came is ABSENT else came, fate)


def _fate(path: Path, sent: Any, came: Any) -> Fate | None:
    if is_same(sent, came) or (_is_nothing(sent) and _is_nothing(came)):
        return None
    if _is_nothing(came):
        return Fate.ABSENT
    is_amount = path[-1:] == ("amount",) and _is_same_amount(sent, came)
    return Fate.RESPELT if is_amount else Fate.OTHER


def _is_nothing(value: Any) -> bool:
    """Whether a value stands for nothing: null, no such key, or an object without any."""
    return value is None or value is ABSENT or value in ({}, [])


def _is_same_amount(sent: Any, came: Any) -> bool:
    if not (isinstance(sent, str) and isinstance(came, str)):
        return False
    is_amount = _AMOUNT.fullmatch(sent) and _AMOUNT.fullmatch(came)
    return bool(is_amount) and Decimal(sent) == Decimal(came)


def _value(whole: Any, path: Path) -> Any:
    for key in path:
        if isinstance(whole, list) and key.isdecimal() and int(key) < len(whole):
            whole = whole[int(key)]
        elif isinstance(whole, Mapping) and key in whole:
            whole = whole[key]
        else:
            return ABSENT
    return whole


def _at(rows: Mapping[Path, Any], path: Path) -> Any:
    """The field that stands at a path, or that what stands there is a part of."""
    starts = (path[:end] for end in range(len(path), 0, -1))
    return next((rows[start] for start in starts if start in rows), None)
