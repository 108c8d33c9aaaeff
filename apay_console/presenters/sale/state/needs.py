"""What a session still needs, and what a draft lacks, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model import constraints
from apay_console.model.draft import Draft, Scope
from apay_console.model.fields import Field, Schema
from apay_console.model.kinds import Url
from apay_console.model.session import Constraint
from apay_console.model.typed import Raw, Typed


@dataclass(frozen=True)
class Need:
    """One constraint as a chip: what it asks for, and whether the draft will clear it."""

    constraint: Constraint
    chip: str
    sentence: Message
    predicted: bool


def need(row: Constraint, typed: Draft) -> Need:
    """Make the chip of a constraint."""
    known = constraints.remedy(row.id)
    chip = known.chip if known else row.id
    predicted = constraints.will_clear(row.id, typed)
    return Need(row, chip, constraints.explain(row), predicted)


def missing_for_task(draft: Draft, scope: Scope) -> dict[Field, Invalid]:
    """Name the empty fields without which Amazon would refuse what is asked for."""
    words = say(N_("Amazon needs this."))
    return {
        row: Invalid(words, row.kind.example)
        for row in scope.fields()
        if row.required and not draft.typed.get(row.name)
    }


def insecure(draft: Draft, schema: Schema) -> dict[Field, Invalid]:
    """Name the addresses that live would not take: https only (checkout-session.html)."""
    words = say(N_("Live takes https only."))
    return {
        schema[name]: Invalid(words, "https://shop.example/thanks")
        for name, typed in draft.typed.items()
        if isinstance(schema[name].kind, Url) and _is_plain_http(typed)
    }


def _is_plain_http(typed: Typed) -> bool:
    text = typed.value if isinstance(typed, Raw) else typed
    return isinstance(text, str) and text.strip().lower().startswith("http://")
