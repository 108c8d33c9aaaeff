"""How each state of Amazon's objects looks: its icon, and the token of its colour."""

from __future__ import annotations

from apay_console.model.states.machine import Tone
from apay_console.model.states.machines import MACHINES

NOTHING = ("circle-dashed", "text3")  # nothing is known of it yet
_STRANGE = ("question-fill", "unknown")
_TONES = {
    Tone.YOURS: ("circle-half", "accent"),
    Tone.READY: ("check-circle-fill", "ok"),
    Tone.PENDING: ("hourglass-medium", "warn"),
    Tone.DONE: ("check-circle-fill", "ok"),
    Tone.FAILED: ("x-circle-fill", "err"),
    Tone.OVER: ("prohibit", "text2"),  # as it should be once all is captured
}
_LOOKS = {state.name: _TONES[state.tone] for machine in MACHINES for state in machine.states}


def look_of(state: str) -> tuple[str, str]:
    """The icon of a state and the token of its colour."""
    return _LOOKS.get(state, _STRANGE) if state else NOTHING


def ink_of(state: str) -> str:
    """The token of a state's colour; empty for a word that is no state."""
    return _LOOKS[state][1] if state in _LOOKS else ""
