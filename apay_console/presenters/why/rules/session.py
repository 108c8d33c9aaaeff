"""Rules about the session: who moves next, and what it still misses."""

from __future__ import annotations

from apay_console.errors import N_
from apay_console.model import later
from apay_console.model.fields import ApiVersion
from apay_console.model.session import CANCELED, COMPLETED, Session
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.rules.finding import Finding, Rule, fine, here, unclear

_UNREAD = N_("The session was not read yet.")
_IT_IS = N_("It is {state}.")


def open(state: SaleState) -> Finding:  # noqa: A001 - the name that the table says
    """Whether the session is open."""
    session = state.session
    if session is None:
        return unclear(_UNREAD)
    return (fine if session.is_open else here)(_IT_IS, state=session.state)


def completed(state: SaleState) -> Finding:
    """Whether it has been completed before."""
    return _is_in(state, COMPLETED)


def canceled(state: SaleState) -> Finding:
    """Whether it was canceled, and why."""
    session = state.session
    if session is not None and session.state == CANCELED and session.reason:
        words = N_("It is {state}: {reason}.")
        return here(words, state=session.state, reason=session.reason)
    return _is_in(state, CANCELED)


def _is_in(state: SaleState, name: str) -> Finding:
    session = state.session
    if session is None:
        return unclear(_UNREAD)
    return (here if session.state == name else fine)(_IT_IS, state=session.state)


def buyer_not_back(state: SaleState) -> Finding:
    """Whether the buyer has yet to finish paying."""
    session = state.session
    if session is None:
        return unclear(_UNREAD)
    if not session.is_open:
        return fine(_IT_IS, state=session.state)
    return buyer_back(state)


def buyer_back(state: SaleState) -> Finding:
    """Whether the buyer came back from paying."""
    if state.sale.buyer_back:
        return fine(N_("The buyer is back."))
    return here(N_("This console has not seen the buyer come back."))


def buyer(state: SaleState) -> Finding:
    """Whether somebody has signed in."""
    if state.session is None:
        return unclear(_UNREAD)
    if state.stand.needs_buyer:
        return here(N_("Nobody has signed in."))
    return fine(N_("A buyer has signed in."))


def _lacks(constraint: str) -> Rule:
    def rule(state: SaleState) -> Finding:
        if state.session is None:
            return unclear(_UNREAD)
        if constraint in _left(state.session):
            return here(N_("Amazon says that it is missing."))
        return fine(N_("Amazon does not miss it."))

    return rule


def _left(session: Session) -> set[str]:
    return {row.id for row in session.constraints}


has_amount = _lacks("ChargeAmountNotSet")
has_result_url = _lacks("CheckoutResultReturnUrlNotSet")
has_intent = _lacks("PaymentIntentNotSet")


def nothing_missing(state: SaleState) -> Finding:
    """Whether any constraint is left."""
    if state.session is None:
        return unclear(_UNREAD)
    left = _left(state.session)
    if left:
        return here(N_("Still missing: {names}."), names=", ".join(sorted(left)))
    return fine(N_("Nothing is missing."))


def redirect(state: SaleState) -> Finding:
    """Whether Amazon has given the address where the buyer pays."""
    if state.session is None:
        return unclear(_UNREAD)
    if state.session.redirect_url:
        return fine(N_("Amazon has given the address."))
    return here(N_("It is empty."))


def has_id(state: SaleState) -> Finding:
    """Whether there is an object to read."""
    if state.sale.session_id or state.shown:
        return fine(N_("There is an object to read."))
    return here(N_("The session is not created yet."))


def is_v1(state: SaleState) -> Finding:
    """Whether the sale speaks v1."""
    is_first = state.sale.version is ApiVersion.V1
    return (here if is_first else fine)(N_("It is {version}."), version=state.sale.version.value)


def is_v2(state: SaleState) -> Finding:
    """Whether the sale speaks v2."""
    is_second = state.sale.version is ApiVersion.V2
    return (fine if is_second else here)(N_("It is {version}."), version=state.sale.version.value)


def pending(state: SaleState) -> Finding:
    """Whether something waits for Amazon's decision."""
    shown = state.object if state.shown else later.furthest(state.objects)
    if shown is None:
        return unclear(N_("There is no charge yet."))
    return (here if shown.is_pending else fine)(_IT_IS, state=shown.state)
