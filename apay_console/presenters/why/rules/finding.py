"""What a rule finds by the sale as it is, and where it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from apay_console.errors import N_, Message, say
from apay_console.model.exchange import Exchange, Outcome
from apay_console.presenters.sale.state.sale_state import SaleState


class Verdict(StrEnum):
    """What can be said of one check."""

    FINE = "fine"  # this is not it
    HERE = "here"  # this is so here
    OPEN = "open"  # it cannot be told from here


@dataclass(frozen=True)
class Finding:
    """A verdict, and what it is judged by."""

    verdict: Verdict
    words: Message


Rule = Callable[[SaleState], Finding]
_CANNOT_TELL = N_("This cannot be told from here.")


def fine(words: str, **arguments: object) -> Finding:
    """Say that this is not it."""
    return Finding(Verdict.FINE, say(words, **arguments))


def here(words: str, **arguments: object) -> Finding:
    """Say that this is so here."""
    return Finding(Verdict.HERE, say(words, **arguments))


def unclear(words: str = _CANNOT_TELL, **arguments: object) -> Finding:
    """Say that it cannot be told."""
    return Finding(Verdict.OPEN, say(words, **arguments))


def refused(state: SaleState) -> Exchange | None:
    """The exchange that is asked about: the one looked at, else the last that was refused."""
    if state.moment is not None:
        return state.moment
    found = (one for one in state.exchanges if one.outcome is Outcome.REJECTED)
    return next(found, state.exchange)
