"""What a shop's request makes of the sale on the desk: shown at once, nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.errors import BadText
from apay_console.model import codec, json_text
from apay_console.model.answer import answer_of
from apay_console.model.changes.changes import Change, changes_at_once
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import read
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.state.steps import after_exchange
from apay_console.presenters.sale.words.notices import notice_of


def after_shop(state: SaleState, exchange: Exchange, now: float) -> SaleState:
    """Take in what the shop did with the sale, and keep what the person was about to do."""
    sale = state.sale
    if sale.from_shop and exchange.version in list(ApiVersion):
        state = replace(state, sale=replace(sale, version=ApiVersion(exchange.version)))
    taken = after_exchange(state, respelt(exchange, state.sale.version), now)
    kept = replace(
        _of_the_person(state, taken),
        exchanges=(exchange, *taken.exchanges[1:]),
        exchange=state.exchange,
        notice=state.notice,
        unresolved=state.unresolved,
    )
    return _told(state, kept, exchange)


def _of_the_person(before: SaleState, after: SaleState) -> SaleState:
    """Keep what is typed, waited for and looked at."""
    return replace(
        after,
        draft=before.draft,
        aside=before.aside,
        tried=before.tried,
        busy=before.busy,
        moment=before.moment,
    )


def _told(before: SaleState, after: SaleState, exchange: Exchange) -> SaleState:
    """Show the answer; a refusal only where the shop is at work, not over the person's own."""
    if exchange.outcome is Outcome.APPLIED:
        shown = replace(after, exchange=exchange, changes=_changes(before, after, exchange))
    else:
        shown = replace(after, exchange=exchange) if after.sale.from_shop else after
    if not after.sale.from_shop or after.moment is not None:
        return shown
    return replace(shown, notice=notice_of(exchange))


def _changes(before: SaleState, after: SaleState, exchange: Exchange) -> tuple[Change, ...] | None:
    """Compare two sessions of one spelling; where something else is shown, nothing is compared."""
    old, new = before.session, after.session
    if old is None or new is None or old is new or before.shown or old.version is not new.version:
        return after.changes
    return changes_at_once(old.body, new.body, _sent(exchange))


def _sent(exchange: Exchange) -> Any:
    try:
        return json_text.read_bytes(exchange.sent.body) if exchange.sent.body else None
    except BadText:
        return None


def respelt(exchange: Exchange, version: ApiVersion) -> Exchange:
    """Spell an answer as the sale's version does; the shop may speak the other one."""
    body, answered = answer_of(exchange), exchange.answered
    found = read(body, version)
    if answered is None or found is None or found.version is version:
        return exchange
    other = codec.convert(body, found.subject.schema, found.version, version)
    return replace(exchange, answered=replace(answered, body=json_text.write(other.body).encode()))
