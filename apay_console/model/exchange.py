"""One request with its answer, as it was on the wire, with timings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from apay_console.errors import Message
from apay_console.model.document import Document, document_of

FROM_SHOP = "shop"  # who asked, in the place of a profile: the merchant's own program
Headers = tuple[tuple[str, str], ...]  # in the order of the wire
SIMULATION_CODE = "x-amz-pay-simulation-code"


def header(headers: Headers, name: str) -> str:
    """Read one header by its name in any case, empty when it is absent."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


class Outcome(StrEnum):
    """What is known of a request's effect."""

    NOT_SENT = "NOT_SENT"
    REJECTED = "REJECTED"
    APPLIED = "APPLIED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Sent:
    """A request as it left."""

    method: str
    url: str
    headers: Headers
    body: bytes = b""

    def header(self, name: str) -> str:
        """Read one header, empty when it is absent."""
        return header(self.headers, name)

    @property
    def simulation(self) -> str:
        """The simulation code that went along, empty for none."""
        return self.header(SIMULATION_CODE)


@dataclass(frozen=True)
class Answered:
    """An answer as it came; `body` may have been cut at the cap."""

    status: int
    headers: Headers
    body: bytes = b""
    _document: Document | None = field(default=None, init=False, repr=False, compare=False)

    def header(self, name: str) -> str:
        """Read one header, empty when it is absent."""
        return header(self.headers, name)

    @property
    def document(self) -> Document:
        """What the body holds, read once for everybody who shows a part of it."""
        return self._document or self.read_ahead()

    def read_ahead(self) -> Document:
        """Read the body on this thread: where it is long, on no account on the window's."""
        found = document_of(self.body)
        # No cached_property: before Python 3.12 one that reads keeps all others waiting.
        object.__setattr__(self, "_document", found)
        return found

    @property
    def request_id(self) -> str:
        """Amazon's own number for the request, which its support asks for."""
        return self.header("x-amz-pay-request-id")

    @property
    def other_kind(self) -> str:
        """What the body calls itself; empty where it says JSON, or nothing."""
        kind = self.header("content-type").partition(";")[0].strip().lower()
        return "" if kind == "application/json" or kind.endswith("+json") else kind[:80]


@dataclass(frozen=True)
class Exchange:
    """What went out and what came back, and what follows from it."""

    operation: str
    version: str
    sent: Sent
    answered: Answered | None
    outcome: Outcome
    started_at: float  # seconds since 1970, UTC
    took_ms: float
    reason: Message | None = None  # why there is no answer
    trace: tuple[tuple[str, float], ...] = field(default=())  # events, in ms since the start
    id: int = 0  # the history's number; 0 until stored
    sale_id: str = ""
    profile_id: str = ""
    session_id: str = ""
    idempotency_key: str = ""
    string_to_sign: str = ""  # ours, for the Signature page and to compare with the server's
    canonical_request: str = ""

    def take_number(self, number: int) -> None:
        """Take the history's number; what came is shown while it is still being stored."""
        object.__setattr__(self, "id", number)

    @property
    def is_from_shop(self) -> bool:
        """Whether the merchant's own program asked, and the emulator answered."""
        return self.profile_id == FROM_SHOP
