"""Of what is done beside the window's work, the latest that was asked for is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.jobs import Runner
from apay_console.presenters.beside import Beside
from tests.patience import PATIENCE_S


@pytest.fixture
def beside(qapp: QApplication) -> Iterator[Beside]:
    runner = Runner()
    yield Beside(runner)
    runner.close()


def test_it_works_on_another_thread_and_tells_on_this_one(beside: Beside, qtbot: QtBot) -> None:
    told: list[threading.Thread] = []
    beside.ask(threading.current_thread, lambda at: told.extend((at, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] is not threading.main_thread()
    assert told[1] is threading.main_thread()


def test_what_was_asked_for_before_tells_nothing(beside: Beside, qtbot: QtBot) -> None:
    told: list[str] = []
    may_end = threading.Event()
    beside.ask(lambda: may_end.wait(PATIENCE_S) and "earlier", told.append)
    beside.ask(lambda: "later", told.append)
    qtbot.waitUntil(lambda: told == ["later"])
    may_end.set()
    beside.ask(lambda: "last", told.append)
    qtbot.waitUntil(lambda: "last" in told)
    assert told == ["later", "last"]


def test_what_was_given_up_tells_nothing(beside: Beside, qtbot: QtBot) -> None:
    told: list[str] = []
    beside.ask(lambda: "given up", told.append)
    beside.give_up()
    beside.ask(lambda: "asked", told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["asked"]
