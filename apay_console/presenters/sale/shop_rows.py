"""How the shop's sales stand among the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from apay_console.model.sale import Sale

MOST = 200  # of the shop's that are listed; all are kept


def merged(listed: Sequence[Sale], changed: Sequence[Sale]) -> tuple[Sale, ...]:
    """Put changed sales in their places and new ones above, in the order in which they came."""
    known = {sale.id for sale in listed}
    newest = {sale.id: sale for sale in changed}
    fresh = [sale for sale in newest.values() if sale.id not in known]
    whole = [*reversed(fresh), *(newest.get(sale.id, sale) for sale in listed)]
    return tuple(_within(whole))


def _within(sales: Sequence[Sale]) -> Sequence[Sale]:
    """Leave out the oldest of a shop's sales that are too many to be listed."""
    shops = [sale.id for sale in sales if sale.from_shop]
    left_out = set(shops[MOST:])
    return [sale for sale in sales if sale.id not in left_out]
