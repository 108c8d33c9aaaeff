"""A failing disk is told in words; what must be stored first is not sent, and reading goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.disks import on_a_disk
from tests.sale_parts import NOTE
from tests.window_parts import Shop, opened, quick

__all__ = ["quick"]

CODES = {
    sqlite3.SQLITE_BUSY: "Another program holds the data file",
    sqlite3.SQLITE_READONLY: "cannot be written to",
    sqlite3.SQLITE_IOERR: "The disk could not read or write",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_FULL: "The disk is full",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened",
    sqlite3.SQLITE_PROTOCOL: "Another program holds the data file",
    sqlite3.SQLITE_NOTADB: "is damaged",
}


class Disk:
    """Lets every connection of the program fail to write, with the code of SQLite that is set."""

    def __init__(self) -> None:
        self.code = 0
        self.only = ""  # what alone cannot be written

    def look_at(self, query: str) -> None:
        if (
            self.code
            and self.only in query
            and not query.lstrip().upper().startswith(("SELECT", "BEGIN", "ROLL", "PRAG"))
        ):
            error = sqlite3.OperationalError("as SQLite says it")
            error.sqlite_errorcode = self.code
            raise error


class Connection(sqlite3.Connection):
    disk: Disk

    def execute(self, query: str, *given: Any) -> sqlite3.Cursor:
        self.disk.look_at(query)
        return super().execute(query, *given)

    def executemany(self, query: str, *given: Any) -> sqlite3.Cursor:
        self.disk.look_at(query)
        return super().executemany(query, *given)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made, connect = Disk(), sqlite3.connect
    kind = type("Connection", (Connection,), {"disk": made})
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=kind))
    return made


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path, disk: Disk, quick: None) -> Iterator[Shop]:
    with opened(qapp, tmp_path) as made:
        made.start()
        yield made


def note_at_amazon(shop: Shop) -> str:
    return str(shop.emulator.session(shop.state.sale.session_id).values[NOTE.name])


@pytest.mark.parametrize("code", CODES)
def test_p41_with_each_code_it_is_told_nothing_is_sent_and_reading_goes_on(
    shop: Shop, disk: Disk, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    before = shop.exchanges, note_at_amazon(shop)
    shop.enter(NOTE, "Tea")
    disk.code = code
    shop.send()
    assert shop.said.startswith("Not sent.")
    assert CODES[code] in shop.said
    assert (shop.exchanges, note_at_amazon(shop)) == before
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert shop.text(NOTE) == "Tea"
    disk.code = 0
    shop.send()
    assert (shop.exchanges[-1], note_at_amazon(shop)) == ("update_session 200", "Tea")
    assert not caplog.records


def test_f40_an_answer_that_could_not_be_stored_is_shown_and_that_is_said(
    shop: Shop, disk: Disk
) -> None:
    disk.code, disk.only = sqlite3.SQLITE_FULL, "INTO exchanges"
    shop.run("get")
    assert shop.exchanges[-1] == "get_session 200"
    assert shop.said.startswith("The answer is shown, but not kept in the history: The disk is")
    disk.code = 0
    shop.run("get")
    assert not shop.said


def test_f43_where_the_data_file_was_moved_away_nothing_is_sent_until_it_is_back(
    shop: Shop, tmp_path: Path
) -> None:
    before, files = (shop.exchanges, note_at_amazon(shop)), list(tmp_path.glob("console.sqlite3*"))
    for file in files:
        file.rename(tmp_path / f"taken-{file.name}")
    shop.enter(NOTE, "Tea")
    shop.send()
    assert "was moved or deleted" in shop.said
    assert (shop.exchanges, note_at_amazon(shop)) == before
    for file in files:
        (tmp_path / f"taken-{file.name}").rename(file)
    shop.send()
    assert (shop.exchanges[-1], note_at_amazon(shop)) == ("update_session 200", "Tea")


def test_p41_there_are_eight_codes(record_property: Callable[[str, object], None]) -> None:
    assert len(CODES) == 8
    record_property("figure", f"{len(CODES)} of 8 codes")


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from apay_console import assembly
from apay_console.store.keys.vault import MemoryVault
from tests.sale_parts import NOTE
from tests.window_parts import opened

def fill(disk):
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                pass

app, disk, way = QApplication([]), Path(sys.argv[1]), sys.argv[2]
assembly.open_vault = MemoryVault
with opened(app, disk / "data") as shop:
    shop.start()
    print(shop.said)
    shop.enter(NOTE, "Tea")
    if way == "fill":
        fill(disk)
    if way != "begin":
        shop.send()
        print(shop.said)
        shop.run("get")
        print(shop.exchanges[-1])
    if way == "fill":
        (disk / "filler").unlink()
        shop.send()
        print(shop.exchanges[-1])
"""


def test_f40_on_a_full_disk_nothing_is_sent_that_changes_something_until_there_is_room(
    tmp_path: Path,
) -> None:
    script = "mount -t tmpfs -o size=12m tmpfs $D; $P $D fill"
    begun, refused, read, sent = on_a_disk(tmp_path, WINDOW, script)
    assert begun == ""
    assert refused.startswith("Not sent. The disk is full. Free some space")
    assert (read, sent) == ("get_session 200", "update_session 200")


def test_f41_on_a_disk_that_takes_no_writes_it_says_so_and_sends_nothing_that_changes_something(
    tmp_path: Path,
) -> None:
    script = "mount -t tmpfs tmpfs $D; $P $D begin; mount -o remount,ro $D; $P $D look"
    begun, said, refused, read = on_a_disk(tmp_path, WINDOW, script)
    assert begun == ""
    assert "cannot be written to" in said
    assert refused.startswith("Not sent.")
    assert "cannot be written to" in refused
    assert read == "get_session 200"
