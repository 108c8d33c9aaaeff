"""What must not leave with an export, by its names: what tells who a buyer is, and secrets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from apay_console.model.slices import spans

# The one list of a buyer's data, by the names of both API versions (checkout-session.html,
# get-buyer.html): what holds it whole, and its parts, which also stand alone.
BUYER = (
    "buyer",
    "shippingAddress",
    "shippingAddressList",
    "billingAddress",
    "addressDetails",
    "paymentPreferences",
    "paymentDescriptor",
    "buyerId",
    "buyerToken",
    "name",
    "email",
    "phoneNumber",
    "addressLine1",
    "addressLine2",
    "addressLine3",
    "city",
    "county",
    "district",
    "districtOrCounty",
    "stateOrRegion",
    "postalCode",
    "countryCode",
    "primeMembershipTypes",
    "noteToBuyer",
    "customInformation",
    "supplementaryData",
)
SECRET = ("signature", "privateKey", "authorization", "authToken", "accessToken")


@dataclass(frozen=True)
class Keep:
    """What a person ticked to take along."""

    buyers: bool = False
    signatures: bool = False

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The names, in lower case, of what is not taken along."""
        names = (() if self.buyers else BUYER) + (() if self.signatures else SECRET)
        return frozenset(name.lower() for name in names)

    def hides(self, path: Iterable[str]) -> bool:
        """Whether what stands at a path is not taken along, for its own name or one above it."""
        return not self.hidden.isdisjoint(map(str.lower, path))


ALL_BUT_BUYERS = Keep(signatures=True)


def may_hold(data: bytes, names: frozenset[str]) -> bool:
    """Whether a body may hold one of these names, in lower case, at any depth."""
    narrow = data.replace(b"\0", b"")  # UTF-16 looks like this
    wanted = [b"\\u", *(f'"{name}"'.encode() for name in names)]
    parts = spans(len(narrow), max(map(len, wanted)))
    lowered = (narrow[start:end].lower() for start, end in parts)
    return any(word in part for part in lowered for word in wanted)
