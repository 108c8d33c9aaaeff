"""What belongs together for the person: one session, what follows from it, and every exchange."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.model.fields import ApiVersion


@dataclass(frozen=True)
class Sale:
    """One row of the sales list; its exchanges and its draft are stored under its id."""

    id: str
    profile_id: str
    version: ApiVersion
    created_at: float  # seconds since 1970, UTC
    updated_at: float
    reference: str = ""  # the merchant's own number for the order; empty until Amazon showed one
    session_id: str = ""  # empty until created at Amazon
    state: str = ""  # Amazon's word for the object that is furthest; empty until created
    note: str = ""  # the amount, or why it was canceled
    buyer_back: bool = False  # the buyer came back from the page where they pay
    ids: tuple[str, ...] = ()  # of its permission, charges and refunds, as far as they are known
    from_shop: bool = False  # begun by the merchant's own program
