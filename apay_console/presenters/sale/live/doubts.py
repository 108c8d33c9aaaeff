"""What a payment asks for beyond what is left: sent all the same only if it is meant."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model import later
from apay_console.model.request import Request
from apay_console.presenters.sale.live.written import Written
from apay_console.presenters.sale.state.objects import left_of
from apay_console.presenters.sale.state.sale_state import SaleState

_OTHER = N_("The checkout was in {left}, not in {asked}: Amazon would answer CurrencyMismatch.")
_TOO_MUCH = N_("That is more than the {left} that is left.")
_NOTHING = N_("Nothing is left of it.")


def doubt(request: Request, state: SaleState) -> Message | None:
    """Say what speaks against an amount; None where nothing does, or nobody knows what is left."""
    written = Written(request)
    reading, price = later.find(state.objects, written.object_id), written.price
    left = left_of(reading, request.operation.name) if reading else None
    if price is None or left is None:
        return None
    if price.currency != left.currency:
        return say(_OTHER, left=left.currency, asked=price.currency)
    if price.amount <= left.amount:
        return None
    return say(_TOO_MUCH, left=str(left)) if left.amount else say(_NOTHING)
