"""How a person would read a value: when it was, what a state means, which country a code is."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.model.kinds import moment
from apay_console.model.states.machines import MACHINES
from apay_console.presenters import moments
from apay_console.ui.parts.countries import country_of

translate = QCoreApplication.translate
_STAMP_LENGTH = len("20250610T081512Z")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_EARLIEST, _LATEST = (
    946_684_800,
    4_102_444_800,
)  # 2000 and 2100: no sale is beyond
_MILLISECONDS = 1_000
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,3})?", re.ASCII)
# Whose letters pass for each other's; the first word of a letter's name tells its script.
_ALIKE = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL"}
_OF_THE_MERCHANT = "ReferenceId"  # the end of the keys of ids that may be in any script
_BRIEF = {state.name: state.brief for machine in MACHINES for state in machine.states}


def of_text(key: str, value: str, now: float) -> str:
    """Read a text as a time, a state or a country; empty where it is none of these."""
    if key == "state" and _BRIEF.get(value):
        return translate("Model", _BRIEF[value])
    if key.lower().endswith("countrycode"):
        return country_of(value)
    return _time(value, now)


def of_number(key: str, value: Any, now: float) -> str:
    """Read a number as a time: v1 in Japan counts seconds since 1970."""
    is_stamp = "timestamp" in key.lower() or key.lower().endswith("date")
    if not is_stamp or not isinstance(value, int | Decimal):
        return ""
    for seconds in (value, value / _MILLISECONDS):
        if _EARLIEST < seconds < _LATEST:
            return _when(float(seconds), now)
    return ""


def length(count: int) -> str:
    """How long a text is that is too long to be shown."""
    words = translate("Tree", "{count} characters")
    return words.replace("{count}", f"{count:,}")


def fault_of_amount(value: Any) -> str:
    """Say what is odd about an amount; empty for one as Amazon writes it."""
    if isinstance(value, str):
        odd = translate("Tree", "not an amount as Amazon writes it")
        return "" if _AMOUNT.fullmatch(value) else odd
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return translate("Tree", "a number; Amazon writes amounts as text") if is_number else ""


def fault_of_id(key: str, value: str) -> str:
    """Say which letters of an id pass for others; Amazon's own ids are ASCII."""
    if value.isascii() or not key.endswith("Id"):
        return ""
    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in value if sign.isalpha()}
    if key.endswith(_OF_THE_MERCHANT) and len(scripts & _ALIKE) < 2:
        return ""
    signs = dict.fromkeys(f"U+{ord(sign):04X}" for sign in value if not sign.isascii())
    words = translate("Tree", "{signs} may pass for another letter")
    return words.replace("{signs}", ", ".join([*signs][:3]))


def _time(value: str, now: float) -> str:
    if len(value) != _STAMP_LENGTH:
        return ""
    try:
        return _when(moment(value).timestamp(), now)
    except (ValueError, OverflowError):  # no such day, or none that this system counts
        return ""


def _when(at: float, now: float) -> str:
    return f"{moments.short(at, now)}, {distance(at - now)}"


def distance(seconds: float) -> str:
    """How far away a moment is, in words."""
    words = _span(abs(seconds))
    template = translate("Tree", "in {time}") if seconds > 0 else translate("Tree", "{time} ago")
    return translate("Tree", "just now") if not words else template.replace("{time}", words)


def _span(seconds: float) -> str:
    minutes, hours, days = (int(seconds // unit) for unit in (_MINUTE, _HOUR, _DAY))
    if days >= 2:
        return translate("Tree", "{days} days").replace("{days}", str(days))
    if hours:
        words = translate("Tree", "{hours} h {minutes} min").replace("{hours}", str(hours))
        return words.replace("{minutes}", str(minutes % 60))
    return translate("Tree", "{minutes} min").replace("{minutes}", str(minutes)) if minutes else ""
