"""How an object came into its state: which edges it passed, when, and by which exchange."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from apay_console.model.answer import answer_of
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.reading import Reading, read
from apay_console.model.session import Session
from apay_console.model.states.machine import BEGINNING, Edge, Machine, Mover
from apay_console.model.subjects import SESSION
from apay_console.presenters.sale.state.making import is_applied


@dataclass(frozen=True)
class Seen:
    """An object as an exchange showed it."""

    reading: Reading
    exchange: Exchange


@dataclass(frozen=True)
class Passed:
    """An edge that was passed, and the exchange that showed it first."""

    edge: Edge
    before: str
    to: str
    exchange: Exchange


@dataclass
class Trail:
    """Reads each exchange of a sale once, however often it is asked."""

    _known: dict[int, tuple[Exchange, Reading | None]] = field(default_factory=dict)

    def seen(self, exchanges: Iterable[Exchange], version: ApiVersion) -> dict[str, list[Seen]]:
        """What each object was seen as, oldest first, by its id; exchanges come newest first."""
        known = {
            id(one): self._known.get(id(one)) or (one, _shown(one, version)) for one in exchanges
        }
        self._known = known
        found: dict[str, list[Seen]] = {}
        for exchange, reading in reversed(known.values()):
            if reading is not None:
                found.setdefault(reading.id, []).append(Seen(reading, exchange))
        return found


def _shown(exchange: Exchange, version: ApiVersion) -> Reading | None:
    found = read(answer_of(exchange), version) if is_applied(exchange) else None
    if found is None or found.subject is not SESSION:
        return found
    return Session(found.body, found.version)


def passed(machine: Machine, seen: Sequence[Seen], version: ApiVersion) -> tuple[Passed, ...]:
    """The edges that lead from each state that was seen to the next, oldest first."""
    found: list[Passed] = []
    state, before = BEGINNING, None
    for one in seen:
        found += _between(machine, state, one, version)
        found += _standing(machine, before, one, version)
        state, before = one.reading.state, one.reading
    return tuple(found)


def _between(machine: Machine, state: str, one: Seen, version: ApiVersion) -> list[Passed]:
    if one.reading.state == state or machine.state(one.reading.state) is None:
        return []
    way = _way(machine.of(version), state, one.reading.state)
    last = len(way) - 1
    return [
        Passed(
            _likeliest(machine.of(version), before, to, one, ends=place == last),
            before,
            to,
            one.exchange,
        )
        for place, (before, to) in enumerate(way)
    ]


def _way(edges: Sequence[Edge], state: str, to: str) -> list[tuple[str, str]]:
    """The shortest way from one state to another, as what was not seen in between."""
    ways: deque[list[str]] = deque([[state]])
    known = {state}
    while ways:
        way = ways.popleft()
        if way[-1] == to:
            return list(pairwise(way))
        for edge in edges:
            for after in edge.to if way[-1] in edge.before else ():
                if after not in known:
                    known.add(after)
                    ways.append([*way, after])
    return []


def _likeliest(edges: Iterable[Edge], before: str, to: str, one: Seen, *, ends: bool) -> Edge:
    """The edge that the exchange names, or the reason tells; else one that is not yours."""
    found = [edge for edge in edges if edge.leads(before, to)]
    named = [edge for edge in found if edge.name == one.exchange.operation]
    told = [edge for edge in found if ends and one.reading.reason in edge.reasons]
    silent = [edge for edge in found if not edge.reasons]
    others = [edge for edge in found if edge.mover is not Mover.YOU]
    return next(iter((*named, *told, *silent, *others, *found)))


def _standing(
    machine: Machine, before: Reading | None, one: Seen, version: ApiVersion
) -> list[Passed]:
    """What was done without another state: a call that was taken, or a buyer who signed in."""
    state = one.reading.state
    return [
        Passed(edge, state, state, one.exchange)
        for edge in machine.of(version)
        if edge.stays and edge.leads(state, state) and _was_done(edge, before, one)
    ]


def _was_done(edge: Edge, before: Reading | None, one: Seen) -> bool:
    if edge.operation is not None:
        return edge.operation.name == one.exchange.operation
    was = isinstance(before, Session) and bool(before.buyer)
    now = isinstance(one.reading, Session) and bool(one.reading.buyer)
    return edge.name == "sign_in" and now and not was
