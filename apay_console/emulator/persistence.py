"""Writes what a request changed before anybody is told of it, and takes back what it could not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from apay_console.emulator import saving
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Row, State
from apay_console.errors import Fault, Message

T = TypeVar("T")


class Keeper(Protocol):
    """Keeps the state for the next run."""

    set_aside: Message | None  # what became of a state that could not be believed

    def rows(self) -> list[Row]:
        """Return what is kept, without what no commit has written; raise Fault."""
        ...

    def keep(self, kind: str, record_id: str, text: str | None) -> None:
        """Take a record's newest text, or drop it (None)."""
        ...

    def commit(self) -> None:
        """Write what was taken, all or nothing of it; raise Fault."""
        ...

    def begin_anew(self) -> None:
        """Set aside what is kept, and go on with nothing; raise Fault."""
        ...


def restore(emulator: Emulator, keeper: Keeper) -> None:
    """Go on from what is kept, or from nothing where any of it cannot be believed; raise Fault."""
    state, lost = saving.read(keeper.rows())
    if lost:
        keeper.begin_anew()
        state = State()
    emulator.world.state = state
    if keeper.set_aside:
        emulator.journal.note(str(keeper.set_aside))


@dataclass
class WriteFirst:
    """Keeps the emulator's memory equal to what is written."""

    emulator: Emulator
    keeper: Keeper
    _is_astray: bool = False  # what was not written could not be taken back either

    def do(self, work: Callable[[], T]) -> T:
        """Return what some work returns once its changes are written; raise Fault."""
        before = self.emulator.told
        try:
            self._return()
            found = work()
            self._is_astray = True  # until the file says that it has it
            self.keeper.commit()
        except Fault as fault:
            self.emulator.journal.note(str(fault))
            self._take_back(before)
            raise
        self._is_astray = False
        return found

    def _return(self) -> None:
        """Become again what is written, where that could not be read before; raise Fault."""
        if self._is_astray:
            self.emulator.world.state, _ = saving.read(self.keeper.rows())
            self._is_astray = False

    def _take_back(self, before: tuple[int, int]) -> None:
        self.emulator.take_back_news(before)
        try:
            self._return()
        except Fault as fault:  # the next one tries again before it does anything
            self.emulator.journal.note(str(fault))
