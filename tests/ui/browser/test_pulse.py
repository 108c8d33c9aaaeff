"""A page that hangs is told of, and can be waited for, loaded again or closed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.visits import AMAZON, QUIET, Visit

pytestmark = QUIET

LOOPS = {
    "once it is there": "<script>onload = () => setTimeout(() => { for (;;); })</script>",
    "while it loads": "<script>for (;;);</script>",
}
HANGS = "The page is not responding. Your sale is untouched."


@pytest.fixture
def hasty(visit: Visit) -> Visit:
    """A visit whose page is asked so often that nobody has to wait ten seconds."""
    visit.shown.windows.pulse._timer.setInterval(20)
    return visit


@pytest.fixture
def stopped(hasty: Visit) -> Iterator[int]:
    """A page whose process was stopped; its id."""
    hasty.open("<title>alive</title>alive")
    pid = hasty.view.own.renderProcessPid()
    os.kill(pid, signal.SIGSTOP)
    hasty.said(HANGS)
    yield pid
    if is_there(pid):
        os.kill(pid, signal.SIGCONT)


def is_there(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("when", list(LOOPS))
def test_f70_a_page_that_runs_in_a_circle_is_told_of_and_loads_again(
    hasty: Visit, when: str
) -> None:
    hasty.gallery.page("/page", LOOPS[when])
    hasty.go(f"{AMAZON}/page")
    hasty.said(HANGS)
    labels = [button.text() for button in hasty.shown.banner.buttons()]
    assert labels == ["Wait", "Reload", "Close"]
    hasty.gallery.page("/page", "<title>well</title>well")
    hasty.press("Reload")
    hasty.until(lambda: len(hasty.gallery.hits) == 2 and not hasty.is_loading)
    assert hasty.js("document.title") == "well"
    assert hasty.shown.banner.text() == ""


def test_f70_a_page_that_was_stopped_loads_again_in_another_process(
    hasty: Visit, stopped: int
) -> None:
    hasty.press("Reload")
    hasty.until(lambda: len(hasty.gallery.hits) == 2 and not hasty.is_loading)
    assert hasty.js("document.title") == "alive"
    assert hasty.view.own.renderProcessPid() != stopped
    hasty.until(lambda: not is_there(stopped))


def test_f70_a_page_that_hangs_can_be_closed_and_its_process_ends(
    hasty: Visit, stopped: int
) -> None:
    with hasty.qtbot.waitSignal(hasty.shown.closed):
        hasty.press("Close")
    assert hasty.shown.windows.count() == 0
    hasty.until(lambda: not is_there(stopped))


def test_f70_who_waits_is_asked_again_and_a_page_that_comes_back_is_simply_there(
    hasty: Visit, stopped: int
) -> None:
    hasty.press("Wait")
    assert hasty.shown.banner.text() == ""
    hasty.said(HANGS)
    os.kill(stopped, signal.SIGCONT)
    hasty.until(lambda: hasty.shown.banner.text() == "")
    assert hasty.js("document.title") == "alive"


def test_f70_a_page_that_only_loads_long_does_not_hang(hasty: Visit) -> None:
    silences: list[bool] = []
    hasty.shown.windows.pulse.silent.connect(lambda: silences.append(True))
    hasty.go(f"{AMAZON}/hang")
    hasty.until(lambda: hasty.gallery.hits)
    answered: list[bool] = []
    hasty.shown.windows.pulse._timer.timeout.connect(lambda: answered.append(True))
    hasty.until(lambda: len(answered) > 9)
    hasty.gallery.let_go.set()
    assert silences == []


def test_f70_what_is_said_of_a_dead_page_is_not_covered_by_its_silence(hasty: Visit) -> None:
    hasty.open("<p>alive")
    os.kill(hasty.view.own.renderProcessPid(), signal.SIGKILL)
    hasty.said("The page stopped working")
    asked: list[bool] = []
    hasty.shown.windows.pulse._timer.timeout.connect(lambda: asked.append(True))
    hasty.until(lambda: len(asked) > 9)
    assert "The page stopped working" in hasty.shown.banner.text()


def test_nobody_is_asked_once_the_page_is_closed(hasty: Visit) -> None:
    hasty.open("<p>x")
    assert hasty.shown.windows.pulse._timer.isActive()
    hasty.shown.close_page()
    assert not hasty.shown.windows.pulse._timer.isActive()
