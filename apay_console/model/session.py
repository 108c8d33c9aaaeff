"""A Checkout Session as it was last read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import Price
from apay_console.model.reading import Reading, spelling_of, text_of
from apay_console.model.subjects import SESSION, Subject

OPEN, COMPLETED, CANCELED = "Open", "Completed", "Canceled"


@dataclass(frozen=True)
class Constraint:
    """What Amazon says is still missing, in its own words."""

    id: str
    description: str


@dataclass(frozen=True)
class Session(Reading):
    """A tolerant reading of an answer: what is absent or of a wrong type reads as empty."""

    subject: Subject = SESSION

    @property
    def is_open(self) -> bool:
        """Whether it still takes changes."""
        return self.state == OPEN

    @property
    def redirect_url(self) -> str:
        """Where the buyer pays; empty while something is missing."""
        return self.text("webCheckoutDetails.amazonPayRedirectUrl")

    @property
    def buyer(self) -> str:
        """The buyer's name, or their id; empty before anybody signed in."""
        return self.text("buyer.name") or self.text("buyer.buyerId")

    @property
    def price(self) -> Price | None:
        """What the buyer pays, when it is set and readable."""
        return self.price_at("paymentDetails.chargeAmount")

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What is still missing, in Amazon's order."""
        rows = self.body.get("constraints")
        return tuple(
            Constraint(text_of(row.get("constraintId")), text_of(row.get("description")))
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, Mapping)
        )


def read_session(body: Any, fallback: ApiVersion) -> Session | None:
    """Read an answer as a session in the version it is spelt in; None when it is none."""
    if not isinstance(body, Mapping) or "checkoutSessionId" not in body:
        return None
    return Session(body, spelling_of(body, fallback))
