"""How long the window did not react, over all tests that open it: told at the end, judged nowhere.

Looked at while the window has the thread: while it is waited for, and while a key or a click is
taken. What a test does between belongs to nobody who sits before a window.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

import pytest

from bench.heartbeat import Heartbeat


class Pulse:
    """Keeps the longest gap of each test, in milliseconds."""

    def __init__(self) -> None:
        self.gaps: dict[str, float] = {}
        self._longest = 0.0

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Look while the block runs: each beat comes when the window's thread is free."""
        heart = Heartbeat()
        heart.start()
        try:
            yield
        finally:
            self._longest = max(self._longest, heart.stop())

    def end(self, test: str) -> None:
        """Put the longest gap since the last test down to this one."""
        if self._longest:
            self.gaps[test], self._longest = self._longest, 0.0

    def told(self) -> str:
        """Tell the 99th of 100, and the longest."""
        ordered = sorted(self.gaps, key=self.gaps.__getitem__)
        usual, longest = ordered[ceil(0.99 * len(ordered)) - 1], ordered[-1]
        return (
            f"The window's longest gaps in {len(ordered)} tests: "
            f"99 of 100 within {self.gaps[usual]:.0f} ms, the longest "
            f"{self.gaps[longest]:.0f} ms ({longest})."
        )


pulse = Pulse()  # of this process


class PulseTeller:
    """Gathers what the processes of a run found, and tells it under the outcomes."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> None:
        pulse.end(item.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        given = getattr(session.config, "workeroutput", None)
        if given is not None:
            given["pulse"] = pulse.gaps

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        pulse.gaps.update(getattr(node, "workeroutput", {}).get("pulse", {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if pulse.gaps:
            terminalreporter.write_line(pulse.told())
