"""The run tells how long its windows stood still: the longest gap of each test, 99 of 100."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from tests import pulse as module
from tests.pulse import Pulse, PulseTeller


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Pulse:
    """A pulse of its own, which is what the teller tells."""
    fresh = Pulse()
    monkeypatch.setattr(module, "pulse", fresh)
    return fresh


def gaps(monkeypatch: pytest.MonkeyPatch, *found: float) -> None:
    """Let the heart find one after the other."""
    told = iter(found)
    monkeypatch.setattr(module.Heartbeat, "stop", lambda _: next(told))


def test_the_longest_gap_of_a_test_is_kept(
    qapp: QApplication, made: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    gaps(monkeypatch, 12.0, 200.0, 30.0)
    for _ in range(3):
        with made.beating():
            pass
    made.end("first")
    made.end("second")  # it opened no window
    assert made.gaps == {"first": 200.0}


def test_a_window_that_stands_still_is_noticed_also_when_the_test_fails(
    qapp: QApplication, made: Pulse
) -> None:
    with pytest.raises(LookupError), made.beating():
        raise LookupError
    made.end("failed")
    assert made.gaps["failed"] > 0


def test_it_tells_what_99_of_100_tests_stayed_within(made: Pulse) -> None:
    made.gaps = {f"test {number}": float(number) for number in range(1, 101)}
    assert made.told() == (
        "The window's longest gaps in 100 tests: 99 of 100 within 99 ms, the longest 100 ms "
        "(test 100)."
    )


def test_what_several_processes_found_is_told_together(made: Pulse) -> None:
    teller, lines = PulseTeller(), []
    made.gaps = {"here": 1.0}
    worker = SimpleNamespace(config=SimpleNamespace(workeroutput={}))
    teller.pytest_sessionfinish(worker)
    made.gaps = {}
    teller.pytest_testnodedown(SimpleNamespace(workeroutput=worker.config.workeroutput))
    teller.pytest_testnodedown(SimpleNamespace())  # it died
    teller.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))
    assert lines == [made.told()]
    assert made.gaps == {"here": 1.0}


def test_a_run_without_windows_tells_nothing(made: Pulse) -> None:
    PulseTeller().pytest_terminal_summary(SimpleNamespace(write_line=pytest.fail))
