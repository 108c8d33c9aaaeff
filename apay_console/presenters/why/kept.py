"""What is explained of one exchange that is looked at in the history, whatever sale is open."""

from __future__ import annotations

from apay_console.model.answer import answer_of, reason_code
from apay_console.model.changes.comparison import version_of
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.reading import read
from apay_console.model.session import read_session
from apay_console.presenters.why import asking


def key_of(exchange: Exchange | None) -> str:
    """The key for what went wrong with an exchange, or with what it brought."""
    if exchange is None:
        return asking.FINE
    if exchange.outcome is Outcome.UNKNOWN:
        return "network.unknown"
    missed = asking.key_of_reason(exchange.reason)
    return asking.key_of_exchange(exchange) or missed or _key_of_answer(exchange)


def key_in(exchange: Exchange, code: str) -> str:
    """The key for a reason's code in an answer, or for an address that is empty there."""
    if code == reason_code(exchange):
        return f"error.{code}"
    found = read(answer_of(exchange), version_of(exchange))
    kind = found.subject.name if found is not None else "error"
    return asking.NO_REDIRECT if code == asking.REDIRECT else f"{kind}.{code}"


def _key_of_answer(exchange: Exchange) -> str:
    body, version = answer_of(exchange), version_of(exchange)
    found, session = read(body, version), read_session(body, version)
    if found is not None and (key := asking.key_of_object(found)):
        return key
    waits = session is not None and session.is_open and not session.redirect_url
    return asking.NO_REDIRECT if waits else asking.FINE
