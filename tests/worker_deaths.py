"""A worker process that dies ends the run at once, red, with the test that it was in.

Left to itself, pytest-xdist starts another worker and goes on, and can then wait for ever.
"""

from __future__ import annotations

import signal
from collections.abc import Generator
from typing import Any

import pytest

_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
_FAILED = 3


class WorkerDeaths:
    """Ends a run whose worker died, and fails one whose worker crashed after its last test."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodeready(self, node: Any) -> None:
        self._nodes.append(node)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if str(report.when) == "???":  # how pytest-xdist reports the test of a dead worker
            pytest.exit(f"A worker process died in {report.nodeid}", returncode=_FAILED)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        yield  # pytest-xdist has ended its workers by then
        crashes = [crash for node in self._nodes if (crash := _crash(node))]
        if crashes:
            session.exitstatus = _FAILED
            reporter = session.config.pluginmanager.getplugin("terminalreporter")
            reporter.write_line(f"Worker processes crashed: {', '.join(crashes)}", red=True)


def _crash(node: Any) -> str:
    """Name the signal that ended a worker; execnet keeps its process in a private attribute."""
    code = node.gateway._io.popen.returncode
    ended_by = signal.Signals(-code) if code is not None and code < 0 else None
    return f"{node.gateway.id} by {ended_by.name}" if ended_by in _CRASHES else ""
