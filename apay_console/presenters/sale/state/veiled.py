"""A sale as others may see it over one's shoulder: all of it but what tells of the buyer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from apay_console.errors import Message
from apay_console.model import redaction
from apay_console.model.changes.changes import Change
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.hidden_names import ALL_BUT_BUYERS
from apay_console.model.reading import Reading
from apay_console.model.redaction import REDACTED
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.sale_state import SaleState

_AS_IT_IS = ("utf-8", "surrogatepass")
R = TypeVar("R", bound=Reading)
Over = Callable[[Exchange], Exchange]


def exchange(one: Exchange) -> Exchange:
    """An exchange without the buyer."""
    return redaction.exchange(one, ALL_BUT_BUYERS)


def url(text: str) -> str:
    """An address without the token that names a buyer."""
    return redaction.url(text, ALL_BUT_BUYERS)


def words(said: Message) -> Message:
    """A sentence without the tokens in the addresses that it names."""
    return redaction.message(said, ALL_BUT_BUYERS)


def hides(name: str) -> bool:
    """Whether a field, by its own name, holds what tells of the buyer."""
    return ALL_BUT_BUYERS.hides(name.split("."))


def state(found: SaleState, over: Over) -> SaleState:
    """A sale without its buyer; `over` veils an exchange, and may remember those it has."""
    return replace(
        found,
        session=found.session and _reading(found.session),
        objects=tuple(_reading(one) for one in found.objects),
        exchanges=tuple(over(one) for one in found.exchanges),
        exchange=found.exchange and over(found.exchange),
        moment=found.moment and over(found.moment),
        changes=found.changes and tuple(_change(one) for one in found.changes),
        notice=found.notice and _notice(found.notice),
        draft=_draft(found.draft),
        aside={at: _draft(one) for at, one in found.aside.items()},
    )


def _draft(one: Draft) -> Draft:
    typed = {name: _blank(text) if hides(name) else text for name, text in one.typed.items()}
    by_hand = None if one.by_hand is None else _text(one.by_hand)
    return Draft(typed, redaction.value(one.extra, ALL_BUT_BUYERS), by_hand)


def _text(body: str) -> str:
    return redaction.body(body.encode(*_AS_IT_IS), ALL_BUT_BUYERS).decode(*_AS_IT_IS)


def _reading(one: R) -> R:
    return replace(one, body=redaction.value(one.body, ALL_BUT_BUYERS))


def _change(one: Change) -> Change:
    if ALL_BUT_BUYERS.hides((*one.path, *(one.origin or ()))):
        return replace(one, before=_blank(one.before), after=_blank(one.after))
    before, after = (redaction.value(half, ALL_BUT_BUYERS) for half in (one.before, one.after))
    return replace(one, before=before, after=after)


def _blank(value: Any) -> Any:
    return None if value is None else REDACTED


def _notice(one: Notice) -> Notice:
    """Amazon's own words may quote what was sent; what the console says names addresses only."""
    return replace(one, sentence=words(one.sentence), details="")
