"""Every operation of the API: what it does, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apay_console.emulator import answering, completing, creating, refusals, simulating, updating
from apay_console.emulator.call import Call
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Answer, as_json

Rule = Callable[[Call, str, str], Answer]  # the call, the id in its path, the pages' base URL


def _create_session(call: Call, number: str, base_url: str) -> Answer:
    del number  # a new one is made
    simulating.none(call)
    return as_json(201, _body(call, creating.create(call), base_url))


def _get_session(call: Call, number: str, base_url: str) -> Answer:
    simulating.none(call)
    return as_json(200, _body(call, _session(call, number), base_url))


def _update_session(call: Call, number: str, base_url: str) -> Answer:
    return as_json(200, _body(call, updating.update(call, _session(call, number)), base_url))


def _complete_session(call: Call, number: str, base_url: str) -> Answer:
    session = _session(call, number)
    status = completing.complete(call, session)
    return as_json(status, _body(call, session, base_url))


def _session(call: Call, number: str) -> Session:
    """Find a session; one of another region or environment is not there."""
    session = call.world.state.sessions.get(number)
    if session is None or session.region != call.region or session.live != call.live:
        raise refusals.not_found(f"The checkout session {number[:80]}")
    return session


def _body(call: Call, session: Session, base_url: str) -> dict[str, Any]:
    return answering.session_body(session, call.version, base_url)


RULES: dict[str, Rule] = {
    "create_session": _create_session,
    "get_session": _get_session,
    "update_session": _update_session,
    "complete_session": _complete_session,
}
