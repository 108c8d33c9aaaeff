"""Each fault of the surroundings has its words, and a fault of the program none."""

from __future__ import annotations

import sqlite3

import pytest

from apay_console.errors import NotStored
from apay_console.store import faults
from apay_console.store.database import Database
from tests.store.samples import wait

KNOWN = {
    sqlite3.SQLITE_BUSY: "Another program",
    sqlite3.SQLITE_READONLY: "cannot be written to",
    sqlite3.SQLITE_IOERR: "Check the disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CANTOPEN: "permissions",
    sqlite3.SQLITE_PROTOCOL: "Another program",
    sqlite3.SQLITE_NOTADB: "damaged",
}


@pytest.mark.parametrize(("code", "words"), list(KNOWN.items()))
def test_every_fault_of_the_surroundings_has_its_words(
    database: Database, code: int, words: str
) -> None:
    def fail(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code | 3 << 8  # an extended code of the same kind
        raise error

    with pytest.raises(NotStored, match=words) as caught:
        wait(database.run(fail))
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)


def test_an_error_that_is_not_sqlites_has_no_code() -> None:
    assert faults.code(ValueError()) == 0
    assert not faults.is_damage(sqlite3.ProgrammingError())
