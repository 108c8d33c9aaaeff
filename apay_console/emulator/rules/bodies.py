"""Reading a body that has to hold each required field of its operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from apay_console.emulator import refusals
from apay_console.emulator.rules import reading
from apay_console.emulator.rules.call import Call
from apay_console.model.kinds import Money
from apay_console.model.money import currencies
from apay_console.model.operation import Operation
from apay_console.model.profile import Region
from apay_console.model.subjects import SESSION

_AMOUNT = re.compile(r"[0-9]+(\.[0-9]{1,2})?", re.ASCII)
_ANY_CURRENCY = Region.EU  # the region that takes every one


def read(call: Call, wanted: Operation) -> dict[str, Any]:
    """Take a body apart; null counts as absent, and what moves money names any currency.

    Whether the currency is the right one, the object that the money belongs to judges.
    """
    terms = call.terms(wanted)
    if wanted.moves_money:
        terms = replace(terms, region=_ANY_CURRENCY)
        _check_ceilings(call, wanted)
    values = reading.read(call.body, terms)
    found = {name: value for name, value in values.items() if value is not None}
    for field in terms.schema.of(terms.version):
        if field.required and found.get(field.name) in (None, "", []):
            raise refusals.missing((field.path(terms.version) or (field.name,))[-1])
    return found


def _check_ceilings(call: Call, wanted: Operation) -> None:
    """Refuse a single charge or refund above Amazon's ceiling as one above any other limit."""
    for field in (wanted.body or ()) if wanted.about is not SESSION else ():
        price = call.body.get(field.name) if isinstance(field.kind, Money) else None
        if not isinstance(price, Mapping):
            continue
        amount, currency = str(price.get("amount")), str(price.get("currencyCode"))
        most = currencies.largest(currency)
        if most is not None and _AMOUNT.fullmatch(amount) and Decimal(amount) > most:
            raise refusals.too_much(field.name, most, currency)
