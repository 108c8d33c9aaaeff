"""What the tree says of a value: its text, its colour, and how a person would read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.model.constraints import remedy
from apay_console.model.fields import ApiVersion, Path, Schema
from apay_console.model.subjects import subject_of
from apay_console.ui.parts.state_looks import ink_of
from apay_console.ui.parts.text import LONGEST_CELL, clip, visible, word
from apay_console.ui.tree import readings
from apay_console.ui.tree.find import words_of

NO_REDIRECT = "amazonPayRedirectUrl"  # what is asked about where there is no payment page
_LONGEST_PART = 40  # of an amount or a currency
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
    is_cut: bool = False  # whether there is more than can be shown, which can be saved

    @property
    def is_link(self) -> bool:
        """Whether a click goes somewhere."""
        goes = self.leads is not None or self.shows is not None
        return goes or self.is_cut or bool(self.opens or self.why)


def describe(key: str, value: Any, now: float, within: Any = None) -> Words:
    """Say what a value is, and what it is within the object that it stands in."""
    found = _of_any(key, value, now)
    if key == "amount":
        return _as_amount(found, value, within)
    if key == "reasonCode" and isinstance(value, str) and value:
        return replace(found, why=value)
    fault = readings.fault_of_id(key, value) if isinstance(value, str) else ""
    return replace(found, reading=fault, is_odd=True) if fault else found


def _as_amount(found: Words, value: Any, within: Any) -> Words:
    """Say in which currency an amount is, or what is odd about it."""
    fault = readings.fault_of_amount(value)
    if fault:
        return replace(found, reading=fault, is_odd=True)
    currency = within.get("currencyCode") if isinstance(within, Mapping) else None
    is_money = isinstance(value, str) and isinstance(currency, str) and bool(currency)
    return replace(found, reading=_price(value, currency)) if is_money else found


def meaning_of_reason(code: str, body: Any) -> str:
    """What a reason means in short, in an object of Amazon's or in a refusal; empty if unknown."""
    subject = subject_of(body) if isinstance(body, Mapping) else None
    key = f"{subject.name if subject else 'error'}.{code}"
    return word(_explanations().entry(key).title) if _explanations().is_known(key) else ""


def what_now(key: str) -> str:
    """Return what to do about an error, by the key of its explanation."""
    return word(_explanations().entry(key).now)


def _explanations() -> ModuleType:
    from apay_console.model.why import table  # noqa: PLC0415 - where something went wrong

    return table


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
    if len(value) > LONGEST_CELL:
        shown = visible(value[:LONGEST_CELL], LONGEST_CELL) + "…"
        return Words(shown, ink, readings.length(len(value)), is_cut=True)
    return Words(visible(value, LONGEST_CELL), ink, readings.of_text(key, value, now))


def _price(amount: Any, currency: Any) -> str:
    """An amount with its currency, each in its own place."""
    return " ".join(visible(str(part), _LONGEST_PART) for part in (amount, currency))


def _summary(value: Mapping[str, Any]) -> str:
    if set(value) == {"amount", "currencyCode"}:
        return _price(value["amount"], value["currencyCode"])
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
