"""Stores without end, numbered: an exchange, an attempt, a draft, a setting, and the looks."""

from __future__ import annotations

import asyncio
import sys
import time
from itertools import count
from pathlib import Path
from uuid import uuid4

from PySide6.QtWidgets import QApplication, QMainWindow

from apay_console.model.attempt import Attempt
from apay_console.model.exchange import Answered, Exchange, Outcome, Sent
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.drafts import Drafts
from apay_console.store.folder import DATA_FILE
from apay_console.store.history import History
from apay_console.store.settings import Settings
from apay_console.ui.looks import Looks
from apay_console.ui.parts.theme import LIGHT, Theme

SALE, SETTING, FIRST, LAST = "sale", "number", "changesLook", "treeFields"
_LONG = "x" * 20_000  # so that a file takes more than one step of the disk


def main(folder: Path, start: int) -> None:
    """Store one number after the other, and say which are stored."""
    app = QApplication([])
    database = Database(folder / DATA_FILE)
    theme, window, looks = Theme(app, now=time.time, scheme=LIGHT), QMainWindow(), Looks(folder)
    with asyncio.Runner() as loop:
        for number in count(start):
            loop.run(_store(database, number))
            window.setProperty(FIRST, f"{number} {_LONG}")
            window.setProperty(LAST, f"{number} {_LONG}")
            looks.keep(window, theme)
            print(number, flush=True)


async def _store(database: Database, number: int) -> None:
    exchange = Exchange(
        operation="get_session",
        version="v2",
        sent=Sent("GET", f"https://shop.example/{number}", (), b""),
        answered=Answered(200, (), b'{"note":"two tins"}' * 100),
        outcome=Outcome.APPLIED,
        started_at=time.time(),
        took_ms=1.0,
        sale_id=SALE,
    )
    await Attempts(database).begin(_attempt(number))
    await History(database).add(exchange)
    await Drafts(database).save(SALE, str(number))
    await Settings(database).put(SETTING, number)


def _attempt(number: int) -> Attempt:
    return Attempt(
        id=str(number),
        profile_id="p",
        sale_id=SALE,
        operation="complete_session",
        version="v2",
        method="POST",
        path="/v2/x",
        body=b"{}" * 200,
        idempotency_key=uuid4().hex,
        created_at=time.time(),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
