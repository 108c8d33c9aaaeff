"""Tells what came of each test whose name bears a row's number (packaging/promises.toml)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NUMBERED = re.compile(r"::test_([pf]\d\d|b\d+)_")


class Teller:
    """Writes one JSON line a case: the test, its outcome, the figures that it told."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Told at the call, or at a set-up that did not come to one."""
        decided = report.when == "call" or (report.when == "setup" and not report.passed)
        if decided and NUMBERED.search(report.nodeid):
            self._tell(report)

    def _tell(self, report: pytest.TestReport) -> None:
        figures = [text for name, text in report.user_properties if name == "figure"]
        case = {
            "test": report.nodeid.partition("[")[0],
            "passed": report.passed,
            "figures": figures,
        }
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(case) + "\n")
