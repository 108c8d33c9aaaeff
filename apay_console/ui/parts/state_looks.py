"""How each state of Amazon's objects looks: its icon, and the token of its colour."""

from __future__ import annotations

NOTHING = ("circle-dashed", "text3")  # nothing is known of it yet
_STRANGE = ("question-fill", "unknown")
_PENDING = ("hourglass-medium", "warn")
_DONE = ("check-circle-fill", "ok")
_FAILED = ("x-circle-fill", "err")
_YOURS = ("circle-half", "accent")

_LOOKS = {
    "": NOTHING,
    "Open": _YOURS,
    "Completed": _DONE,
    "Canceled": _FAILED,
    "Chargeable": _DONE,
    "NonChargeable": _PENDING,
    "Closed": ("prohibit", "text2"),  # as it should be once all is captured
    "AuthorizationInitiated": _PENDING,
    "Authorized": _YOURS,
    "CaptureInitiated": _PENDING,
    "Captured": _DONE,
    "Declined": _FAILED,
    "RefundInitiated": _PENDING,
    "Refunded": _DONE,
}


def look_of(state: str) -> tuple[str, str]:
    """The icon of a state and the token of its colour."""
    return _LOOKS.get(state, _STRANGE)


def ink_of(state: str) -> str:
    """The token of a state's colour; empty for a word that is no state."""
    return _LOOKS[state][1] if state in _LOOKS else ""
