"""Asks again about what Amazon has not decided yet, more and more seldom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from apay_console.model.profile import Environment
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.state.objects import Poll
from apay_console.presenters.sale.state.sale_state import SaleState

LONGEST_S = 600.0
_PAUSES_S = (5.0, 10.0, 20.0, 40.0, 60.0)  # throttling.html: a read every 5 s is far below it
_FIRST_IN_EMULATOR_S = 2.0


def pause(number: int, *, is_emulator: bool) -> float:
    """How long to wait before a round, the first being 0."""
    pauses = (_FIRST_IN_EMULATOR_S, *_PAUSES_S) if is_emulator else _PAUSES_S
    return pauses[min(number, len(pauses) - 1)]


def pending_ids(state: SaleState) -> frozenset[str]:
    """What of a sale Amazon will decide by itself."""
    return frozenset(one.id for one in state.objects if one.is_pending)


class Polling(QObject):
    """Rounds of questions about the sale on the desk; ends by itself, and can be stopped."""

    def __init__(
        self, desk: SaleDesk, ask: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self.holds: Callable[[], bool] = lambda: False  # whether a round would be in the way now
        self._sale_id = ""
        self._since = 0.0
        self._left_alone: frozenset[str] = frozenset()  # what is asked about no more
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)

    def follow(self) -> None:
        """Begin, go on or end, as the sale on the desk stands."""
        state = self._desk.state
        if state is None or not self._asked_about(state):
            self._end()
        elif state.poll is None or state.sale.id != self._sale_id:
            self._begin(state)

    def _asked_about(self, state: SaleState) -> frozenset[str]:
        return pending_ids(state) - self._left_alone

    def _begin(self, state: SaleState) -> None:
        self._sale_id, self._since = state.sale.id, self._now()
        self._wait(state, 0)

    def _wait(self, state: SaleState, number: int) -> None:
        is_emulator = state.profile.environment is Environment.EMULATOR
        next_at = self._now() + pause(number, is_emulator=is_emulator)
        self._desk.change(poll=Poll(next_at, number))
        self._arm(next_at)

    def _arm(self, next_at: float) -> None:
        self._timer.start(max(0, round((next_at - self._now()) * 1000)))

    def _now(self) -> float:
        return self._desk.services.clock()

    def tick(self) -> None:
        """Ask, if it is time; otherwise wait for the rest of the time."""
        state = self._desk.state
        if state is None or state.poll is None or state.sale.id != self._sale_id:
            self._timer.stop()
        elif self._now() < state.poll.next_at:
            self._arm(state.poll.next_at)
        elif self.holds():
            self._wait(state, state.poll.round)
        else:
            self._take_round(state, state.poll.round)

    def _take_round(self, state: SaleState, number: int) -> None:
        wanted = self._asked_about(state)
        if not wanted or self._now() - self._since > LONGEST_S:
            self._end()
            return
        self._wait(state, number + 1)
        for object_id in sorted(wanted):
            self._ask(object_id)

    def now(self) -> None:
        """Ask at once, and go on from there."""
        state = self._desk.state
        if state is not None:
            self.resume()
            self._sale_id, self._since = state.sale.id, self._now()
            self._take_round(state, state.poll.round if state.poll else 0)

    def stop(self) -> None:
        """Ask no more about what is pending now, until somebody asks for it."""
        state = self._desk.state
        if state is not None:
            self._left_alone |= pending_ids(state)
        self._end()

    def halt(self) -> None:
        """Stand still because the program ends."""
        self._timer.stop()

    def leave_alone(self, object_id: str) -> None:
        """Ask no more about an object that is not there."""
        self._left_alone |= {object_id}
        self.follow()

    def resume(self) -> None:
        """Ask about everything again."""
        self._left_alone = frozenset()

    def _end(self) -> None:
        self._timer.stop()
        state = self._desk.state
        if state is not None and state.poll is not None:
            self._desk.change(poll=None)
