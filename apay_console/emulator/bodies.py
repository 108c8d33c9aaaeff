"""Reading a body that has to hold each required field of its operation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from apay_console.emulator import reading, refusals
from apay_console.emulator.call import Call
from apay_console.model.operations import Operation
from apay_console.model.profile import Region

_ANY_CURRENCY = Region.EU  # the region that takes every one


def read(call: Call, wanted: Operation) -> dict[str, Any]:
    """Take a body apart; null counts as absent, and what moves money names any currency.

    Whether the currency is the right one, the object that the money belongs to judges.
    """
    terms = call.terms(wanted)
    if wanted.moves_money:
        terms = replace(terms, region=_ANY_CURRENCY)
    values = reading.read(call.body, terms)
    found = {name: value for name, value in values.items() if value is not None}
    for field in terms.schema.of(terms.version):
        if field.required and found.get(field.name) in (None, "", []):
            raise refusals.missing((field.path(terms.version) or (field.name,))[-1])
    return found
