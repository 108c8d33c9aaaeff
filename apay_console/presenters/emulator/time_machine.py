"""The emulator's clock, as the window shows and turns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_
from apay_console.presenters.emulator import time_words
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.emulator.foresight import Coming, by_jumps
from apay_console.presenters.emulator.time_words import Told

if TYPE_CHECKING:
    from apay_console.emulator.clock.clockwork import Foresight
    from apay_console.emulator.service import Emulator

DAY = 24 * 3600.0
JUMPS = (
    (30.0, N_("30 s")),
    (DAY, N_("24 h")),
    (30 * DAY, N_("30 days")),
    (180 * DAY, N_("180 days")),
    (395 * DAY, N_("13 months")),
)
BEFORE_FIRST, BEFORE_LAST = N_("Before the first jump"), N_("Before the last jump")
_MOST_TOLD = 20
_NEAR = 1.0  # seconds that nobody would call ahead


@dataclass(frozen=True)
class Moment:
    """A snapshot to go back to."""

    name: str
    at: float


@dataclass(frozen=True)
class Time:
    """The emulator's time at one look at it."""

    now: float = 0.0
    ahead: float = 0.0
    is_stopped: bool = False
    moments: tuple[Moment, ...] = ()  # the newest last
    coming: tuple[Coming, ...] = ()  # one for each jump; only while it is watched
    happened: tuple[Told, ...] = ()  # the newest first; likewise

    @property
    def is_odd(self) -> bool:
        """Whether it is another time than the machine's."""
        return self.is_stopped or abs(self.ahead) > _NEAR


class TimeMachine(QObject):
    """Looks at the clock, jumps, stops, starts, and goes back."""

    changed = Signal(object)  # Time
    moved = Signal(bool)  # what was read before may be otherwise now; whether it went back

    def __init__(
        self, host: EmulatorHost, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._clock = clock
        self.time = Time()
        self.just: tuple[Told, ...] = ()  # what the last turn made happen, the newest first
        self.own: Callable[[], frozenset[str]] = frozenset  # what is told of before all else
        self._is_watched = False
        self._foresight: Foresight | None = None  # used on the emulator's own thread
        host.ready.connect(lambda _: self.look())

    @property
    def now(self) -> float:
        """The emulator's time."""
        return self.time.now if self.time.is_stopped else self._clock() + self.time.ahead

    def watch(self, *, is_watched: bool) -> None:
        """Look closely from now on, at what happened and what will; or no more."""
        self._is_watched = is_watched
        if is_watched:
            self.look()

    def look(self) -> None:
        """Look at the clock."""
        self._host.do(self._looking(), owner=self, done=self._show)

    def _looking(self) -> Callable[[Emulator], Time]:
        """How to look from here, as it stands now."""
        closely, own = self._is_watched, self.own()
        return lambda it: self._closely(it, _look(it), own) if closely else _look(it)

    def _closely(self, emulator: Emulator, time: Time, own: frozenset[str]) -> Time:
        from apay_console.emulator.clock.clockwork import Foresight  # noqa: PLC0415 - loaded with it

        self._foresight = self._foresight or Foresight()
        rows = self._foresight.rows(emulator.world)
        jumps = [seconds for seconds, _ in JUMPS]
        happened = _told_since(emulator, emulator.world.happened.count - _MOST_TOLD)
        return replace(time, coming=by_jumps(rows, time.now, jumps, own), happened=happened)

    def jump(self, seconds: float) -> None:
        """Put the clock forward at once, and keep the moment before."""
        self._turn(lambda it: _jump(it, seconds))

    def stop(self) -> None:
        """Let the clock stand still."""
        self._turn(_stop)

    def start(self) -> None:
        """Let the clock go on."""
        self._turn(_start)

    def set_right(self) -> None:
        """Show the machine's time again; what has happened stays."""
        self._turn(_set_right)

    def take(self) -> None:
        """Keep the present as a snapshot."""
        self._turn(_take, moves=False)

    def restore(self, name: str) -> None:
        """Go back to a snapshot."""
        self._turn(lambda it: _restore(it, name), back=True)

    def back(self) -> None:
        """Go back to the last snapshot."""
        if self.time.moments:
            name = self.time.moments[-1].name
            self._turn(lambda it: _back(it, name), back=True)

    def drop(self, name: str) -> None:
        """Forget a snapshot."""
        self._turn(lambda it: _drop(it, name), moves=False)

    def _turn(
        self, act: Callable[[Emulator], None], *, moves: bool = True, back: bool = False
    ) -> None:
        look = self._looking()

        def work(emulator: Emulator) -> tuple[Time, tuple[Told, ...]]:
            before = emulator.world.happened.count
            act(emulator)
            emulator.outbox.tell()  # what is due by now goes out
            return look(emulator), _told_since(emulator, before)

        def done(found: tuple[Time, tuple[Told, ...]]) -> None:
            time, self.just = found
            self._show(time)
            if moves:
                self.moved.emit(back)

        self._host.do(work, owner=self, done=done)

    def _show(self, time: Time) -> None:
        self.time = time
        self.changed.emit(time)


def _look(emulator: Emulator) -> Time:
    from apay_console.emulator.clock import clockwork  # noqa: PLC0415 - loaded with it
    from apay_console.emulator.rules import expiring  # noqa: PLC0415 - loaded with it

    world = emulator.world
    expiring.run_due(world)
    return Time(
        now=world.now,
        ahead=clockwork.ahead(world),
        is_stopped=world.state.clock.stopped_at is not None,
        moments=tuple(Moment(row.name, row.at) for row in emulator.snapshots.all),
    )


def _told_since(emulator: Emulator, count: int) -> tuple[Told, ...]:
    """Tell what happened after so many happenings, the newest first."""
    rows = emulator.world.happened.since(count)
    return tuple(time_words.happened(row) for row in reversed(rows))


def _jump(emulator: Emulator, seconds: float) -> None:
    from apay_console.emulator.clock import clockwork  # noqa: PLC0415 - loaded with the emulator

    is_first = not _is_odd(emulator)
    emulator.snapshots.take(emulator.world, BEFORE_FIRST if is_first else BEFORE_LAST)
    emulator.advance(min(seconds, clockwork.room(emulator.world)))


def _is_odd(emulator: Emulator) -> bool:
    return _look(emulator).is_odd


def _stop(emulator: Emulator) -> None:
    from apay_console.emulator.clock import clockwork  # noqa: PLC0415 - loaded with the emulator

    clockwork.stop(emulator.world)


def _start(emulator: Emulator) -> None:
    from apay_console.emulator.clock import clockwork  # noqa: PLC0415 - loaded with the emulator

    clockwork.start(emulator.world)


def _set_right(emulator: Emulator) -> None:
    from apay_console.emulator.clock import clockwork  # noqa: PLC0415 - loaded with the emulator

    clockwork.set_right(emulator.world)


def _take(emulator: Emulator) -> None:
    emulator.snapshots.take(emulator.world)


def _restore(emulator: Emulator, name: str) -> None:
    if any(row.name == name for row in emulator.snapshots.all):
        emulator.snapshots.restore(emulator.world, name)


def _back(emulator: Emulator, name: str) -> None:
    """Go back; a moment that was kept by itself has done its work then."""
    _restore(emulator, name)
    if name in {BEFORE_FIRST, BEFORE_LAST}:
        _drop(emulator, name)


def _drop(emulator: Emulator, name: str) -> None:
    if any(row.name == name for row in emulator.snapshots.all):
        emulator.snapshots.drop(name)
