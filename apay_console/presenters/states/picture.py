"""The state picture of a sale: where each object stands, how it came there, what moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from apay_console.errors import Message, say
from apay_console.model import later
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.reading import Reading
from apay_console.model.states.machine import BEGINNING, Edge, Machine, Mover
from apay_console.model.states.machines import MACHINES
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND, SESSION, Subject
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.states.guards import hindered, refused, without_parent
from apay_console.presenters.states.passed import Passed, Seen, Trail, passed

_PARENTS = {CHARGE: PERMISSION, REFUND: CHARGE}


class Stand(StrEnum):
    """What an edge is now."""

    OPEN = "open"  # it can be taken
    SHUT = "shut"  # a call of yours that Amazon would refuse
    FAR = "far"  # somebody else's, from another state


@dataclass(frozen=True)
class Way:
    """One edge as it is now."""

    edge: Edge
    stand: Stand
    said: Message  # what it does, or the error that it would get
    passed: tuple[Passed, ...] = ()
    is_past: bool = False  # it is only being looked back at

    @property
    def has_words(self) -> bool:
        """Whether it is written out: it can be taken, was passed, or would be refused."""
        return self.stand is not Stand.FAR or bool(self.passed)

    @property
    def is_yours(self) -> bool:
        """Whether pressing it does something now."""
        has_way = bool(self.edge.operation or command_of(self.edge))
        return has_way and self.stand is Stand.OPEN and not self.is_past

    @property
    def last(self) -> Passed | None:
        """When it was passed last."""
        return self.passed[-1] if self.passed else None


@dataclass(frozen=True)
class Lane:
    """One object's machine, and where the object stands in it."""

    machine: Machine
    version: ApiVersion
    reading: Reading | None  # None: there is no such object yet
    others: tuple[Reading, ...]  # all of its type, itself too
    ways: tuple[Way, ...]

    @property
    def subject(self) -> Subject:
        """What it is the picture of."""
        return self.machine.subject

    @property
    def state(self) -> str:
        """Amazon's word for where it stands; empty before it is there."""
        return self.reading.state if self.reading else BEGINNING

    @property
    def has_ended(self) -> bool:
        """Whether nothing leads on, or there is nothing yet."""
        return self.reading is None or self.state in self.machine.final

    @property
    def visited(self) -> frozenset[str]:
        """The states that it has been in."""
        steps = [step for way in self.ways for step in way.passed]
        return frozenset(state for step in steps for state in (step.before, step.to))

    @property
    def ends_at(self) -> float | None:
        """When its own time is over; None when nothing waits for that."""
        waits = any(way.edge.ends_at_expiry and way.stand is Stand.OPEN for way in self.ways)
        return self.reading.expires_at if self.reading and waits else None


_Seen = Mapping[str, Sequence[Seen]]
_Around = tuple[_Seen, Mapping[Subject, Lane]]


@dataclass(frozen=True)
class Picture:
    """The lanes of a sale, from its session to its refunds."""

    lanes: tuple[Lane, ...]
    title: str = ""  # the session's id, or the permission's


def command_of(edge: Edge) -> str:
    """The command that takes an edge where it is no task; empty where nobody here can."""
    return _COMMANDS.get(edge.name, "")


_COMMANDS = {
    "create_session": "act",
    "update_session": "send",
    "complete_session": "complete",
    "sign_in": "sign_in",
    "pay": "open_page",
    "agree": "open_page",
    "close_permission": "close_permission",  # of its charges
}


def picture(
    state: SaleState,
    trail: Trail,
    chosen: Mapping[str, str] | None = None,
    machines: Sequence[Machine] = MACHINES,
) -> Picture:
    """Draw a sale up: of several charges or refunds the chosen ones, by their type's name."""
    seen = trail.seen(_until(state), state.sale.version)
    whole = _whole(state, seen)
    lanes: dict[Subject, Lane] = {}
    for machine in machines:
        found = _of_type(machine.subject, whole, lanes)
        wanted = (chosen or {}).get(machine.subject.name) or state.shown
        reading = later.find(found, wanted) or (found[-1] if found else None)
        ways = _ways(machine, reading, state, (seen, lanes))
        lanes[machine.subject] = Lane(machine, state.sale.version, reading, found, ways)
    title = state.sale.session_id or next(iter(state.sale.ids), "")
    return Picture(tuple(lanes.values()), title)


def _until(state: SaleState) -> Sequence[Exchange]:
    """The exchanges of the sale, newest first, from the moment on that is looked at."""
    places = [place for place, one in enumerate(state.exchanges) if one is state.moment]
    return state.exchanges[places[0] :] if places else state.exchanges


def _whole(state: SaleState, seen: _Seen) -> tuple[Reading, ...]:
    """All objects as they are, or as they were seen by the moment that is looked at."""
    if state.moment is not None:
        return tuple(rows[-1].reading for rows in seen.values())
    return (*((state.session,) if state.session else ()), *state.objects)


def _of_type(
    subject: Subject, whole: tuple[Reading, ...], lanes: Mapping[Subject, Lane]
) -> tuple[Reading, ...]:
    """The objects of a type; refunds only of the charge that is shown."""
    found = tuple(one for one in whole if one.subject is subject)
    charge = lanes[CHARGE].reading if subject is REFUND and CHARGE in lanes else None
    return tuple(one for one in found if charge is None or later.parent_id(one) == charge.id)


def _ways(
    machine: Machine, reading: Reading | None, state: SaleState, around: _Around
) -> tuple[Way, ...]:
    seen, lanes = around
    version = state.sale.version
    steps = passed(machine, seen.get(reading.id, ()) if reading else (), version)
    parent = lanes.get(_PARENTS.get(machine.subject, SESSION))
    found = []
    for edge in machine.of(version):
        stand, said = _stand(edge, reading, state, parent.reading if parent else None)
        own = tuple(step for step in steps if step.edge is edge)
        found.append(Way(edge, stand, said, own, is_past=state.moment is not None))
    return tuple(found)


def _stand(
    edge: Edge, reading: Reading | None, state: SaleState, parent: Reading | None
) -> tuple[Stand, Message]:
    meaning = say(edge.meaning)
    if edge.begins:
        return _beginning(edge, reading, parent)
    if reading is None:
        return Stand.FAR, meaning
    if reading.state in edge.before:
        why = hindered(edge, state)
        return (Stand.OPEN, meaning) if why is None else (Stand.SHUT, why)
    error = refused(edge, reading.state)
    return (Stand.FAR, meaning) if error is None else (Stand.SHUT, error)


def _beginning(
    edge: Edge, reading: Reading | None, parent: Reading | None
) -> tuple[Stand, Message]:
    meaning = say(edge.meaning)
    if edge.mover is not Mover.YOU or (reading is not None and edge.operation is CREATE_SESSION):
        return Stand.FAR, meaning
    error = without_parent(edge, parent)
    return (Stand.OPEN, meaning) if error is None else (Stand.SHUT, error)
