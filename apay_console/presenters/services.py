"""The parts below that presenters are handed; the start makes them once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from apay_console.jobs import Runner
from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Exchange, Outcome, Sent
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters.moments import steady
from apay_console.store.database import Condition
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.newer import NewerFile
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


class Sends(Protocol):
    """The one way anything leaves."""

    async def send(self, request: Request) -> Exchange:
        """Send a request; an exchange, whatever comes of it."""
        ...

    async def repeat(self, attempt: Attempt) -> Exchange:
        """Ask again about a write whose fate is unknown."""
        ...

    def stop(self, sale_id: str) -> None:
        """Wait no more for a sale's request, on the loop's thread."""
        ...

    def waits_for_key(self) -> bool:
        """Whether a private key is long in coming: the keyring may ask for its password."""
        ...

    def pause_left(self) -> int:
        """Seconds until a busy server is asked again; 0 while nobody waits for that."""
        ...

    async def sign_button(self, profile: Profile, payload: str) -> str:
        """Sign the payload of a checkout button; nothing leaves."""
        ...

    async def sign_again(self, exchange: Exchange) -> Sent:
        """Sign a request of the past afresh, to be taken elsewhere; nothing leaves."""
        ...

    async def unfinished(self) -> list[Attempt]:
        """List the writes whose fate is unknown."""
        ...

    async def look(self) -> None:
        """Wait until what came is stored; raise NotStored, once, where an answer could not be."""
        ...

    def sign_by_server(self, *, is_on: bool) -> None:
        """Sign with the server's time from now on, or with this machine's."""
        ...

    def signing_with(self, key: RSAPrivateKey) -> Sends:
        """The same way out with one key, which may not be stored anywhere yet."""
        ...

    async def settle(self, attempt: Attempt, outcome: Outcome) -> None:
        """Store what became of a write, by the person's word."""
        ...


@dataclass(frozen=True)
class Services:
    """What a sale needs to be shown, sent and kept."""

    runner: Runner
    sender: Sends
    sales: Sales
    history: History
    drafts: Drafts
    settings: Settings
    condition: Callable[[], Coroutine[Any, Any, Condition]]  # how the data file was found
    newer: NewerFile  # the way on where it is a newer program's
    clock: Callable[[], float]
    new_id: Callable[[], str]
    ticks: Callable[[], float] = steady  # for how long live stays unlocked
