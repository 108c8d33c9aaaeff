"""A newer program's data file is never touched: this one can begin another beside it.

The other's name tells the schema that it is of, so that no newer program takes it for its own.
"""

from __future__ import annotations

import os
from pathlib import Path

from apay_console.errors import Message, say
from apay_console.store import schema
from apay_console.store.database import Condition, Database
from apay_console.store.folder import DATA_FILE, older_file
from apay_console.store.header import NEWER, is_newer


def file_in(folder: Path) -> Path:
    """Say which data file of a folder this program uses."""
    usual, own = folder / DATA_FILE, own_file(folder)
    if not os.path.exists(own):  # noqa: PTH110 - what cannot be looked at is not there
        return usual
    return own if is_newer(usual) or not os.path.exists(usual) else usual  # noqa: PTH110 - as above


def own_file(folder: Path) -> Path:
    """Name the file of this schema beside that of a newer one."""
    return older_file(folder, schema.MAJOR)


class NewerFile:
    """The way on where the data file is a newer program's."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def refusal(self) -> Message | None:
        """Say why nothing is stored; None where the file is not at fault."""
        usual = self._folder / DATA_FILE
        is_refused = file_in(self._folder) == usual and is_newer(usual)
        return say(NEWER, path=usual) if is_refused else None

    async def begin_anew(self) -> Condition:
        """Store everything in a new file from now on; raise NotStored."""
        if self.refusal() is not None:
            self._database.move_to(own_file(self._folder))
        return await self._database.condition()
