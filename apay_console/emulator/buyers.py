"""The sample buyers who can sign in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from apay_console.emulator.files import resource


@dataclass(frozen=True)
class Buyer:
    """Somebody who does not exist, with an address and a card."""

    id: str  # short, for forms and the control side
    buyer_id: str
    region: str  # where they live, as Amazon divides the world
    name: str
    email: str
    phone: str
    card: str  # as Amazon describes the payment method
    address: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where they live, in one line."""
        parts = ("addressLine1", "postalCode", "city", "stateOrRegion", "countryCode")
        return ", ".join(str(self.address[part]) for part in parts if self.address.get(part))


@cache
def sample_buyers() -> tuple[Buyer, ...]:
    """Read them all; the first is the one who signs in when nobody is named."""
    rows = json.loads(resource("sample-buyers.json").read_text("utf-8"))
    return tuple(Buyer(**row) for row in rows)


def buyers_for(region: str) -> tuple[Buyer, ...]:
    """List them all, beginning with those of a region."""
    return tuple(sorted(sample_buyers(), key=lambda row: row.region != region))


def find_buyer(name: str) -> Buyer | None:
    """Find a buyer by id, buyer id or name; the first for an empty one."""
    found = sample_buyers()
    if not name:
        return found[0]
    return next((row for row in found if name in {row.id, row.buyer_id, row.name}), None)
