"""How changes are said: who, where, what became of it, and values in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from apay_console.errors import Message
from apay_console.model import json_text
from apay_console.model.changes.changes import Change, What, Who
from apay_console.model.changes.comparison import Comparison, operation_of
from apay_console.model.changes.ignored import Fate
from apay_console.model.document import holds_at_most
from apay_console.model.exchange import Exchange
from apay_console.model.fields import Path
from apay_console.presenters import moments
from apay_console.ui.parts.text import LONGEST_CELL, clip, say, visible, word

translate = QCoreApplication.translate
MARKS = {Who.YOU: "▸", Who.AMAZON: "◂"}


def who(found: Who) -> str:
    """Who did it, with the mark."""
    return translate("Changes", "You ▸") if found is Who.YOU else translate("Changes", "Amazon ◂")


def what(found: Change) -> str:
    """What became of it."""
    words = {
        What.ADDED: translate("Changes", "new"),
        What.REMOVED: translate("Changes", "gone"),
        What.CHANGED: translate("Changes", "changed"),
        What.MOVED: translate("Changes", "moved"),
    }
    return words[found.what]


def fate(found: Fate) -> str:
    """What the server made of a value."""
    words = {
        Fate.ABSENT: translate("Changes", "not taken"),
        Fate.OTHER: translate("Changes", "another value"),
        Fate.RESPELT: translate("Changes", "same, written otherwise"),
    }
    return words[found]


def where(change: Change) -> str:
    """Where it changed; the place in a list says nothing about what left it or joined it."""
    joined = (change.was_absent or change.is_absent) and change.path[-1:] != ()
    path = change.path[:-1] if joined and change.path[-1].isdecimal() else change.path
    return dotted(path)


def dotted(path: Path) -> str:
    """A path in one line."""
    return clip(".".join(map(visible, path))) or translate("Changes", "the whole answer")


def moment(exchange: Exchange) -> str:
    """When an exchange was, and what was asked."""
    when = moments.clock(exchange.started_at)
    done = operation_of(exchange)
    return f"{when} · {word(done.label) if done else visible(clip(exchange.operation, 60))}"


def short(value: Any) -> str:
    """Write a value in one line: of a constraint its id, of a price its digits and currency."""
    if isinstance(value, Mapping):
        known = value.get("constraintId") or _price(value)
        value = known if isinstance(known, str) and known else value
    return visible(clip(value if isinstance(value, str) else _json(value)))


def _json(value: Any) -> str:
    """A value that no line could hold is not written out for it: it may be megabytes."""
    if holds_at_most(value, LONGEST_CELL):
        return json_text.write(value)
    return "[…]" if isinstance(value, list) else "{…}"


def whole(value: Any) -> str:
    """Write a value out."""
    return value if isinstance(value, str) else json_text.write(value, indent=2)


def reason(message: Message | None) -> str:
    """Why something else is shown than was asked for; empty where it is not."""
    return say(message) if message is not None else ""


def summary(found: Comparison) -> str:
    """How much changed, and who did it."""
    if found.before is None:
        return translate("Changes", "First answer: nothing to compare with.")
    yours = sum(one.who is Who.YOU for one in found.changes)
    parts = [f"{who(Who.YOU)} {yours}", f"{who(Who.AMAZON)} {len(found.changes) - yours}"]
    if found.ignored:
        more = translate("Changes", "Ignored by the server: {count}")
        parts.append(more.replace("{count}", str(len(found.ignored))))
    return " · ".join(parts)


def _price(value: Mapping[str, Any]) -> str:
    parts = (value.get("amount"), value.get("currencyCode"))
    return " ".join(part for part in parts if isinstance(part, str)) if len(value) == 2 else ""
