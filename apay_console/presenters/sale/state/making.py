"""New sales: what they begin with, and what they take over from another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apay_console.model import draft as drafts
from apay_console.model.answer import answer_of
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.profile import Environment, Profile
from apay_console.model.sale import Sale
from apay_console.model.session import Session, read_session
from apay_console.model.typed import Typed
from apay_console.presenters.sale.state import showing
from apay_console.presenters.sale.state.sale_state import SaleState

_SAMPLE_STORE = "amzn1.application-oa2-client.demo00000000000000000000000000aa"
_STORE, _REVIEW = "storeId", "webCheckoutDetails.checkoutReviewReturnUrl"
BASICS = frozenset({_STORE, _REVIEW})  # what is filled in without anybody typing it
_DERIVED = {"paymentDetails.presentmentCurrency"}  # follows the amount by itself


@dataclass(frozen=True)
class Beginning:
    """What a new sale is made of."""

    id: str
    now: float  # seconds since 1970, UTC
    review_url: str


def new_sale(
    profile: Profile, beginning: Beginning, version: ApiVersion, typed: Draft | None = None
) -> SaleState:
    """Make a sale that is not at Amazon yet, with what every session needs filled in."""
    basics = _basics(profile, beginning)
    filled = {**basics, **(typed.typed if typed else {})}
    known = {name: value for name, value in filled.items() if _is_known(name, version)}
    sale = Sale(beginning.id, profile.id, version, beginning.now, beginning.now)
    return SaleState(profile, sale, draft=Draft(known, typed.extra if typed else {}))


def _basics(profile: Profile, beginning: Beginning) -> dict[str, Typed]:
    is_emulator = profile.environment is Environment.EMULATOR
    store = profile.store_id or (_SAMPLE_STORE if is_emulator else "")
    found = {_STORE: store, _REVIEW: beginning.review_url}
    return {name: text for name, text in found.items() if text}


def _is_known(name: str, version: ApiVersion) -> bool:
    return CHECKOUT_SESSION[name].path(version) is not None


def sample(number: int) -> Draft:
    """Make the values of the first session that anybody sees: a shop that sells tea."""
    return Draft(
        {
            "merchantMetadata.merchantReferenceId": str(number),
            "merchantMetadata.merchantStoreName": "Fjord Tea",
            "merchantMetadata.noteToBuyer": "Two tins of green tea",
        }
    )


def values_of(state: SaleState) -> Draft:
    """Gather a sale's values: what is typed, else what its session showed while it was open."""
    sessions = list(_sessions(state))
    shown = next((session for session in sessions if session.is_open), None)
    last = shown or next(iter(sessions), None)
    found = _texts(last) if last else {}
    draft = showing.draft_at(state, showing.SESSION)
    typed = {**found, **draft.typed}
    return Draft({name: value for name, value in typed.items() if value}, draft.extra)


def _sessions(state: SaleState) -> Iterable[Session]:
    """Every session that the sale's answers brought, newest first."""
    for exchange in state.exchanges:
        session = session_in(exchange, state.sale.version)
        if session is not None:
            yield session
    if state.session is not None:
        yield state.session


def session_in(exchange: Exchange, version: ApiVersion) -> Session | None:
    """Read the session that an exchange brought; None when it brought none."""
    return read_session(answer_of(exchange), version) if is_applied(exchange) else None


def is_applied(exchange: Exchange) -> bool:
    """Whether Amazon did what was asked for, and answered it."""
    return exchange.outcome is Outcome.APPLIED


def _texts(session: Session) -> dict[str, Typed]:
    settable = [row for row in session.values if row.settable and row.name not in _DERIVED]
    texts = {row.name: drafts.shown(row, session.values[row]) for row in settable}
    return {name: text for name, text in texts.items() if text and not _is_default(name, text)}


def _is_default(name: str, text: str) -> bool:
    row: Field = CHECKOUT_SESSION[name]
    return row.default is not None and text == row.kind.show(row.default)
