"""The history as it is listed: what is looked for, and a line for each exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from apay_console.errors import Message
from apay_console.model.exchange import Outcome


@dataclass(frozen=True)
class Wanted:
    """Which exchanges are looked for; what is empty or None does not narrow it."""

    words: str = ""  # anywhere in addresses, bodies, ids and notes
    profile_id: str = ""
    is_live: bool | None = None
    operation: str = ""
    outcome: Outcome | None = None
    status: int | None = None  # exactly, or its hundreds alone: 2 for 200 to 299
    session_id: str = ""
    sale_id: str = ""
    since: float | None = None  # seconds since 1970, UTC; included
    until: float | None = None  # not included
    is_pinned: bool | None = None


EVERYTHING = Wanted()


class Line(NamedTuple):  # a page has many, and a tuple is made in a tenth of the time
    """One exchange without its bytes."""

    id: int
    sale_id: str
    session_id: str
    profile_id: str
    operation: str
    version: str
    method: str
    url: str
    status: int | None
    outcome: Outcome
    started_at: float  # seconds since 1970, UTC
    took_ms: float
    reason: Message | None = None
    is_pinned: bool = False
    note: str = ""
    is_damaged: bool = False  # something of it cannot be read; the rest is as it was stored


@dataclass(frozen=True)
class Storage:
    """What the history takes up."""

    exchanges: int
    wire_bytes: int  # of requests and answers as they are kept
    file_bytes: int  # of the whole data file, its journal included
    oldest: float | None = None  # when the first was begun, seconds since 1970, UTC
    aside_bytes: int = 0  # of damaged files that lie beside it
