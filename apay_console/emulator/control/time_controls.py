"""The control side's calls about time: the clock, and the snapshots to go back to."""

from __future__ import annotations

from typing import Any

from apay_console.emulator.clock import clockwork
from apay_console.emulator.clock.snapshots import MOST
from apay_console.emulator.control.call import Control, Order, bad
from apay_console.emulator.wire import Refused

_NEXT = 50  # of what will happen, as many are told
_SWITCHES = {"stop": clockwork.stop, "start": clockwork.start, "right": clockwork.set_right}
_WAYS = ("advance", *_SWITCHES)


def _look(order: Order) -> Any:
    """Tell the time, and what comes next."""
    world = order.emulator.world
    order.emulator.advance(0)
    coming = clockwork.foreseen(world)[:_NEXT]
    return {**clockwork.told(world), "next": [row.row for row in coming]}


def _turn(order: Order) -> Any:
    """Advance the clock, stop it, start it or set it right; everything due happens in order."""
    emulator, world = order.emulator, order.emulator.world
    seconds = order.number("advance", clockwork.room(world))
    asked = {name: order.body.get(name) for name in _WAYS if name in order.body}
    switches = [name for name in _SWITCHES if name in asked]
    if len(asked) != 1 or any(asked[name] is not True for name in switches):
        raise bad('one of {"advance": seconds} and {"stop", "start" or "right": true} is taken')
    before = world.happened.count
    count = emulator.advance(seconds or 0)
    for name in switches:
        _SWITCHES[name](world)
    rows = [row.row for row in world.happened.since(before)]
    return {**clockwork.told(world), "happened": count, "rows": rows}


def _list(order: Order) -> Any:
    return {"snapshots": [row.row for row in order.emulator.snapshots.all]}


def _take(order: Order) -> Any:
    name = order.body.get("name", "")
    if not isinstance(name, str):
        raise bad("name is a text")
    try:
        return order.emulator.snapshots.take(order.emulator.world, name).row
    except ValueError as error:
        raise bad(str(error)) from None


def _restore(order: Order) -> Any:
    try:
        found = order.emulator.snapshots.restore(order.emulator.world, order.argument)
    except KeyError:
        raise _unknown() from None
    return {**found.row, **clockwork.told(order.emulator.world)}


def _drop(order: Order) -> Any:
    try:
        order.emulator.snapshots.drop(order.argument)
    except KeyError:
        raise _unknown() from None
    return _list(order)


def _unknown() -> Refused:
    return Refused(404, "ResourceNotFound", "There is no snapshot of this name.")


CONTROLS = (
    Control("GET", "clock", "Tells its time, and what will happen next.", _look),
    Control(
        "POST",
        "clock",
        '{"advance": 86400} puts its clock forward by seconds; {"stop": true} lets it stand still,'
        ' {"start": true} lets it go on, {"right": true} sets it to the machine\'s time.'
        " Answers what happened.",
        _turn,
    ),
    Control("GET", "snapshots", "Lists the moments to go back to.", _list),
    Control(
        "POST",
        "snapshots",
        f'{{"name": "before paying"}} keeps the present; the last {MOST} are kept.',
        _take,
    ),
    Control("POST", "snapshots/{name}/restore", "Goes back: everything, and the clock.", _restore),
    Control("DELETE", "snapshots/{name}", "Forgets one.", _drop),
)
