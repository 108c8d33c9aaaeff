"""What was typed for a sale, as one text that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from apay_console.errors import BadText, Invalid
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.operations import OPERATIONS
from apay_console.presenters.sale.state import making, showing
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.showing import SESSION, Place

_BODIES = {row.name: row.body for row in OPERATIONS if row.body is not None and row.writes}


@dataclass(frozen=True)
class Kept:
    """The drafts of a sale by what they are for, and which of them was on the desk."""

    drafts: Mapping[Place, Draft] = field(default_factory=dict)
    shown: Place = SESSION


def kept(state: SaleState) -> Kept:
    """Gather what is worth storing."""
    return Kept(showing.drafts_of(state), showing.place_of(state))


def has_typed(state: SaleState) -> bool:
    """Whether somebody typed anything beside what each sale begins with."""
    found = dict(kept(state).drafts)
    session = found.pop(SESSION, Draft())
    basics = set() if state.session is not None else making.BASICS
    typed = session.typed.keys() - basics
    return bool(typed or session.extra or session.by_hand is not None or any(found.values()))


def write(found: Kept) -> str:
    """Make the text: the session's draft, and below it those of the later objects."""
    rows = [
        {"object": place[0], "task": place[1], "draft": drafts.dump(typed)}
        for place, typed in found.drafts.items()
        if place != SESSION
    ]
    document = drafts.dump(found.drafts.get(SESSION, Draft()))
    more = {"shown": list(found.shown), "later": rows}
    return json_text.write(document | (more if rows or found.shown != SESSION else {}))


def read(text: str | None) -> Kept:
    """Read the text back; what cannot be read is kept as typed by hand."""
    if not text:
        return Kept()
    try:
        document = json_text.read_kept(text)
        typed = drafts.load(document, CHECKOUT_SESSION)
        return Kept({SESSION: typed} | _later(document), _place(document.get("shown")))
    except (BadText, Invalid):
        return Kept({SESSION: Draft(by_hand=text)})


def _later(document: Mapping[str, Any]) -> dict[Place, Draft]:
    rows = [(row, _BODIES.get(row["task"])) for row in document.get("later", ())]
    return {
        (row["object"], row["task"]): drafts.load(row["draft"], body)
        for row, body in rows
        if body is not None
    }


def _place(shown: Any) -> Place:
    return (str(shown[0]), str(shown[1])) if shown else SESSION


def laid_out(state: SaleState, found: Kept) -> SaleState:
    """Lay the later drafts of a sale whose objects are known where they belong."""
    laid = state
    for place, typed in found.drafts.items():
        laid = showing.with_draft(laid, place, typed) if place != SESSION else laid
    object_id, task = found.shown
    return showing.chosen(showing.shown(laid, object_id), task)
