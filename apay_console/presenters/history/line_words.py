"""What a line of the history says: what was done, to what, how it went, when."""

from __future__ import annotations

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import FROM_SHOP, Outcome
from apay_console.model.operation import Operation
from apay_console.model.operations import id_in, operation
from apay_console.model.past import Line

_WORDS = {
    Outcome.APPLIED: N_("Applied"),
    Outcome.REJECTED: N_("Refused"),
    Outcome.NOT_SENT: N_("Not sent"),
    Outcome.UNKNOWN: N_("Unknown"),
}
YOUR_SHOP = N_("Your shop")


def known(name: str) -> Operation | None:
    """Find an operation; a damaged or newer row may name one that is not known here."""
    try:
        return operation(name)
    except KeyError:
        return None


def did_of(line: Line) -> Message:
    """Say what was done, or tried."""
    row = known(line.operation)
    if row is None:
        return say("{method}", method=line.method or line.operation)
    return say(row.did if line.outcome is Outcome.APPLIED and line.status else row.label)


def fate_of(line: Line) -> Message:
    """Say how it went in one word."""
    return say(_WORDS.get(line.outcome, _WORDS[Outcome.UNKNOWN]))


def about(line: Line) -> str:
    """The id of what it was about, as far as the line tells."""
    row = known(line.operation)
    return (id_in(row, line.url) if row else "") or line.session_id


def is_from_shop(line: Line) -> bool:
    """Whether the merchant's own program asked."""
    return line.profile_id == FROM_SHOP
