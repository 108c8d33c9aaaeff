"""What the buyer would read if what is typed were sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.errors import Invalid
from apay_console.model.buyers_eye import DESCRIPTOR, NOTE, STORE, Glance, Shown, glances
from apay_console.model.kinds import Money
from apay_console.model.money.price import Price
from apay_console.model.reading import text_of
from apay_console.presenters.sale.state.sale_state import SaleState

_AMOUNT = "paymentDetails.chargeAmount"
_OF_TASK = "softDescriptor"  # what charges, captures and refunds call it


def of_buyer(state: SaleState) -> tuple[Glance, ...]:
    """Tell what the buyer reads, from what is typed over what the session holds."""
    held = state.session.values if state.session else {}
    found = {row.name: value for row, value in held.items()}
    found |= {row.name: value for row, value in state.values.items()}
    found |= state.draft.typed
    descriptor = found.get(_OF_TASK) if state.is_task else found.get(DESCRIPTOR)
    store, note = text_of(found.get(STORE)), text_of(found.get(NOTE))
    return glances(Shown(store, note, _price(found, _amount_name(state)), text_of(descriptor)))


def _amount_name(state: SaleState) -> str:
    """The amount that is filled in for a task; else that of the session."""
    rows = state.scope.schema.fields if state.is_task else ()
    return next((row.name for row in rows if isinstance(row.kind, Money)), _AMOUNT)


def _price(found: Mapping[str, Any], name: str) -> Price | None:
    value = found.get(name)
    try:
        return Money().parse(value) if isinstance(value, str) else Money().decode(value)
    except Invalid:
        return None
