"""What the tree says of a value: its text, its colour, and how a person would read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.model.constraints import remedy
from apay_console.model.fields import ApiVersion, Path, Schema
from apay_console.model.kinds import moment
from apay_console.ui.parts.state_looks import ink_of
from apay_console.ui.parts.text import LONGEST_CELL, clip, visible
from apay_console.ui.tree.find import words_of

_STAMP_LENGTH = len("20250610T081512Z")
_QUOTED = {"", "null", "true", "false"}  # texts that would pass for something else
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Words:
    """A value's text, the token of its ink, and a reading beside it."""

    text: str
    ink: str = "text3"
    reading: str = ""
    leads: Path | None = None  # where the missing value is to be entered
    shows: str | None = None  # the object that the value is the id of; empty: the session

    @property
    def is_link(self) -> bool:
        """Whether a click goes somewhere."""
        return self.leads is not None or self.shows is not None


def describe(key: str, value: Any, now: float) -> Words:
    """Say what a value is."""
    if isinstance(value, str):
        return _of_text(key, value, now)
    if isinstance(value, Mapping):
        return Words("" if value else "{}", reading=_summary(value))
    if isinstance(value, list):
        return Words(f"[{len(value)}]")
    ink = {bool: "unknown", type(None): "text3"}.get(type(value), "warn")
    return Words(clip(words_of(value)), ink)


def _of_text(key: str, value: str, now: float) -> Words:
    if value in _QUOTED:
        return Words(f'"{value}"', "ok")
    ink = (ink_of(value) if key == "state" else "") or "ok"
    return Words(clip(visible(value[:LONGEST_CELL])) + _end(value), ink, _reading(value, now))


def _end(value: str) -> str:
    return "…" if len(value) > LONGEST_CELL else ""


def _summary(value: Mapping[str, Any]) -> str:
    if set(value) == {"amount", "currencyCode"}:
        return visible(clip(f"{value['amount']} {value['currencyCode']}", 60))
    return visible(clip(str(value.get("constraintId") or ""), 60))


def _reading(value: str, now: float) -> str:
    if len(value) != _STAMP_LENGTH:
        return ""
    try:
        when = moment(value)
    except ValueError:
        return ""
    return f"{_clock(when, now)}, {distance(when.timestamp() - now)}"


def _clock(when: datetime, now: float) -> str:
    """The time here; with the date when that is not today's."""
    here, today = when.astimezone(), datetime.fromtimestamp(now).astimezone()
    if here.date() == today.date():
        return here.strftime("%H:%M:%S")
    return here.strftime("%Y-%m-%d %H:%M")


def distance(seconds: float) -> str:
    """How far away a moment is, in words."""
    words = _span(abs(seconds))
    template = _tr("in {time}") if seconds > 0 else _tr("{time} ago")
    return _tr("just now") if not words else template.replace("{time}", words)


def _span(seconds: float) -> str:
    minutes, hours, days = (int(seconds // unit) for unit in (_MINUTE, _HOUR, _DAY))
    if days >= 2:
        return _tr("{days} days").replace("{days}", str(days))
    if hours:
        words = _tr("{hours} h {minutes} min").replace("{hours}", str(hours))
        return words.replace("{minutes}", str(minutes % 60))
    return _tr("{minutes} min").replace("{minutes}", str(minutes)) if minutes else ""


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


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tree", text)
