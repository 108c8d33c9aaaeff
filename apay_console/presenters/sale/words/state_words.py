"""An object's state in Amazon's words, and since when."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model.kinds import moment
from apay_console.model.reading import Reading
from apay_console.presenters import moments


def state_of(reading: Reading) -> Message:
    """Amazon's words for the state, with its reason where there is one."""
    words = "{state} ({reason})" if reading.reason else "{state}"
    return say(words, state=reading.state, reason=reading.reason)


def state_since(reading: Reading) -> Message:
    """The state, and since when, where the answer tells."""
    state, time = state_of(reading), since(reading)
    return say(N_("{state} since {time}"), state=state, time=time) if time else state


def since(reading: Reading) -> str:
    """When the object came into its state, by the person's clock; empty when it does not tell."""
    try:
        changed_at = moment(reading.text("statusDetails.lastUpdatedTimestamp"))
    except ValueError:
        return ""
    return moments.minute(changed_at.timestamp())
