"""Where everything of a lane lies: boxes in columns and rows, each edge on a track between rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from apay_console.model.states.layers import Spot, spots
from apay_console.model.states.machine import BEGINNING
from apay_console.presenters.states.picture import Lane, Stand, Way

BOX_HEIGHT = 40
PILL_HEIGHT = 24
_TRACK, _THIN_TRACK = 28, 8  # of an edge with words, and of one without
_WIDEST_BOX, _LEAST_GAP, _WIDEST_GAP = 136, 16, 190
_START = 24  # room for the dot that an object begins at
_EDGE = 4
_APART = 6  # between what shares a track

Port = tuple[str, bool]  # a state, and whether it is the box's upper side


@dataclass
class Wire:
    """One edge: its pill, and for each state that it touches the x of its line."""

    way: Way
    row: int  # the row whose channel it runs in: the one above that row
    hot_before: frozenset[str] = frozenset()  # the states out of which it was passed, or can be
    hot_to: frozenset[str] = frozenset()
    width: float = 0  # of its words; 0 for none
    y: float = 0
    before: dict[str, float] = field(default_factory=dict)
    to: dict[str, float] = field(default_factory=dict)

    @property
    def xs(self) -> tuple[float, ...]:
        """Where its lines are."""
        return (*self.before.values(), *self.to.values())

    @property
    def hot_xs(self) -> tuple[float, ...]:
        """Where its lines are that were passed, or can be taken now."""
        return (
            *(x for state, x in self.before.items() if state in self.hot_before),
            *(x for state, x in self.to.items() if state in self.hot_to),
        )

    @property
    def middle(self) -> float:
        """Where its words stand."""
        xs = self.hot_xs or self.xs
        return (min(xs) + max(xs)) / 2


@dataclass
class Plan:
    """A lane laid out for a width."""

    boxes: dict[str, QRectF]
    wires: tuple[Wire, ...]
    start: QPointF | None
    width: float
    height: float = 0

    def pill(self, wire: Wire) -> QRectF:
        """Where an edge's words stand; never beyond the picture."""
        left = wire.middle - wire.width / 2
        left = max(0.0, min(left, self.width - wire.width))
        return QRectF(left, wire.y - PILL_HEIGHT / 2, wire.width, PILL_HEIGHT)


def plan(lane: Lane, width: float, measure: Callable[[Way], float]) -> Plan:
    """Lay a lane out; `measure` tells how wide an edge's words are."""
    places = spots(lane.machine, lane.version)
    ways = tuple(way for way in lane.ways if _is_drawn(lane, way))
    has_start = any(way.edge.begins for way in ways)
    wires = tuple(_wire(lane, way, places, min(measure(way), width)) for way in ways)
    boxes = _boxes(places, width, _START if has_start else 0)
    found = Plan(boxes, wires, QPointF(_START / 3, 0) if has_start else None, width)
    _spread(found, places)
    _stack(found, places)
    return found


def _is_drawn(lane: Lane, way: Way) -> bool:
    """What can never come any more is left out, and all but the beginning before there is one."""
    if lane.reading is None:
        return way.edge.begins and way.has_words
    return way.has_words or not (lane.has_ended or way.edge.begins)


def _wire(lane: Lane, way: Way, places: dict[str, Spot], wide: float) -> Wire:
    rows = [places[state].row for state in (*way.edge.before, *way.edge.to) if state in places]
    before = {step.before for step in way.passed}
    to = {step.to for step in way.passed}
    if way.stand is Stand.OPEN:
        before.add(BEGINNING if way.edge.begins else lane.state)
        to |= set(way.edge.to)
    width = wide if way.has_words else 0
    return Wire(way, max(rows), frozenset(before), frozenset(to), width)


def _boxes(places: dict[str, Spot], width: float, left: float) -> dict[str, QRectF]:
    count = 1 + max(spot.column for spot in places.values())
    room = width - left - 2 * _EDGE
    wide = min(_WIDEST_BOX, (room - (count - 1) * _LEAST_GAP) / count)
    gap = min(_WIDEST_GAP, (room - count * wide) / max(count - 1, 1))
    return {
        state: QRectF(left + _EDGE + spot.column * (wide + gap), 0, wide, BOX_HEIGHT)
        for state, spot in places.items()
    }


def _spread(found: Plan, places: dict[str, Spot]) -> None:
    """Give each line its own place on a box's side, in the order of where it leads."""
    sides: dict[Port, list[tuple[float, Wire, bool]]] = defaultdict(list)
    for wire in found.wires:
        for state, is_target in _ends(wire):
            if state != BEGINNING:
                side = (state, places[state].row == wire.row)
                sides[side].append((_pull(found, wire, state), wire, is_target))
    for (state, _), ends in sides.items():
        box = found.boxes[state]
        for place, (_, wire, is_target) in enumerate(sorted(ends, key=lambda end: end[0])):
            x = box.left() + box.width() * (place + 1) / (len(ends) + 1)
            (wire.to if is_target else wire.before)[state] = round(x)
    for wire in found.wires:
        if found.start is not None and wire.way.edge.begins:
            wire.before[BEGINNING] = found.start.x()


def _ends(wire: Wire) -> Iterable[tuple[str, bool]]:
    """The boxes that an edge touches; one that stays has only a stem."""
    edge = wire.way.edge
    to = () if edge.stays else edge.to
    return (*((state, False) for state in edge.before), *((state, True) for state in to))


def _pull(found: Plan, wire: Wire, state: str) -> float:
    """Where the other ends of an edge are, on the whole."""
    others = [other for other, _ in _ends(wire) if other not in {state, BEGINNING}]
    centres = [found.boxes[other].center().x() for other in others]
    own = 0.0 if wire.way.edge.begins else found.boxes[state].center().x()
    return sum(centres) / len(centres) if centres else own


def _stack(found: Plan, places: dict[str, Spot]) -> None:
    """Give each edge its height, and each row what the edges above it need."""
    y = float(_EDGE)
    for row in range(1 + max(spot.row for spot in places.values())):
        y += _tracks([wire for wire in found.wires if wire.row == row], y, found.width)
        for state, spot in places.items():
            if spot.row == row:
                found.boxes[state].moveTop(y)
        if row == 0 and found.start is not None:
            found.start.setY(y + BOX_HEIGHT / 2)
        y += BOX_HEIGHT + _EDGE
    found.height = y


def _tracks(wires: Sequence[Wire], top: float, width: float) -> float:
    """Put edges that do not touch side by side, long ones above short ones; tell the height."""
    tracks: list[list[Wire]] = []
    for wire in sorted(wires, key=lambda one: -_span(one, width)[2]):
        free = (track for track in tracks if not any(_touch(wire, one, width) for one in track))
        track = next(free, None)
        if track is None:
            tracks.append([wire])
        else:
            track.append(wire)
    y = top
    for track in tracks:
        high = _TRACK if any(wire.width for wire in track) else _THIN_TRACK
        for wire in track:
            wire.y = round(y + high / 2)
        y += high
    return y - top + 2 * _EDGE


def _span(wire: Wire, width: float) -> tuple[float, float, float]:
    """From where to where an edge takes up its track, and how long that is."""
    half = wire.width / 2
    left = min(*wire.xs, max(0.0, min(wire.middle - half, width - wire.width)))
    right = max(*wire.xs, left + wire.width)
    return left, right, right - left


def _touch(one: Wire, other: Wire, width: float) -> bool:
    left, right, _ = _span(one, width)
    begin, end, _ = _span(other, width)
    return left < end + _APART and begin < right + _APART
