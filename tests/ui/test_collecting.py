"""Garbage is collected on the interface's thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from apay_console.ui.collecting import Collector


class Knot:
    """Holds itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    owner = QObject()
    made = Collector(owner)
    yield made
    made.stop()


def test_another_thread_frees_nothing_however_much_it_allocates(collector: Collector) -> None:
    freed: list[str] = []
    weakref.finalize(Knot(), lambda: freed.append(threading.current_thread().name))
    worker = threading.Thread(target=lambda: [Knot() for _ in range(20_000)], name="worker")
    worker.start()
    worker.join()
    assert freed == []
    assert collector.collect() > 0
    assert freed == [threading.current_thread().name]


def test_little_garbage_can_wait(collector: Collector) -> None:
    gc.collect()
    assert collector.collect() == 0


def test_what_the_start_brought_is_looked_at_no_more(collector: Collector) -> None:
    gc.collect()
    knot = Knot()
    collector.settle()
    assert gc.get_freeze_count() > 0
    assert not any(one is knot for one in gc.get_objects())
    collector.stop()
    assert gc.get_freeze_count() == 0


def test_afterwards_python_collects_by_itself_again(qapp: QApplication) -> None:
    owner = QObject()
    collector = Collector(owner)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
