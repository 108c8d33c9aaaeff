"""What the tree says of a value: its text, its colour, and how a person would read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.model.constraints import remedy
from apay_console.model.fields import ApiVersion, Path, Schema
from apay_console.ui.parts.state_looks import ink_of
from apay_console.ui.parts.text import LONGEST_CELL, clip, visible
from apay_console.ui.tree import readings
from apay_console.ui.tree.find import words_of

NO_REDIRECT = "amazonPayRedirectUrl"  # what is asked about where there is no payment page
_QUOTED = {"", "null", "true", "false"}  # texts that would pass for something else


@dataclass(frozen=True, slots=True)
class Words:
    """A value's text, the token of its ink, and a reading beside it."""

    text: str
    ink: str = "text3"
    reading: str = ""
    leads: Path | None = None  # where the missing value is to be entered
    shows: str | None = None  # the object that the value is the id of; empty: the session
    opens: str = ""  # the id of an object that was not read yet
    why: str = ""  # what can be explained: a reason's code, or `NO_REDIRECT`
    is_odd: bool = False  # whether the reading says that the value is not as it should be

    @property
    def is_link(self) -> bool:
        """Whether a click goes somewhere."""
        return self.leads is not None or self.shows is not None or bool(self.opens or self.why)


def describe(key: str, value: Any, now: float) -> Words:
    """Say what a value is."""
    if key == "amount" and (fault := readings.fault_of_amount(value)):
        return replace(_of_any(key, value, now), reading=fault, is_odd=True)
    if key == "reasonCode" and isinstance(value, str) and value:
        return replace(_of_any(key, value, now), why=value)
    return _of_any(key, value, now)


def _of_any(key: str, value: Any, now: float) -> Words:
    if isinstance(value, str):
        return _of_text(key, value, now)
    if isinstance(value, Mapping):
        return Words("" if value else "{}", reading=_summary(value))
    if isinstance(value, list):
        return Words(f"[{len(value)}]")
    ink = {bool: "unknown", type(None): "text3"}.get(type(value), "warn")
    return Words(clip(words_of(value)), ink, readings.of_number(key, value, now))


def _of_text(key: str, value: str, now: float) -> Words:
    if value in _QUOTED:
        return Words(f'"{value}"', "ok")
    ink = (ink_of(value) if key == "state" else "") or "ok"
    shown = clip(visible(value[:LONGEST_CELL])) + _end(value)
    return Words(shown, ink, readings.of_text(key, value, now))


def _end(value: str) -> str:
    return "…" if len(value) > LONGEST_CELL else ""


def _summary(value: Mapping[str, Any]) -> str:
    if set(value) == {"amount", "currencyCode"}:
        return visible(clip(f"{value['amount']} {value['currencyCode']}", 60))
    return visible(clip(str(value.get("constraintId") or ""), 60))


def missing_paths(body: Any, schema: Schema, version: ApiVersion) -> dict[Path, Path]:
    """The rows that name a missing value, each with the path where it is to be entered."""
    rows = body.get("constraints") if isinstance(body, Mapping) else None
    found: dict[Path, Path] = {}
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        known = remedy(str(row.get("constraintId"))) if isinstance(row, Mapping) else None
        field = schema.by_name.get(known.field) if known else None
        path = field.path(version) if field else None
        if path:
            found |= {path: path, ("constraints", str(place), "constraintId"): path}
    return found


def still_missing(body: Any) -> str:
    """How many constraints stand between the session and its payment page."""
    rows = body.get("constraints") if isinstance(body, Mapping) else None
    count = len(rows) if isinstance(rows, list) else 0
    return QCoreApplication.translate("Tree", "%n still missing", "", count) if count else ""
