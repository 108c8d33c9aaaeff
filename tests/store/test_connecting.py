"""Disks of their own, in a mount namespace: full, or not to be written to."""

from __future__ import annotations

from pathlib import Path

from tests.disks import on_a_disk

ON_A_DISK = """
import sys
from pathlib import Path
from apay_console.errors import NotStored
from apay_console.store.database import Database
from apay_console.store.history import History
from tests.store.samples import exchange, newest, wait

database = Database(Path(sys.argv[1]) / "data" / "console.db")
history, count = History(database), 0
try:
    while count < int(sys.argv[2]):
        wait(history.add(exchange()))
        count += 1
except NotStored as error:
    print(error.message.template[:20])
found = len(wait(newest(history)))
print(found == count or count == 0, wait(database.condition()).is_read_only)
print(found)
database.close()
"""


def test_f40_a_full_disk_says_so_and_what_is_there_can_be_read(tmp_path: Path) -> None:
    script = "mount -t tmpfs -o size=600k tmpfs $D; $P $D 10000"
    full, is_all_there, count = on_a_disk(tmp_path, ON_A_DISK, script)
    assert full == "The disk is full. Fr"
    assert is_all_there == "True False"
    assert int(count) > 5


def test_f41_a_disk_that_takes_no_writes_can_be_read(tmp_path: Path) -> None:
    script = "mount -t tmpfs tmpfs $D; $P $D 7; mount -o remount,ro $D; $P $D 1"
    *first, refused, condition, count = on_a_disk(tmp_path, ON_A_DISK, script)
    assert first == ["True False", "7"]
    assert refused == "{path} cannot be wri"
    assert condition == "True True"
    assert count == "7"
