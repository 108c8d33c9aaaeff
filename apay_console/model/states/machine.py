"""What a state machine is made of: states, and edges that lead from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from apay_console.model.fields import ApiVersion
from apay_console.model.operation import BOTH, Operation
from apay_console.model.subjects import Subject

BEGINNING = ""  # where an object is before it is there


class Mover(StrEnum):
    """Who can let an object move on."""

    YOU = "you"
    BUYER = "buyer"
    AMAZON = "amazon"
    TIME = "time"


class Tone(StrEnum):
    """How a state is to be taken."""

    YOURS = "yours"  # you move next
    READY = "ready"  # all is well, and more can be done
    PENDING = "pending"  # Amazon decides, or something hinders
    DONE = "done"
    FAILED = "failed"
    OVER = "over"  # ended as it should


@dataclass(frozen=True)
class State:
    """One state: Amazon's word, how to take it, and what it means, in a sentence and in short."""

    name: str
    tone: Tone
    meaning: str  # to be translated, as the next one
    brief: str = ""  # the same for all objects that have a state of this name

    @property
    def failed(self) -> bool:
        """Whether it came to nothing."""
        return self.tone is Tone.FAILED


@dataclass(frozen=True)
class Edge:
    """One way on: out of which states, into which, what lets it happen, and who does it."""

    name: str  # the operation's, or a name for what happens
    before: tuple[str, ...]
    to: tuple[str, ...]  # into one of them
    label: str  # a few words, to be translated
    mover: Mover
    meaning: str  # what happens then, to be translated
    reasons: tuple[str, ...] = ()  # Amazon's codes that tell of it
    versions: tuple[ApiVersion, ...] = BOTH
    operation: Operation | None = None  # what is sent for it
    ends_at_expiry: bool = False  # when the object's own time is over

    @property
    def begins(self) -> bool:
        """Whether the object comes about by it."""
        return self.before == (BEGINNING,)

    @property
    def stays(self) -> bool:
        """Whether the state is the same afterwards."""
        return self.before == self.to

    def leads(self, before: str, to: str) -> bool:
        """Whether it is a way from one state to another."""
        return before in self.before and to in self.to


@dataclass(frozen=True)
class Machine:
    """All states of one type of object, and all ways between them."""

    subject: Subject
    states: tuple[State, ...]
    edges: tuple[Edge, ...]

    def state(self, name: str) -> State | None:
        """Find a state by Amazon's word."""
        return next((state for state in self.states if state.name == name), None)

    def edge(self, name: str) -> Edge:
        """Find an edge by its name."""
        return next(edge for edge in self.edges if edge.name == name)

    def of(self, version: ApiVersion) -> tuple[Edge, ...]:
        """The edges that an API version has."""
        return tuple(edge for edge in self.edges if version in edge.versions)

    def leaving(self, state: str, version: ApiVersion) -> tuple[Edge, ...]:
        """The edges that lead out of a state, or let it be as it is."""
        return tuple(edge for edge in self.of(version) if state in edge.before)

    @property
    def final(self) -> frozenset[str]:
        """The states that nothing leads out of."""
        left = {state for edge in self.edges if not edge.stays for state in edge.before}
        return frozenset(state.name for state in self.states if state.name not in left)

    def turned_by_others(self, to: str) -> Iterator[Edge]:
        """The edges into a state that are not the merchant's."""
        return (
            edge
            for edge in self.edges
            if to in edge.to and edge.mover is not Mover.YOU and not edge.begins
        )


def by(
    operation: Operation, to: tuple[str, ...], meaning: str, reasons: tuple[str, ...] = ()
) -> Edge:
    """The edge of an operation: it may be sent in the states that its own row names."""
    return Edge(
        operation.name,
        operation.states,
        to,
        operation.verb or operation.label,
        Mover.YOU,
        meaning,
        reasons,
        operation.versions,
        operation,
    )


def staying(operation: Operation, meaning: str) -> Edge:
    """The edge of an operation that leaves the state as it is."""
    return by(operation, operation.states, meaning)
