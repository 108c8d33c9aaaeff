"""Error answers: what Amazon answered where the object that was asked for would stand."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import Message
from apay_console.model.answer import Refused, refusal
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import id_in, operation
from apay_console.model.subjects import SESSION
from apay_console.presenters.sale.words import refusals
from apay_console.presenters.sale.words.notices import notice_of


@dataclass(frozen=True)
class ErrorAnswer:
    """Amazon's error, its meaning and the commands that help."""

    refused: Refused
    meaning: Message
    commands: tuple[str, ...]
    is_certain: bool  # that Amazon changed nothing

    @property
    def headline(self) -> str:
        """The status and Amazon's code."""
        return f"{self.refused.status} {self.refused.code}".strip()

    @property
    def explanation(self) -> str:
        """The key of the entry that explains it."""
        return refusals.why(self.refused)


def error_answer(exchange: Exchange, object_id: str) -> ErrorAnswer | None:
    """Return the error answered about an object; an empty id means the session."""
    notice = notice_of(exchange)
    if exchange.answered is None or notice is None or not _is_about(exchange, object_id):
        return None
    is_certain = exchange.outcome is Outcome.REJECTED
    return ErrorAnswer(refusal(exchange), notice.sentence, notice.actions, is_certain)


def _is_about(exchange: Exchange, object_id: str) -> bool:
    done = operation(exchange.operation)
    if object_id:
        return id_in(done, exchange.sent.url) == object_id
    return done.answers is SESSION
