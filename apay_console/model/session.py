"""A Checkout Session as it was last read: the few values that code branches on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apay_console.errors import Invalid
from apay_console.model import codec
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.fields import ApiVersion, Field
from apay_console.model.kinds import Price, moment

OPEN, COMPLETED, CANCELED = "Open", "Completed", "Canceled"


@dataclass(frozen=True)
class Constraint:
    """What Amazon says is still missing, in its own words."""

    id: str
    description: str


@dataclass(frozen=True)
class Session:
    """A tolerant reading of an answer: what is absent or of a wrong type reads as empty."""

    body: Mapping[str, Any]
    version: ApiVersion

    @cached_property
    def values(self) -> dict[Field, Any]:
        """Each field with its value as it stands in the answer."""
        return codec.flatten(self.body, CHECKOUT_SESSION, self.version).values

    def wire(self, name: str) -> Any:
        """One field's value as it stands in the answer, None when absent."""
        return self.values.get(CHECKOUT_SESSION[name])

    def text(self, name: str) -> str:
        """One field's text, empty when it is absent or no text."""
        return _text(self.wire(name))

    @property
    def id(self) -> str:
        """The session's id."""
        return self.text("checkoutSessionId")

    @property
    def state(self) -> str:
        """Amazon's word for the state."""
        return self.text("statusDetails.state")

    @property
    def reason(self) -> str:
        """Amazon's word for why the session is in its state; empty in a healthy one."""
        return self.text("statusDetails.reasonCode")

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
        row = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
        try:
            found = row.kind.decode(self.wire(row.name))
        except Invalid:
            return None
        return found if isinstance(found, Price) else None

    @property
    def expires_at(self) -> float | None:
        """Seconds since 1970 when Amazon gives the session up."""
        try:
            return moment(self.text("expirationTimestamp")).timestamp()
        except ValueError:
            return None

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """What is still missing, in Amazon's order."""
        rows = self.body.get("constraints")
        return tuple(
            Constraint(_text(row.get("constraintId")), _text(row.get("description")))
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, Mapping)
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def read_session(body: Any, fallback: ApiVersion) -> Session | None:
    """Read an answer as a session in the version it is spelt in; None when it is none."""
    if not isinstance(body, Mapping) or "checkoutSessionId" not in body:
        return None
    plural, singular = "statusDetails" in body, "statusDetail" in body
    if plural == singular:
        return Session(body, fallback)
    return Session(body, ApiVersion.V2 if plural else ApiVersion.V1)
