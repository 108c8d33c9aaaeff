"""A window that stands still is told to the log once, with the place where it stands."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from apay_console.ui.watchdog import Watchdog, where
from tests.patience import PATIENCE_S
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

def stand_still(window):
    ends = time.monotonic() + 25
    while not any("frozen" in line for line in log.lines.all()) and time.monotonic() < ends:
        time.sleep(0.01)
    window.close()

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


def test_p25_a_window_that_stands_still_is_told_to_the_log_with_its_place(
    dog: Watchdog, ear: Ear
) -> None:
    stand_still(ear)
    ms, frames = ear.heard[0]
    assert ms >= 250
    place = next(at for at, frame in enumerate(frames) if frame.endswith(" stand_still"))
    assert frames[place - 1].startswith("test_watchdog.py:")
    assert not [frame for frame in frames if frame.endswith(" _watch")]  # of another thread


def test_it_is_told_once_each_time(dog: Watchdog, ear: Ear) -> None:
    for count in (1, 2):
        ear.came.clear()
        stand_still(ear)
        dog.look()
        dog.look()
        assert len(ear.heard) == count
        seen = dog._seen
        until(lambda seen=seen: dog._seen != seen, "the next beat")


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
    assert frames[-2].endswith(" hold")


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
