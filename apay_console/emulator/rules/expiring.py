"""What happens by itself: each due event, in order, at its own time."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator.rules import charges, finishing, permissions, refunds
from apay_console.emulator.rules.turning import CHARGE_TURNS, REFUND_TURNS
from apay_console.emulator.state import Event
from apay_console.emulator.world import World
from apay_console.model.session import OPEN


def run_due(world: World) -> int:
    """Let everything happen that is due by now; say how much it was."""
    count = 0
    while event := world.next_due(world.now):
        happen = _HAPPENINGS.get(event.what)
        if happen:  # a state kept by another version of the program may know more
            happen(world, event)
        count += 1
    return count


def _expire_session(world: World, event: Event) -> None:
    session = world.state.sessions.get(event.about)
    if session and session.state == OPEN:
        finishing.cancel(world, session, "Expired", event.at)


def _purge_session(world: World, event: Event) -> None:
    session = world.state.sessions.get(event.about)
    if session:
        world.drop(session, event.at)


_HAPPENINGS: dict[str, Callable[[World, Event], None]] = {
    "expire_session": _expire_session,
    "purge_session": _purge_session,
    "expire_permission": permissions.expire,
    **dict.fromkeys(CHARGE_TURNS, charges.turn),
    **dict.fromkeys(REFUND_TURNS, refunds.turn),
}
