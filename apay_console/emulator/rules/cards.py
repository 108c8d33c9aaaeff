"""The sandbox's cards, known by their last four digits (sandbox-simulations.html)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from apay_console.errors import N_
from apay_console.model.profile import Region


class Fate(Enum):
    """What becomes of a payment with a card."""

    SUCCEEDS = "succeeds"
    BUYER_LEAVES = "BuyerCanceled"
    DECLINED = "Declined"
    AUTHORIZED_LATER = "authorized later"
    DECLINED_LATER = "declined later"

    @property
    def cancels(self) -> str:
        """The reason for which the session ends at once, empty when it does not."""
        return self.value if self in {Fate.BUYER_LEAVES, Fate.DECLINED} else ""

    @property
    def is_later(self) -> bool:
        """Whether the authorization is decided after half a minute."""
        return self in {Fate.AUTHORIZED_LATER, Fate.DECLINED_LATER}


@dataclass(frozen=True)
class Card:
    """A card that does not exist."""

    digits: str
    brand: str
    result: str
    fate: Fate = Fate.SUCCEEDS
    regions: tuple[Region, ...] = tuple(Region)

    @property
    def descriptor(self) -> str:
        """What Amazon shows of the payment method."""
        return f"{self.brand} ****{self.digits} (Amazon Pay)"


_WORKS = N_("Succeeds")
CARDS = (
    Card("1111", "Visa", _WORKS),
    Card("4444", "Mastercard", _WORKS),
    Card("0005", "American Express", _WORKS),
    Card("9424", "Discover", _WORKS),
    Card("0000", "Diners Club", _WORKS),
    Card("1212", "JCB", _WORKS, regions=(Region.JP,)),
    Card("3064", "Visa", N_("The buyer gives up"), Fate.BUYER_LEAVES),
    Card("3434", "Visa", N_("Declined"), Fate.DECLINED),
    Card("0701", "Visa", N_("Authorized after 30 s"), Fate.AUTHORIZED_LATER),
    Card("4354", "Visa", N_("Declined after 30 s"), Fate.DECLINED_LATER),
)


def cards_of(region: Region) -> tuple[Card, ...]:
    """The cards of a region."""
    return tuple(card for card in CARDS if region in card.regions)


def find_card(digits: str, region: Region) -> Card | None:
    """Find a card by its last digits; the one that succeeds for none."""
    if not digits:
        return CARDS[0]
    return next((card for card in cards_of(region) if card.digits == digits), None)
