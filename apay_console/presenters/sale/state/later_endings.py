"""What a refused task of a permission or charge means, once the object was read again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from apay_console.errors import N_, Message, say
from apay_console.model import later
from apay_console.model.exchange import Exchange
from apay_console.model.operations import CANCEL_CHARGE, CAPTURE_CHARGE, CLOSE_PERMISSION, operation
from apay_console.model.reading import Reading
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.later_steps import place_of
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words.state_words import since, state_since


@dataclass(frozen=True)
class _Done:
    """The states that say that a task was done before, and the words for it."""

    states: frozenset[str]
    words: str
    words_with_time: str


_DONE = {
    CAPTURE_CHARGE.name: _Done(
        frozenset({"CaptureInitiated", "Captured"}),
        N_("It was already captured. Nothing is wrong."),
        N_("It was already captured at {time}. Nothing is wrong."),
    ),
    CANCEL_CHARGE.name: _Done(
        frozenset({"Canceled"}),
        N_("It was already canceled. Nothing is wrong."),
        N_("It was already canceled at {time}. Nothing is wrong."),
    ),
    CLOSE_PERMISSION.name: _Done(
        frozenset({"Closed"}),
        N_("It was already closed. Nothing is wrong."),
        N_("It was already closed at {time}. Nothing is wrong."),
    ),
}


def is_done(name: str, reading: Reading) -> bool:
    """Whether an object's state shows that a task was done."""
    return name in _DONE and reading.state in _DONE[name].states


def refused_object(state: SaleState, refused: Exchange) -> Reading | None:
    """The object that a refused write was about, as it was read since."""
    place = place_of(refused)
    return later.find(state.objects, place[0]) if place else None


def after_refusal(state: SaleState, refused: Exchange) -> SaleState:
    """Explain a refused task by the object as it is."""
    reading = refused_object(state, refused)
    if reading is None:
        return state
    if is_done(refused.operation, reading):
        return replace(state, notice=Notice("ok", _already(refused.operation, reading)))
    if reading.state in operation(refused.operation).states:
        return state  # the object does not explain it: what was said of the refusal stays
    words = N_("{object}: {state}. Amazon does not take this now, and it moved no money.")
    sentence = say(words, object=say(reading.subject.label), state=state_since(reading))
    return replace(state, notice=Notice("err", sentence))


def _already(name: str, reading: Reading) -> Message:
    done, time = _DONE[name], since(reading)
    return say(done.words_with_time, time=time) if time else say(done.words)


def is_over(state: SaleState, refused: Exchange) -> bool:
    """Whether the object's state tells what became of a write: it takes it no more."""
    reading = refused_object(state, refused)
    return reading is not None and reading.state not in operation(refused.operation).states
