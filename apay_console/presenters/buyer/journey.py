"""One buyer's way through hosted pages: what may be opened next, and where they have been."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QUrl

from apay_console.errors import Invalid, Message
from apay_console.model.profile import Environment
from apay_console.presenters.buyer.addresses import (
    Place,
    admit,
    host_of,
    is_inner,
    is_own,
    is_return,
    mismatch,
    origin,
    read,
)
from apay_console.presenters.buyer.amazon_hosts import is_amazons

_EMPTY = {"about:blank", "about:srcdoc"}  # a frame before its page, and one written by its parent
_WIRE = {"https", "wss", "data", "blob"}  # what a page of Amazon loads its parts by


class Move(Enum):
    """What is done about an address that a page wants to open."""

    OPEN = "open"
    RETURN = "return"  # the buyer is back: it is caught, and not loaded
    STRANGER = "stranger"  # the way back, with another session's id
    ASK = "ask"  # perhaps the buyer's bank
    BLOCK = "block"


@dataclass(frozen=True)
class Hop:
    """A host that was shown, and since when."""

    host: str
    time: float


@dataclass
class Journey:
    """The rules for one buyer's way, and its record."""

    place: Place
    returns: tuple[str, ...]  # the addresses that end it
    session_id: str
    clock: Callable[[], float]
    hops: list[Hop] = field(default_factory=list)
    banks: set[str] = field(default_factory=set)  # hosts that the person let through

    def judge(self, url: QUrl, *, framed: bool = False) -> Move:
        """Decide about an address; `framed` is one inside a page that stays."""
        if framed and url.toString() in _EMPTY:
            return Move.OPEN
        if any(is_return(url, home) for home in self.returns):
            return Move.BLOCK if framed else self._landing(url)
        if self.owns(url):
            return Move.OPEN
        return self._elsewhere(url, framed=framed)

    def _landing(self, url: QUrl) -> Move:
        return Move.STRANGER if self.mismatch(url) else Move.RETURN

    def owns(self, url: QUrl) -> bool:
        """Whether an address belongs to the place: Amazon's, or the emulator's."""
        try:
            admit(_text(url), self.place)
        except Invalid:
            return False
        return True

    def _elsewhere(self, url: QUrl, *, framed: bool) -> Move:
        if not self.hops or not self._is_usual(url):
            return Move.BLOCK
        is_part = framed and is_amazons(host_of(url))
        return Move.OPEN if is_part or host_of(url) in self.banks else Move.ASK

    def _is_usual(self, url: QUrl) -> bool:
        try:
            clean = read(_text(url))
        except Invalid:
            return False
        usual = clean.scheme() == "https" and clean.port() == -1 and not is_inner(host_of(clean))
        return usual and self.place.environment is not Environment.EMULATOR

    def mismatch(self, url: QUrl) -> Message | None:
        """Say which other session came back, if one did; behind a button none is known yet."""
        return mismatch(url, self.session_id) if self.session_id else None

    def trust(self, url: QUrl) -> None:
        """Let a bank's host through, because the person said it is theirs."""
        self.banks.add(host_of(url))

    def arrive(self, url: QUrl) -> Hop | None:
        """Note that a page is shown; a hop is noted only when the host is another one."""
        host = host_of(url)
        if not host or (self.hops and self.hops[-1].host == host):
            return None
        self.hops.append(Hop(host, self.clock()))
        return self.hops[-1]


def may_load(url: QUrl, initiator: QUrl, place: Place) -> bool:
    """Whether a page may load a part, or send something, from `url`: never from this network.

    Only the emulator's own pages reach the emulator, and they reach nothing else; this console's
    page with a button reaches both, and nobody else reaches it.
    """
    if is_own(url, place):
        return _sites(initiator) <= {origin(url)}
    if place.environment is Environment.EMULATOR:
        base = place.emulator_base
        ours = {origin(read(home)) for home in (base, place.own) if home}
        return bool(base) and _sites(url, initiator) <= ours
    return url.scheme() in _WIRE and not (host_of(url) and is_inner(host_of(url)))


def _sites(*urls: QUrl) -> set[str]:
    """The origins of addresses that have one; a load without an initiator is the program's own."""
    return {origin(url) for url in urls if host_of(url)}


def _text(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
