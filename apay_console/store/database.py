"""One SQLite file, one connection, one thread; a front that any event loop can await."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from apay_console.errors import N_, NotStored, say
from apay_console.store.folder import Place, beside, part_from_journal, place_of
from apay_console.store.transactions import transaction
from apay_console.store.waiting import Job, Manner, Waiting

if TYPE_CHECKING:  # SQLite and the event loop are loaded by the first who asks
    import sqlite3

    from apay_console.store.opening import Opened

T = TypeVar("T")
_CLOSED = N_("The program is ending; nothing more is stored.")


@dataclass(frozen=True)
class Condition:
    """How the data file was found."""

    path: Path
    set_aside: Path | None = None  # where a damaged file lies now; a new one took its place
    is_read_only: bool = False
    lost_journal: bool = False  # what was stored last may have gone with it
    ended_suddenly: bool = False  # the run before did not close it
    unread_profiles: int = 0


class Database:
    """What is kept on disk; opened by the first who asks, and only then."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._writer = _Writer(path, clock)
        self._waiting = Waiting()
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()
        self._is_closed = False

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do some work in one transaction: all of it is stored, or nothing of it.

        Raises NotStored when the disk or the file is at fault; other errors are bugs and stay so.
        """
        return await self._ask(lambda opened: work(opened.connection), Manner.AWAITED)

    def post(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do some work soon without waiting; for what can be made anew if it fails.

        It comes before all that is asked for later, and shares its commit.
        """
        self._enqueue(Job(lambda opened: work(opened.connection), Manner.POSTED))

    async def condition(self) -> Condition:
        """Say how the data file was found."""
        return await self._ask(self._condition)

    def _condition(self, found: Opened) -> Condition:
        from apay_console.store.unread import unread_profiles  # noqa: PLC0415 - see above

        state = (found.set_aside, found.is_read_only, found.lost_journal, found.ended_suddenly)
        return Condition(self._path, *state, unread_profiles(found.connection))

    def move_to(self, path: Path) -> None:
        """Use another file from now on; the one before was refused, and never open."""
        self._path, self._writer = path, _Writer(path, self._clock)

    async def in_copies(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do some work in every copy of the file too; one that does not take it goes whole."""
        await self._ask(lambda opened: _in_copies(opened.connection, work))

    async def tidy(self) -> None:
        """Move the journal into the file and empty it, so that what was deleted is gone."""
        await self._ask(lambda opened: _tidy(opened.connection))

    def close(self, timeout: float | None = None) -> None:
        """Finish what is queued, then let the file go."""
        with self._turn:
            self._is_closed = True
            self._waiting.end()
        if self._thread is not None:
            self._thread.join(timeout)

    async def _ask(self, work: Callable[[Opened], T], manner: Manner = Manner.ALONE) -> T:
        job = Job(work, manner, Future[T]())
        self._enqueue(job)
        from asyncio import wrap_future  # noqa: PLC0415 - see above

        return await wrap_future(job.future)

    def _enqueue(self, job: Job[Any]) -> None:
        with self._turn:
            if self._is_closed:
                raise NotStored(say(_CLOSED))
            self._waiting.add(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
                self._thread.start()

    def _serve(self) -> None:
        while bunch := self._waiting.next_bunch():
            self._writer.perform(bunch)
            del bunch  # or a finished job's result would live until the next one
        self._writer.let_go()


class _Writer:
    """The open file; touched by the store's thread alone."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock
        self._opened: Opened | None = None
        self._places: tuple[Place, Place] = (None, None)  # the open file's and its journal's own
        self._is_suspect = False

    def perform(self, bunch: Sequence[Job[Any]]) -> None:
        """Store it all with one commit; where that fails each by itself, so that none spoils two.

        Nothing of a bunch that failed is left, and so its work may be done once more.
        """
        begun = [job for job in bunch if job.future.set_running_or_notify_cancel()]
        shared = [job for job in begun if job.manner is not Manner.ALONE]
        done = shared if len(shared) > 1 and self._together(shared) else []
        for job in begun[len(done) :]:
            self._by_itself(job)

    def _together(self, jobs: Sequence[Job[Any]]) -> bool:
        try:
            opened = self._ready()
            results = _in_transaction(
                opened.connection, lambda _: [job.work(opened) for job in jobs]
            )
        except BaseException:  # noqa: BLE001 - whose it is comes out when each is done by itself
            return False
        for job, result in zip(jobs, results, strict=True):
            job.future.set_result(result)
        return True

    def _by_itself(self, job: Job[Any]) -> None:
        try:
            opened = self._ready()
            result = _done(job, opened)
        except BaseException as error:  # noqa: BLE001 - every error belongs to whoever asked
            from apay_console.store import faults  # noqa: PLC0415 - see above

            self._look_at(error)
            job.future.set_exception(faults.translated(error, self._path))
        else:
            job.future.set_result(result)

    def _ready(self) -> Opened:
        """Open the file, or see that the open one is still where it was."""
        self._refuse_gone()
        self._renew_journal()
        return self._open()

    def _refuse_gone(self) -> None:
        """SQLite would go on writing to a file that has no name any more, or another one."""
        if self._is_gone():
            from apay_console.store import faults  # noqa: PLC0415 - see above

            raise faults.gone(self._path)

    def _is_gone(self) -> bool:
        return self._opened is not None and place_of(self._path) != self._places[0]

    def _renew_journal(self) -> None:
        """Nobody would find a deleted journal after a crash: move it into the file, begin anew."""
        kept = self._places[1]
        if self._opened is not None and kept not in {None, place_of(beside(self._path, "-wal"))}:
            self._opened.connection.execute("PRAGMA wal_checkpoint(FULL)")
            self.let_go()

    def _open(self) -> Opened:
        if self._opened is None:
            from apay_console.store.opening import open_file  # noqa: PLC0415 - see above

            self._opened = open_file(self._path, self._clock(), is_suspect=self._is_suspect)
            self._places = (place_of(self._path), place_of(beside(self._path, "-wal")))
            self._is_suspect = False
        return self._opened

    def _look_at(self, error: BaseException) -> None:
        """After damage, open anew: that checks the whole file and sets it aside."""
        from apay_console.store import faults  # noqa: PLC0415 - see above

        if faults.is_damage(error):
            self.let_go()
            self._is_suspect = True

    def let_go(self) -> None:
        if self._opened is not None:
            self._opened.close(self._path)
            if self._is_gone():
                part_from_journal(self._path, self._places[1], self._clock())
            self._opened = None


def _done(job: Job[T], opened: Opened) -> T:
    if job.manner is Manner.ALONE:
        return job.work(opened)
    return _in_transaction(opened.connection, lambda _: job.work(opened))


def _in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do some work, once more where another program wrote between its reading and its writing."""
    try:
        with transaction(connection):
            return work(connection)
    except Exception as error:
        from apay_console.store import faults  # noqa: PLC0415 - see above

        if not faults.is_overtaken(error):
            raise
    with transaction(connection, "BEGIN IMMEDIATE"):
        return work(connection)


def _in_copies(
    connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], object]
) -> None:
    from apay_console.store.copies import each_copy  # noqa: PLC0415 - see above

    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    each_copy(path, lambda copy: _in_transaction(copy, work))


def _tidy(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
