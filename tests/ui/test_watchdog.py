"""A window that stands still is told to the log once, with the place where it stands."""

from __future__ import annotations

import errno
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from apay_console.ui import watchdog
from apay_console.ui.watchdog import Watchdog, where
from tests.patience import PATIENCE_S, Patience
from tests.real_program import home
from tests.test_hooks import log_of, run
from tests.window_parts import until

__all__ = ["home"]


class Ear:
    """Hears what the watchdog tells, on its thread."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, list[str]]] = []
        self.came = threading.Event()

    def hear(self, ms: int, frames: list[str]) -> None:
        self.heard.append((ms, frames))
        self.came.set()


# The program itself; once its window is there, its thread waits for the log to tell of that.
STANDING = """
import sys, time
from PySide6.QtCore import QTimer
from apay_console import __main__ as program, log
from apay_console.ui.main_window import MainWindow

ends = time.monotonic() + 25

def is_told():
    return any("stand_still" in line for line in log.lines.all())

def stand_still(window):
    again = time.monotonic() + 1  # it may have been told already that the start took long
    while not is_told() and time.monotonic() < again:
        time.sleep(0.01)
    if is_told() or time.monotonic() > ends:
        window.close()
    else:
        QTimer.singleShot(100, lambda: stand_still(window))

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    console.started.connect(lambda: QTimer.singleShot(0, lambda: stand_still(self)))

MainWindow.serve = serve
sys.argv[1:] = []
sys.exit(program.main())
"""


def test_p25_the_program_writes_into_its_log_where_its_window_stood_still(home: Path) -> None:
    done = run(home, STANDING)
    assert done.returncode == 0, done.stderr
    assert "WARNING window frozen ms=" in log_of(home)
    assert " stand_still\n" in log_of(home)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.fixture
def dog(owner: QObject, ear: Ear) -> Iterator[Watchdog]:
    made = Watchdog(owner, told=ear.hear)
    yield made
    made.stop()


def stand_still(ear: Ear) -> None:
    assert ear.came.wait(PATIENCE_S)


def beat(dog: Watchdog) -> None:
    seen = dog._seen
    until(lambda: dog._seen != seen, "the next beat")


def told_standing(dog: Watchdog, ear: Ear) -> tuple[int, list[str]]:
    """Stand still until that is told; a busy machine may have stood still before by itself."""
    patience = Patience()
    while not patience.is_lost:
        ear.came.clear()
        beat(dog)
        stand_still(ear)
        ms, frames = ear.heard[-1]
        if any(frame.endswith(" stand_still") for frame in frames):
            return ms, frames
    raise AssertionError(ear.heard)


def test_p25_a_window_that_stands_still_is_told_to_the_log_with_its_place(
    dog: Watchdog, ear: Ear
) -> None:
    ms, frames = told_standing(dog, ear)
    assert ms >= 250
    place = next(at for at, frame in enumerate(frames) if frame.endswith(" stand_still"))
    assert frames[place - 1].startswith("test_watchdog.py:")
    assert not [frame for frame in frames if frame.endswith(" _watch")]  # of another thread


def test_it_is_told_once_each_time(dog: Watchdog, ear: Ear) -> None:
    for _ in range(2):
        told_standing(dog, ear)
        ear.heard.clear()
        dog.look()
        dog.look()
        assert ear.heard == []


class Thing:
    """What is freed when its function ends."""


def test_what_is_looked_at_is_let_go_at_once(dog: Watchdog) -> None:
    freed: list[str] = []

    def hold() -> list[str]:
        thing = Thing()
        weakref.finalize(thing, lambda: freed.append("thing"))
        return where(threading.get_ident())

    frames = hold()
    assert freed == ["thing"]  # though what was seen is still there
    assert [frame for frame in frames if frame.endswith(" hold")]


def test_where_no_file_can_be_written_it_is_told_without_the_place(
    dog: Watchdog, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(watchdog, "TemporaryFile", full)
    for _ in range(2):  # and it watches on
        ear.came.clear()
        beat(dog)
        stand_still(ear)
        assert ear.heard[-1][1] == []


def test_a_window_that_goes_on_is_not_told_of(owner: QObject, ear: Ear) -> None:
    now = [100.0]
    quiet = Watchdog(owner, told=ear.hear, clock=lambda: now[0])
    now[0] += 0.25
    quiet.look()
    assert ear.heard == []
    quiet.stop()


def test_nobody_watches_once_it_was_stopped(dog: Watchdog) -> None:
    threads = [one for one in threading.enumerate() if one.name == "watchdog"]
    assert threads
    dog.stop()
    for one in threads:
        one.join(PATIENCE_S)
    assert not [one for one in threads if one.is_alive()]
