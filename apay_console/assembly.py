"""Puts the parts together: what runs, what is kept, who signs, and the console that uses them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from apay_console.errors import NotStored
from apay_console.jobs import Runner
from apay_console.late_sender import LateSender
from apay_console.presenters.buyer.landing import Landing
from apay_console.presenters.console import Console
from apay_console.presenters.emulator.emulator_host import KEY_ID, EmulatorHost
from apay_console.presenters.profiles.profile_keeping import ProfileKeeping
from apay_console.presenters.profiles.profiles import Profiles, tea_shop
from apay_console.presenters.services import Services
from apay_console.signers import Signers
from apay_console.sources import Sources
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.history import History
from apay_console.store.keys.shelf import KeyShelf
from apay_console.store.keys.vault import open_vault
from apay_console.store.newer import NewerFile, file_in
from apay_console.store.profiles import Profiles as ProfileRows
from apay_console.store.records import Records
from apay_console.store.sales import Sales
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from apay_console.presenters.notifications.receiver import Receiver

_PATIENCE_S = 2


@dataclass(frozen=True)
class Parts:
    """What lives as long as the program."""

    runner: Runner
    database: Database
    shelf: KeyShelf
    console: Console
    sender: LateSender

    def close(self) -> None:
        """End what is under way; what was sent without an answer stays unknown."""
        self.console.later.polling.halt()
        self.console.desk.save_draft()
        ended = self.runner.run(
            self._end(self.console.receiver), owner=self.runner, done=_nothing, failed=_nothing
        )
        ended.wait(_PATIENCE_S)
        self.runner.close()
        self.shelf.clear()
        self.database.close(timeout=5)

    async def _end(self, receiver: Receiver) -> None:
        """Wait for what was typed last to be stored, then stop answering and asking."""
        with suppress(NotStored):
            await self.database.run(_nothing)  # comes after everything that was begun before
        await self.console.host.stop()
        await self.console.landing.stop()
        await receiver.stop()
        await self.sender.close()


def _nothing(_: object) -> None:
    """Take no notice: the program ends."""


def assemble(folder: Path, sources: Sources) -> Parts:
    """Make every part, each once; nothing is opened, loaded or sent yet."""
    runner = Runner()
    database = Database(file_in(folder), clock=sources.clock)
    settings = Settings(database)
    shelf = KeyShelf(open_vault)
    host = EmulatorHost(runner, Records(database), settings, sources.clock)
    keeping = ProfileKeeping(ProfileRows(database), settings, shelf)
    profiles = Profiles(keeping, runner, tea_shop(KEY_ID))
    sender = LateSender(database, Signers(shelf, host, profiles), sources)
    services = Services(
        runner=runner,
        sender=sender,
        sales=Sales(database),
        history=History(database),
        drafts=Drafts(database, clock=sources.clock),
        settings=settings,
        condition=database.condition,
        newer=NewerFile(database, folder),
        clock=sources.clock,
        new_id=sources.new_id,
    )
    console = Console(services, profiles, host, Landing(runner, settings))
    return Parts(runner, database, shelf, console, sender)
