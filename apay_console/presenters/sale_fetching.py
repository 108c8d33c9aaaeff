"""Reads a sale back from the store, as it was left."""

from __future__ import annotations

from dataclasses import replace

from apay_console.errors import BadText, Invalid
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.profile import Profile
from apay_console.model.sale import Sale
from apay_console.presenters.notices import Notice, left_open, notice_of
from apay_console.presenters.sale_making import session_in
from apay_console.presenters.sale_state import SaleState
from apay_console.presenters.sale_steps import after_exchange
from apay_console.presenters.services import Services


async def fetch(services: Services, profile: Profile, sale: Sale) -> SaleState:
    """Gather everything that is stored of a sale."""
    exchanges = tuple(await services.history.of_sale(sale.id))
    last = await services.history.last_answer(sale.id)
    waiting = await services.sender.unfinished()
    state = SaleState(
        profile,
        sale,
        session=session_in(last, sale.version) if last else None,
        draft=_read_draft(await services.drafts.load(sale.id)),
        exchanges=exchanges,
        exchange=exchanges[0] if exchanges else None,
        unresolved=any(attempt.sale_id == sale.id for attempt in waiting),
    )
    whole = _caught_up(state)
    return replace(whole, notice=_notice(whole), changes=None)


def _read_draft(text: str | None) -> Draft:
    if not text:
        return Draft()
    try:
        return drafts.load(json_text.read_kept(text), CHECKOUT_SESSION)
    except (BadText, Invalid):
        return Draft(by_hand=text)


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
