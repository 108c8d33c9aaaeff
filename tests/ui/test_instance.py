"""One window for each data folder, however often the program is started."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys

import pytest

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
def first(qapp, tmp_path):
    instance = Instance(tmp_path / "data")
    assert instance.is_first()
    instance.listen()
    return instance


def test_f66_a_second_start_is_not_the_first_and_calls_it(first, tmp_path, qtbot):
    second = Instance(tmp_path / "data")
    assert not second.is_first()
    with qtbot.waitSignal(first.called):
        assert second.call()


def test_each_folder_has_its_own(first, tmp_path):
    assert Instance(tmp_path / "other").is_first()


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


def test_a_first_one_that_does_not_hear_is_not_waited_for_long(qapp, tmp_path):
    deaf = Instance(tmp_path)
    assert deaf.is_first()
    assert not Instance(tmp_path).call()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_p38_nobody_else_can_call(first, tmp_path):
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE((tmp_path / "data" / "window").stat().st_mode) & 0o077 == 0


def test_a_folder_that_cannot_be_made_stops_nobody(qapp, tmp_path):
    (tmp_path / "file").write_text("")
    instance = Instance(tmp_path / "file" / "data")
    assert instance.is_first()
    instance.listen()
