"""What the state picture says of each edge, box and lane."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from apay_console.model.states.machine import Mover
from apay_console.presenters import moments
from apay_console.presenters.sale.words.state_words import state_since
from apay_console.presenters.states.passed import Passed
from apay_console.presenters.states.picture import Lane, Stand, Way
from apay_console.ui.parts.text import clip, say, visible, word

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_LONGEST = 80


def mover_word(mover: Mover) -> str:
    """Who can let an object move on."""
    words = {
        Mover.YOU: QCoreApplication.translate("States", "You"),
        Mover.BUYER: QCoreApplication.translate("States", "Buyer"),
        Mover.AMAZON: QCoreApplication.translate("States", "Amazon"),
        Mover.TIME: QCoreApplication.translate("States", "Time"),
    }
    return words[mover]


def time_of(step: Passed) -> str:
    """When an edge was passed, by the person's clock."""
    return moments.minute(step.exchange.started_at)


def pill_words(way: Way, left: float | None) -> str:
    """The few words on an edge: what it is, and when it was passed or how long it still takes."""
    label = word(way.edge.label)
    if way.edge.ends_at_expiry and left is not None and way.stand is Stand.OPEN:
        words = QCoreApplication.translate("States", "{label} in {time}")
        return words.replace("{label}", label).replace("{time}", span_words(left))
    return f"{label} · {time_of(way.last)}" if way.last else label


def span_words(left: float) -> str:
    """How long something still takes: days and hours, hours and minutes, in the end seconds."""
    seconds = max(int(left), 0)
    if seconds >= 2 * _DAY:
        parts = (seconds // _DAY, seconds % _DAY // _HOUR)
        words = QCoreApplication.translate("States", "{first} d {second} h")
    elif seconds >= _HOUR:
        parts = (seconds // _HOUR, seconds % _HOUR // _MINUTE)
        words = QCoreApplication.translate("States", "{first} h {second} min")
    else:
        parts = (seconds // _MINUTE, seconds % _MINUTE)
        words = QCoreApplication.translate("States", "{first} min {second} s")
    return words.replace("{first}", str(parts[0])).replace("{second}", str(parts[1]))


def spoken(way: Way) -> str:
    """An edge to be read aloud: who moves, what happens, where it leads."""
    either = QCoreApplication.translate("States", "{some} or {last}")
    to = list(way.edge.to)
    last = to.pop()
    where = either.replace("{some}", ", ".join(to)).replace("{last}", last) if to else last
    words = QCoreApplication.translate("States", "{who}: {what}, to {where}")
    if way.edge.stays:
        words = QCoreApplication.translate("States", "{who}: {what}")
    who, what = mover_word(way.edge.mover), word(way.edge.label)
    return words.replace("{who}", who).replace("{what}", what).replace("{where}", where)


def told(way: Way) -> str:
    """The line under the picture: who and where to, what it does or the error, how to look back."""
    parts = [f"{spoken(way)}.", say(way.said)]
    if way.stand is not Stand.SHUT and way.edge.reasons and not way.edge.operation:
        words = QCoreApplication.translate("States", "Amazon's reason: {codes}.")
        parts.append(words.replace("{codes}", ", ".join(way.edge.reasons)))
    if way.last:
        parts.append(_passed_words(way).replace("{time}", time_of(way.last)))
    return " ".join(parts)


def _passed_words(way: Way) -> str:
    if way.is_yours:
        return QCoreApplication.translate(
            "States", "Passed at {time}: Shift+Enter opens that exchange."
        )
    return QCoreApplication.translate("States", "Passed at {time}: Enter opens that exchange.")


def standing(lane: Lane) -> str:
    """Where an object stands, and since when."""
    if lane.reading is None:
        return QCoreApplication.translate("States", "not there yet")
    return clip(say(state_since(lane.reading)), _LONGEST)


def lines_of(state: str) -> list[str]:
    """A state's word in the lines that it may be broken into."""
    places = [place for place, sign in enumerate(state) if place and sign.isupper()]
    cut = next((place for place in places if 0 < place < len(state)), 0)
    shown = visible(clip(state, _LONGEST))
    return [shown[:cut], shown[cut:]] if cut and shown == state else [shown]
