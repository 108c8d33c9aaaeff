"""Why an edge cannot be taken now, though it leads out of the state: in words, or none."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model.operations import COMPLETE_SESSION, FINALIZE_SESSION
from apay_console.model.reading import Reading
from apay_console.model.states.machine import Edge
from apay_console.presenters.sale.state.objects import refusal
from apay_console.presenters.sale.state.sale_state import SaleState

_PAYING = {"pay", "agree"}
_WITHOUT_PAGE = {"CheckoutResultReturnUrlNotSet"}  # Buy Now needs no page to come back to


def refused(edge: Edge, state: str) -> Message | None:
    """The error that an edge's call would get in a state; None where it is taken."""
    reason = refusal(edge.operation, state) if edge.operation else None
    return (
        say(N_("{label} now: {reason}"), label=say(edge.label), reason=reason) if reason else None
    )


def without_parent(edge: Edge, parent: Reading | None) -> Message | None:
    """Why an object cannot begin: what it would belong to is missing, or does not take it."""
    if edge.operation is None or edge.operation.about is None:
        return None
    if parent is None:
        words = N_("{label} now: there is no {object} yet that it could belong to.")
        about = say(edge.operation.about.label)
        return say(words, label=say(edge.label), object=about)
    return refused(edge, parent.state)


def hindered(edge: Edge, state: SaleState) -> Message | None:
    """What an open session still waits for before an edge of it."""
    if edge.operation is COMPLETE_SESSION and not state.stand.can_complete:
        return _too_early(edge, say(N_("the buyer has not paid yet")))
    if edge.operation is FINALIZE_SESSION and _missing(state) - _WITHOUT_PAGE:
        return _too_early(edge, say(N_("something is missing yet")))
    if edge.name in _PAYING:
        return _no_page(state)
    return None


def _too_early(edge: Edge, why: Message) -> Message:
    code = edge.operation.refusal if edge.operation else ""
    words = N_("{label} now: Amazon would answer 422 {code}: {why}.")
    return say(words, label=say(edge.label), code=code, why=why)


def _missing(state: SaleState) -> set[str]:
    rows = state.session.constraints if state.session else ()
    return {row.id for row in rows}


def _no_page(state: SaleState) -> Message | None:
    session = state.session
    if session is not None and session.redirect_url:
        return say(N_("The buyer has paid and is back.")) if state.stand.can_complete else None
    left = ", ".join(sorted(_missing(state)))
    return say(N_("Amazon gives no page to pay on yet. Missing: {left}."), left=left)
