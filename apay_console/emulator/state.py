"""What the emulator remembers: plain data, told row by row to whoever keeps it."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import InitVar, dataclass, field
from typing import Any, ClassVar

from apay_console.emulator import packing
from apay_console.emulator.sparse import Sparse
from apay_console.emulator.values import BLANK
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Region

Changed = Callable[[str, str, str | None], None]  # kind, id, JSON text or None when dropped
Row = tuple[str, str, str]
Values = dict[str, Any] | Sparse
KINDS = ("session", "permission", "charge", "refund")  # of Amazon's objects


@dataclass(slots=True)
class Record:
    """One object of Amazon's, its values under the catalogue's names."""

    kind: ClassVar[str]
    id: str
    version: ApiVersion  # of the call that made it
    region: Region
    live: bool
    created_at: float  # seconds since 1970, UTC, by the emulator's clock
    values: Values = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Amazon's word for the state."""
        return str(self.values["statusDetails.state"])


@dataclass(slots=True)
class Session(Record):
    """A checkout session, and what only the emulator knows of it."""

    kind: ClassVar[str] = "session"
    buyer: str = ""  # the sample buyer who signed in
    card: str = ""  # the last four digits that the buyer chose
    paid: bool = False  # v2: the buyer finished the page; the merchant has to complete
    simulation: str = ""  # v1: what an update's simulation code asks to happen

    def __post_init__(self) -> None:
        self.values = Sparse(BLANK, self.values)


@dataclass(slots=True)
class Permission(Record):
    """A charge permission."""

    kind: ClassVar[str] = "permission"
    session_id: str = ""
    calls: int = 0  # of Create Charge that were not refused for what they asked


@dataclass(slots=True)
class Charge(Record):
    """A charge of a permission."""

    kind: ClassVar[str] = "charge"
    permission_id: str = ""


@dataclass(slots=True)
class Refund(Record):
    """A refund of a charge."""

    kind: ClassVar[str] = "refund"
    charge_id: str = ""


@dataclass(slots=True)
class Replay:
    """An answer that is given again when its idempotency key comes again."""

    kind: ClassVar[str] = "replay"
    id: str  # scope and key
    digest: str  # of the request that the key belongs to
    status: int
    body: InitVar[str]
    packed: bytes = field(init=False)

    def __post_init__(self, body: str) -> None:
        self.packed = packing.pack(body)

    @property
    def text(self) -> str:
        """The answer's body."""
        return packing.unpack(self.packed)


@dataclass
class Token:
    """What a shop gets for a buyer who signed in only."""

    kind: ClassVar[str] = "token"
    id: str
    buyer: str  # the sample buyer
    scopes: list[str] = field(default_factory=list)  # empty: all but the billing address


@dataclass(order=True, slots=True)
class Event:
    """Something that will happen by itself."""

    kind: ClassVar[str] = "event"
    at: float
    number: int  # keeps the order of what happens at the same moment
    what: str = field(compare=False)
    about: str = field(compare=False)  # the id of the record it happens to

    @property
    def id(self) -> str:
        """Its own id, under which it is stored."""
        return str(self.number)


@dataclass
class Clock:
    """How far the emulator's clock is ahead of the machine's, or where it stands still."""

    kind: ClassVar[str] = "clock"
    id: str = "clock"
    ahead: float = 0.0
    stopped_at: float | None = None  # the emulator's time; None while the clock runs


Stored = Record | Replay | Token | Event | Clock


@dataclass
class State:
    """Everything the emulator remembers."""

    sessions: dict[str, Session] = field(default_factory=dict)
    permissions: dict[str, Permission] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    refunds: dict[str, Refund] = field(default_factory=dict)
    replays: dict[str, Replay] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    charges_of: defaultdict[str, dict[str, None]] = field(  # by permission, in their order
        default_factory=lambda: defaultdict(dict)
    )
    due: list[Event] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    last_number: int = 0

    def table(self, kind: str) -> dict[str, Any]:
        """The records of one kind."""
        tables: dict[str, dict[str, Any]] = {
            Session.kind: self.sessions,
            Permission.kind: self.permissions,
            Charge.kind: self.charges,
            Refund.kind: self.refunds,
            Replay.kind: self.replays,
            Token.kind: self.tokens,
        }
        return tables[kind]

    def take(self, item: Stored) -> None:
        """Remember a record under its id."""
        if isinstance(item, Event):
            heapq.heappush(self.due, item)
            self.last_number = max(self.last_number, item.number)
        elif isinstance(item, Clock):
            self.clock = item
        else:
            self.table(item.kind)[item.id] = item
            if isinstance(item, Charge):
                self.charges_of[item.permission_id][item.id] = None

    def everything(self) -> Iterator[Stored]:
        """Every record, the clock last."""
        kinds = (Session, Permission, Charge, Refund, Replay, Token)
        for kind in kinds:
            yield from self.table(kind.kind).values()
        yield from self.due
        yield self.clock
