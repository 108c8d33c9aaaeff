"""One window for each data folder, however often the program is started."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from apay_console.ui import instance
from apay_console.ui.instance import Instance

HOLD = """
import sys
from pathlib import Path
from apay_console.ui.instance import Instance
instance = Instance(Path(sys.argv[1]))
print(instance.is_first(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place():
    """A folder whose path is short enough for a socket, wherever the tests run."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture
def first(qapp, place):
    instance = Instance(place / "data")
    assert instance.is_first()
    instance.listen()
    return instance


def test_f66_a_second_start_is_not_the_first_and_calls_it(first, place, qtbot):
    second = Instance(place / "data")
    assert not second.is_first()
    with qtbot.waitSignal(first.called):
        assert second.call()


def test_each_folder_has_its_own(first, place):
    assert Instance(place / "other").is_first()


def test_p38_after_a_sudden_end_the_next_start_is_the_first_at_once(qapp, tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    mine = Instance(tmp_path)
    assert not mine.is_first()
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert mine.is_first()
    mine.listen()


def left_locks(folder: Path) -> dict[str, bytes]:
    """What may lie in the place of the lock though nobody holds it."""
    holder, lock = Instance(folder), folder / "lock"
    assert holder.is_first()
    whole = lock.read_bytes()
    _, program, rest = whole.split(b"\n", 2)
    return {
        "emptied by a power cut": b"",
        "cut short": whole[: len(whole) // 2],
        "another program's number by now": b"%d\n%b\n%b" % (os.getppid(), program, rest),
        "no lock at all": b"hello",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a held lock from being written")
def test_p38_a_lock_that_nobody_holds_keeps_nobody_out(qapp, tmp_path):
    for name, left in left_locks(tmp_path / "sample").items():
        (tmp_path / "lock").write_bytes(left)
        first = Instance(tmp_path)
        assert first.is_first(), name
        assert not Instance(tmp_path).is_first(), name
        del first
        (tmp_path / "lock").unlink(missing_ok=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a held lock from being written")
def test_p38_of_starts_at_once_one_alone_takes_a_lock_that_was_left(qapp, tmp_path):
    (tmp_path / "lock").write_bytes(b"")
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    pipe = subprocess.PIPE
    holders = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(6)]
    said = [holder.stdout.readline() for holder in holders if holder.stdout is not None]
    for holder in holders:
        holder.communicate()
    assert sorted(said) == [*["False\n"] * 5, "True\n"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_p38_who_holds_the_folder_for_long_holds_up_no_start(qapp, tmp_path, monkeypatch):
    import fcntl

    monkeypatch.setattr(instance, "_TURNS", 2)
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert Instance(tmp_path).is_first()
    os.close(handle)


def test_a_first_one_that_does_not_hear_is_not_waited_for_long(qapp, tmp_path):
    deaf = Instance(tmp_path)
    assert deaf.is_first()
    assert not Instance(tmp_path).call()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_p38_nobody_else_can_call(first, place):
    assert stat.S_IMODE((place / "data").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((place / "data" / "window").stat().st_mode) & 0o077 == 0


def test_a_folder_that_cannot_be_made_stops_nobody(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    instance = Instance(tmp_path / "file" / "data")
    assert instance.is_first()
    instance.listen()


LONG = "a data folder in a place with a long name" * 4


@pytest.fixture
def own_folder(qapp, monkeypatch):
    """The session's own folder; its path is short, as on every system."""
    with tempfile.TemporaryDirectory() as made:
        monkeypatch.setenv("XDG_RUNTIME_DIR", made)
        yield Path(made)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_f66_where_the_folders_path_is_too_long_for_a_socket_the_first_is_called_all_the_same(
    tmp_path, qtbot, own_folder
):
    first, other = Instance(tmp_path / LONG), Instance(tmp_path / LONG / "other")
    for one in (first, other):
        assert one.is_first()
        one.listen()
    with qtbot.waitSignal(first.called), qtbot.assertNotEmitted(other.called):
        assert Instance(tmp_path / LONG).call()
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in own_folder.iterdir()}
    assert modes == {0}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
@pytest.mark.parametrize("given", ["", "gone", "shared", "x" * 120])
def test_without_a_folder_of_the_sessions_own_one_is_made_that_is_as_private(
    tmp_path, qtbot, own_folder, monkeypatch, given
):
    (own_folder / "shared").mkdir()
    (own_folder / "shared").chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", given and str(own_folder / given))
    monkeypatch.setattr(tempfile, "tempdir", str(own_folder))
    first = Instance(tmp_path / LONG)
    first.listen()
    with qtbot.waitSignal(first.called):
        assert Instance(tmp_path / LONG).call()
    (made,) = own_folder.glob("apay-console-*")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert len(list(made.iterdir())) == 1
    assert not list((own_folder / "shared").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_what_somebody_else_put_in_its_place_is_not_used(tmp_path, own_folder, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr(tempfile, "tempdir", str(own_folder))
    theirs = own_folder / f"apay-console-{os.geteuid()}"
    theirs.mkdir()
    theirs.chmod(0o777)
    first = Instance(tmp_path / LONG)
    assert first.is_first()
    first.listen()
    assert not Instance(tmp_path / LONG).call()
    assert list(own_folder.rglob("*")) == [theirs]
