"""What the primary button says of a task: what is done, and for how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from apay_console.ui.parts.text import word

if TYPE_CHECKING:
    from apay_console.model.money.price import Price
    from apay_console.presenters.sale.state.sale_state import SaleState


def task_words(state: SaleState) -> str:
    """What the button does with a later object: with its amount, where it has one."""
    price, row = price_of(state), state.operation
    if price is None or not row.verb:
        return word(row.label)
    words = QCoreApplication.translate("Foot", "{verb} {price}")
    return words.replace("{verb}", word(row.verb)).replace("{price}", str(price))


def price_of(state: SaleState) -> Price | None:
    """The amount that would be sent now, as it is typed; None while it cannot be read."""
    if not state.operation.moves_money or not state.body.sendable:
        return None
    from apay_console.presenters.sale import errands  # noqa: PLC0415 - after the first paint
    from apay_console.presenters.sale.live.written import Written  # noqa: PLC0415 - as above

    return Written(errands.doing(state).request(state)).price
