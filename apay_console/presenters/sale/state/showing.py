"""Which object of a sale is shown, and what was typed for each: one state to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from apay_console.model import later
from apay_console.model.answer import answer_of
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft, Scope
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION, operation
from apay_console.model.reading import Reading, read
from apay_console.model.session import Session
from apay_console.presenters.sale.state import objects
from apay_console.presenters.sale.state.sale_state import SaleState

Place = tuple[str, str]  # an object's id and its task; both empty for the session
SESSION: Place = ("", "")


def place_of(state: SaleState) -> Place:
    """What the draft on the desk is for."""
    return (state.shown, state.task)


def shown(state: SaleState, object_id: str) -> SaleState:
    """Show an object with the task that makes most sense; what was typed is put aside."""
    found = later.find(state.objects, object_id)
    if object_id and found is None:
        return state
    if not object_id and not state.sale.session_id and state.objects:
        return state  # this sale has no session to show
    task = objects.first_task(found, state.sale.version) if found else ""
    return _at(state, (object_id, task))


def beginning_with(state: SaleState, object_id: str) -> SaleState:
    """Show an object that may not have been read yet."""
    is_read = later.find(state.objects, object_id) is not None
    return shown(state, object_id) if is_read else _at(state, (object_id, ""))


def chosen(state: SaleState, task: str) -> SaleState:
    """Fill in another task of the object that is shown; a session's own form is its update."""
    if not state.shown and task in {"", UPDATE_SESSION.name}:
        return _at(state, SESSION)
    tasks = objects.tasks_of(state.object, state.sale.version) if state.object else ()
    known = objects.task_of(tasks, task)
    return _at(state, (state.shown, task)) if known else state


def _at(state: SaleState, place: Place) -> SaleState:
    aside = {**state.aside, place_of(state): state.draft}
    typed = aside.pop(place, None)
    object_id, task = place
    moved = replace(state, shown=object_id, task=task, aside=aside, tried=False, moment=None)
    moved = replace(moved, simulation="")
    whole = replace(moved, draft=typed if typed is not None else Draft(moved.prefill))
    if object_id == state.shown:
        return whole
    is_over = state.notice is not None and state.notice.tone == "ok"  # it was said of the other
    notice = None if is_over else state.notice
    exchange = _exchange_with(state, object_id)
    return replace(whole, changes=None, exchange=exchange, notice=notice)


def _exchange_with(state: SaleState, object_id: str) -> Exchange | None:
    """The newest exchange that brought an object as it is shown."""
    wanted = object_id or state.sale.session_id
    return next((one for one in state.exchanges if _brings(one, wanted)), state.exchange)


def _brings(exchange: Exchange, object_id: str) -> bool:
    found = read(answer_of(exchange), ApiVersion(exchange.version))
    is_meant = found is not None and found.subject is operation(exchange.operation).answers
    return is_meant and found is not None and found.id == object_id


def drafts_of(state: SaleState) -> dict[Place, Draft]:
    """Everything typed for a sale, by what it is for; forms as they began are left out."""
    every = {**state.aside, place_of(state): state.draft}
    return {place: typed for place, typed in every.items() if typed != begun(state, place)}


def begun(state: SaleState, place: Place) -> Draft:
    """What the form of an object and task begins with."""
    found = later.find(state.objects, place[0]) if place[0] else state.session
    return Draft(objects.prefill(found, place[1])) if found and place[1] else Draft()


def draft_at(state: SaleState, place: Place) -> Draft:
    """What was typed for an object and task."""
    if place == place_of(state):
        return state.draft
    return state.aside.get(place, begun(state, place))


def scope_at(state: SaleState, place: Place) -> Scope:
    """What the draft of an object and task is for."""
    schema = operation(place[1]).body if place[1] else CHECKOUT_SESSION
    creating = place != SESSION or not state.sale.session_id
    version, region = state.sale.version, state.profile.region
    return Scope(schema or objects.NOTHING, version, region, creating)


def with_draft(state: SaleState, place: Place, typed: Draft) -> SaleState:
    """Keep a draft where it belongs, on the desk or aside."""
    if place == place_of(state):
        return replace(state, draft=typed)
    return replace(state, aside={**state.aside, place: typed})


def followed(state: SaleState, reading: Reading) -> SaleState:
    """Take an object as it was read; prefilled texts that nobody touched follow it."""
    moved = replace(state, objects=later.placed(state.objects, reading))
    return _refilled(moved, reading.id, later.find(state.objects, reading.id), reading)


def followed_session(state: SaleState, session: Session) -> SaleState:
    """The same for the session; once it has ended nothing is to be filled in for it."""
    moved = replace(state, session=session)
    if session.is_open or state.shown:
        return _refilled(moved, "", state.session, session)
    return chosen(moved, "")


def _refilled(state: SaleState, object_id: str, old: Reading | None, new: Reading) -> SaleState:
    moved = state
    for place in [*state.aside, place_of(state)]:
        if place[0] == object_id and place[1] and old is not None:
            before, after = (objects.prefill(one, place[1]) for one in (old, new))
            moved = with_draft(moved, place, _following(draft_at(moved, place), before, after))
    return moved


def settled(state: SaleState, before: Reading | None, reading: Reading) -> SaleState:
    """Go on to the task that makes sense now, unless the person chose another that still does."""
    if reading.id != state.shown or (before and state.task and before.state == reading.state):
        return state
    version = state.sale.version
    was_first = before is None or state.task == objects.first_task(before, version)
    if state.task and not was_first and state.refusal is None:
        return state
    return _at(state, (reading.id, objects.first_task(reading, version)))


def _following(typed: Draft, before: Mapping[str, str], after: Mapping[str, str]) -> Draft:
    if typed.by_hand is not None:
        return typed
    untouched = {name for name, text in before.items() if typed.typed.get(name) == text}
    kept = {name: value for name, value in typed.typed.items() if name not in untouched}
    fresh = {name: text for name, text in after.items() if name in untouched or name not in before}
    return replace(typed, typed={**fresh, **kept})
