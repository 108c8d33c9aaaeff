"""What the four bad days teach: what happened, and what a good shop does."""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model.answer import reason_code
from apay_console.model.exchange import Exchange
from apay_console.model.session import Session
from apay_console.presenters.sale.words.state_words import state_of


@dataclass(frozen=True)
class Lesson:
    """A bad day in two or three sentences."""

    title: Message
    happened: Message
    advice: Message


def twice(exchange: Exchange) -> Lesson:
    """Complete was sent once more."""
    words = N_(
        "Complete was sent once more, and the answer was {answer}: the session was finished "
        "already, so no money moved again."
    )
    advice = N_(
        "A good shop takes this answer as a yes: it reads the session and thanks the buyer. Where "
        "no answer came at all, it repeats Complete with the same idempotency key and amounts."
    )
    return Lesson(say(N_("Completed twice")), say(words, answer=_answer(exchange)), say(advice))


def expired(session: Session | None, *, was_paid: bool) -> Lesson:
    """More than a day went by."""
    words = N_("More than 24 hours went by. The session is now {state}.")
    if was_paid:
        words = N_(
            "More than 24 hours went by after the buyer paid, and nobody completed. The session is "
            "now {state}, and nothing was charged."
        )
    advice = N_(
        "A good shop completes as soon as the buyer is back. An expired session is never revived: "
        "whoever comes back later begins with a new one."
    )
    state = state_of(session) if session else say(N_("not known"))
    return Lesson(say(N_("Expired")), say(words, state=state), say(advice))


def without_id(session: Session | None) -> Lesson:
    """The buyer came back, and the address told no session."""
    words = N_(
        "The buyer paid and came back, but the address lost its amazonCheckoutSessionId. This "
        "console knew which sale the buyer had left from, and asked: {state}."
    )
    advice = N_(
        "A good shop keeps the session's id with the buyer's cart, and reads the session there. It "
        "takes a return without an id neither as paid nor as canceled."
    )
    state = state_of(session) if session else say(N_("not known"))
    return Lesson(say(N_("Returned without an id")), say(words, state=state), say(advice))


def amount(exchange: Exchange, sent: str, agreed: str) -> Lesson:
    """The amount changed while the buyer was paying."""
    words = N_(
        "The buyer agreed to {agreed}, and {sent} was sent afterwards. The answer was {answer}; "
        "nothing was charged by this request."
    )
    advice = N_(
        "A good shop keeps the cart as it is while the buyer pays, and completes with the amount "
        "of the session. If the cart did change, it begins a new session, so that the buyer agrees "
        "to the new amount."
    )
    happened = say(words, agreed=agreed, sent=sent, answer=_answer(exchange))
    return Lesson(say(N_("Amount changed meanwhile")), happened, say(advice))


def _answer(exchange: Exchange) -> Message:
    if exchange.answered is None:
        return say(N_("none"))
    status, code = exchange.answered.status, reason_code(exchange)
    return say("{status} {code}" if code else "{status}", status=status, code=code)
