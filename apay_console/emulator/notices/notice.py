"""A notification as the emulator keeps it: what it tells, when it is due, what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from apay_console.errors import Message
from apay_console.model.letter import Receipt
from apay_console.model.notification import NOTIFICATION, SUBSCRIPTION, Told
from apay_console.model.profile import Region


@dataclass(frozen=True)
class Answer:
    """What came of one delivery, and when by the emulator's clock."""

    at: float
    receipt: Receipt


@dataclass
class Notice:
    """One notification: what it tells, when it is due, and what was answered."""

    number: int
    id: str  # the same in every delivery
    at: float  # when it came to be, by the emulator's clock
    told: Told | None = None  # None: it asks to confirm the subscription
    state: str = ""  # the object's, which the message does not tell
    region: Region = Region.NA
    token: str = ""
    confirmed_at: float | None = None  # when its SubscribeURL was opened
    due_at: float | None = None  # None: nothing more will be sent
    copies: int = 1  # how many deliveries are wanted yet
    retries: int = 0
    held: Message | None = None  # why it was not sent
    answers: list[Answer] = field(default_factory=list)

    @property
    def type(self) -> str:
        """Its type in SNS's envelope."""
        return NOTIFICATION if self.told else SUBSCRIPTION

    @property
    def order(self) -> tuple[float, int]:
        """What is due earlier goes first, then what happened first."""
        return (self.due_at or 0.0, self.number)
