"""Reads a sale back from the store, as it was left."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.later import LATER, Readings, placed
from apay_console.model.operations import operation
from apay_console.model.profile import Profile
from apay_console.model.sale import Sale
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import kept_drafts
from apay_console.presenters.sale.state import showing
from apay_console.presenters.sale.state.later_steps import object_in, row_of
from apay_console.presenters.sale.state.making import session_in
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.showing import SESSION
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.presenters.sale.words.notices import left_open, notice_of
from apay_console.presenters.services import Services


async def fetch(services: Services, profile: Profile, sale: Sale) -> SaleState:
    """Gather everything that is stored of a sale."""
    exchanges = tuple(await services.history.of_sale(sale.id))
    last = await services.history.last_answer(sale.id)
    waiting = await services.sender.unfinished()
    typed = kept_drafts.read(await services.drafts.load(sale.id))
    state = SaleState(
        profile,
        sale,
        session=session_in(last, sale.version) if last else None,
        draft=typed.drafts.get(SESSION, Draft()),
        exchanges=exchanges,
        exchange=exchanges[0] if exchanges else None,
        unresolved=any(attempt.sale_id == sale.id for attempt in waiting),
    )
    objects = await _objects(services, state)
    whole = replace(_caught_up(state), objects=objects)
    row = row_of(whole.sale, objects, whole.sale.updated_at)
    laid = kept_drafts.laid_out(_begun(replace(whole, sale=row)), typed)
    return replace(laid, notice=_notice(laid), changes=None)


async def _objects(services: Services, state: SaleState) -> Readings:
    """Every later object as it was last read; those of older exchanges are looked for by id."""
    recent = [one for one in reversed(state.exchanges) if operation(one.operation).answers in LATER]
    objects = _placed((), recent, state)
    lost = set(state.sale.ids) - {one.id for one in objects}
    older = await services.history.last_answers(state.sale.id, lost) if lost else []
    return _placed((), [*older[::-1], *recent], state)


def _placed(objects: Readings, exchanges: list[Exchange], state: SaleState) -> Readings:
    for exchange in exchanges:
        found = object_in(exchange, state)
        objects = placed(objects, found) if found else objects
    return objects


def _begun(state: SaleState) -> SaleState:
    """A sale without a session shows what it began with."""
    named = next(iter(state.sale.ids), "") if not state.sale.session_id else ""
    return showing.beginning_with(state, named) if named else state


def _caught_up(state: SaleState) -> SaleState:
    """Take in again what came back in the moment before the program was killed."""
    if state.session is None or state.sale.session_id:
        return state
    found = replace(state, session=None)
    for exchange in reversed(state.exchanges):
        found = after_exchange(found, exchange, exchange.started_at)
    return replace(found, exchanges=state.exchanges, unresolved=state.unresolved)


def _notice(state: SaleState) -> Notice | None:
    """Say at once what was left open when the program ended."""
    if not state.unresolved:
        return notice_of(state.exchange) if state.exchange else None
    write = _last_write(state)
    is_told = write is not None and write.outcome is Outcome.UNKNOWN
    return notice_of(write) if write and is_told else left_open()


def _last_write(state: SaleState) -> Exchange | None:
    writes = (exchange for exchange in state.exchanges if exchange.sent.method != "GET")
    return next(writes, None)
