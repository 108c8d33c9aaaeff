"""A file is saved whole or not at all, and what stood there before survives every fault."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from apay_console.errors import Fault
from apay_console.store import whole_file
from apay_console.store.database import Database
from apay_console.store.settings import Settings
from tests.store.samples import wait

NOT_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere"
)
LIMITED = """
import resource, sys
from pathlib import Path
from apay_console.errors import Fault
from apay_console.store import whole_file
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    whole_file.save(Path(sys.argv[1]), b"new" * 10_000)
except Fault as fault:
    print(fault.message)
"""


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path) -> str:
    with pytest.raises(Fault) as found:
        whole_file.save(path, b"new")
    return str(found.value)


def test_what_is_saved_is_there_and_for_its_owner_alone(tmp_path):
    path = tmp_path / "a.har"
    whole_file.save(path, b"\0\xff")
    assert path.read_bytes() == b"\0\xff"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert left_in(tmp_path) == ["a.har"]


def test_it_takes_the_place_of_what_was_there(tmp_path):
    path = tmp_path / "a.har"
    path.write_bytes(b"old")
    path.chmod(0o644)
    whole_file.save(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("own", ["console.sqlite3", "console-1.sqlite3"])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", ".daily-20261126"])
def test_what_is_saved_never_takes_the_place_of_the_consoles_own_data(tmp_path, own, end):
    database = Database(tmp_path / "data" / own)
    wait(Settings(database).put("kept", 1))
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for name in ("data", "link"):
        folder = tmp_path / name
        assert refused(folder / f"{own}{end}") == (
            f"The console keeps its own data in {folder}. Choose another folder."
        )
    assert wait(Settings(database).get("kept", 0)) == 1
    database.close()


def test_b113_on_a_full_disk_the_original_is_intact(tmp_path):
    path = tmp_path / "a.har"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", LIMITED, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("The disk is full, so nothing was saved.")
    assert path.read_bytes() == b"old"
    assert left_in(tmp_path) == ["a.har"]


def test_f48_saving_needs_no_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    whole_file.save(tmp_path / "a.har", b"new")
    assert (tmp_path / "a.har").read_bytes() == b"new"


def test_b113_a_disk_that_is_full_at_the_last_moment_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "disk is full" in refused(tmp_path / "a.har")
    assert left_in(tmp_path) == []


@NOT_ROOT
def test_b113_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    path = tmp_path / "a.har"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    assert refused(path) == f"Nothing can be written to {tmp_path}. Choose another place."
    tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"


def test_b113_a_disk_that_is_read_only_is_named(tmp_path, monkeypatch):
    def read_only(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", read_only)
    assert refused(tmp_path / "a") == f"Nothing can be written to {tmp_path}. Choose another place."


def test_b113_a_folder_that_vanished_is_named(tmp_path):
    gone = tmp_path / "usb"
    assert refused(gone / "a") == f"The folder {gone} is not there. Choose another place."


def test_p55_nothing_is_written_through_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    assert "is a link to another file" in refused(link)
    assert target.read_bytes() == b"old"
    assert link.is_symlink()


def test_p55_a_link_that_leads_nowhere_is_no_way_either(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert "is a link" in refused(link)
    assert left_in(tmp_path) == ["link"]


@pytest.mark.parametrize("place", ["/dev/full", "/dev/null"])
def test_a_device_is_no_file(place):
    assert refused(Path(place)) == f"{place} is not a file. Choose another name."


def test_a_folder_is_no_file(tmp_path):
    assert "is not a file" in refused(tmp_path)


def test_a_name_that_no_disk_takes_is_refused(tmp_path):
    assert "too long" in refused(tmp_path / ("a" * 300))
    assert "could not be saved" in refused(tmp_path / "a\0b")


KILLED = """
import os, sys
from pathlib import Path
from apay_console.store import whole_file

folder, calls = Path(sys.argv[1]), 0

def save(path, killed_at):
    global calls
    calls = 0

    def count(frame, event, given):
        global calls
        calls += event == "c_call"
        if calls == killed_at:
            os.kill(os.getpid(), 9)

    sys.setprofile(count)
    whole_file.save(path, b"new" * 9000)
    sys.setprofile(None)

save(folder / "whole", -1)
whole = calls
for number in range(1, whole + 1):
    path = folder / str(number) / "a.har"
    path.parent.mkdir()
    path.write_bytes(b"old" * 9000)
    if not (child := os.fork()):
        save(path, number)
        os._exit(0)
    os.waitpid(child, 0)
print(whole)
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill -9")
def test_p44_kill_9_at_any_call_leaves_the_old_file_or_the_new(tmp_path, record_property):
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    found = [
        (tmp_path / str(number) / "a.har").read_bytes() for number in range(1, int(ran.stdout))
    ]
    assert {found[0], found[-1]} == set(found) == {b"old" * 9000, b"new" * 9000}
    record_property("figure", f"{len(found)} kills, 0 unreadable")
