"""The faults of the emulator, as the window lists and orders them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.operations import OPERATIONS, operation
from apay_console.presenters.emulator.emulator_host import KEY_ID, EmulatorHost
from apay_console.presenters.emulator.spans import span

if TYPE_CHECKING:
    from apay_console.emulator.faults.kinds import Kind
    from apay_console.emulator.faults.orders import Fault
    from apay_console.emulator.service import Emulator

ANY = "*"
_ALL = N_("Any operation")
_ALL_SHOPS, _THIS = N_("Everybody"), N_("This console")


@dataclass(frozen=True)
class Active:
    """One fault that waits: its number, its words, and what is left of it."""

    number: int
    kind: str  # a template to be translated
    details: tuple[Message, ...]  # where, how exactly, whom, and how often still


@dataclass(frozen=True)
class Board:
    """All the faults that wait, and whom a fault may be meant for."""

    active: tuple[Active, ...] = ()
    shops: tuple[str, ...] = ()  # the key ids of others than this console


class FaultBoard(QObject):
    """Orders faults, lists what is left of them, and calls them off."""

    changed = Signal(object)  # Board
    refused = Signal(object)  # Message

    def __init__(self, host: EmulatorHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self.board = Board()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of fault."""
        from apay_console.emulator.faults.kinds import KINDS  # noqa: PLC0415 - with the emulator

        return KINDS

    @property
    def whom(self) -> tuple[tuple[str, str], ...]:
        """Whom a fault may be meant for: each key id with its words."""
        shops = ((key_id, key_id) for key_id in self.board.shops)
        return (("", _ALL_SHOPS), (KEY_ID, _THIS), *shops)

    @property
    def operations(self) -> tuple[tuple[str, str], ...]:
        """What may be struck: each name with its label."""
        return ((ANY, _ALL), *((row.name, row.label) for row in OPERATIONS))

    def look(self) -> None:
        """Look which faults wait."""
        self._host.do(_look, owner=self, done=self._show)

    def add(self, order: Mapping[str, Any]) -> None:
        """Order a fault, in the words of the control side."""
        self._host.do(lambda it: _add(it, order), owner=self, done=self._added)

    def remove(self, number: int) -> None:
        """Call one off."""
        self._host.do(lambda it: _remove(it, number), owner=self, done=self._show)

    def clear(self) -> None:
        """Call all off."""
        self._host.do(_clear, owner=self, done=self._show)

    def _added(self, found: Board | str) -> None:
        if isinstance(found, str):
            self.refused.emit(say("{reason}", reason=found))
        else:
            self._show(found)

    def _show(self, board: Board) -> None:
        self.board = board
        self.changed.emit(board)


def _look(emulator: Emulator) -> Board:
    shops = tuple(key_id for key_id in emulator.key_ids if key_id != KEY_ID)
    return Board(tuple(_active(fault) for fault in emulator.settings.faults.waiting), shops)


def _add(emulator: Emulator, order: Mapping[str, Any]) -> Board | str:
    from apay_console.emulator.control.fault_controls import read_fault  # noqa: PLC0415 - loaded there
    from apay_console.emulator.wire import Refused  # noqa: PLC0415 - as above

    try:
        emulator.settings.faults.add(read_fault(order))
    except Refused as refused:
        return refused.sentence
    return _look(emulator)


def _remove(emulator: Emulator, number: int) -> Board:
    emulator.settings.faults.remove(number)
    return _look(emulator)


def _clear(emulator: Emulator) -> Board:
    emulator.settings.faults.waiting.clear()
    return _look(emulator)


def _active(fault: Fault) -> Active:
    where = say(_ALL if fault.operation == ANY else operation(fault.operation).label)
    return Active(
        fault.number, fault.kind.label, (where, *_ways(fault), *_whom(fault), *_how_often(fault))
    )


def _ways(fault: Fault) -> Iterator[Message]:
    """Say how exactly, as far as the kind reads it."""
    ways, asks = fault.ways, fault.kind.asks
    if "status" in asks:
        yield say(N_("status {status}"), status=ways.status)
    if "retry_after" in asks and ways.retry_after is not None:
        yield say(N_("Retry-After {seconds} s"), seconds=ways.retry_after)
    if "cut" in asks:
        yield say(N_("after {bytes} bytes"), bytes=ways.cut)
    if "seconds" in asks:
        yield (
            span(ways.seconds)
            if ways.seconds >= 0
            else say(N_("{time} behind"), time=span(ways.seconds))
        )
    if ways.delay or ways.jitter:
        yield _delay(ways.delay, ways.jitter)
    if fault.kind.may_apply:
        yield say(N_("it counts") if fault.applied else N_("nothing is done"))


def _delay(delay: float, jitter: float) -> Message:
    if not jitter:
        return say(N_("{delay} s late"), delay=f"{delay:g}")
    words = N_("{least} to {most} s late")
    return say(words, least=f"{delay:g}", most=f"{delay + jitter:g}")


def _whom(fault: Fault) -> Iterator[Message]:
    if fault.key_id == KEY_ID:
        yield say(_THIS)
    elif fault.key_id:
        yield say("{key_id}", key_id=fault.key_id)


def _how_often(fault: Fault) -> Iterator[Message]:
    if fault.share < 100:
        yield say(N_("{share} % of them"), share=f"{fault.share:g}")
    if fault.times:
        yield say(N_("{count} left"), count=fault.times)
    else:
        yield say(N_("until removed"))
    if fault.struck:
        yield say(N_("struck {count} so far"), count=fault.struck)
