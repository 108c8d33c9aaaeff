"""`python -m bench` measures each budget and prints nothing but rows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import GROUPS
from tests.bench.test_rows import KEYS

ROOT = Path(__file__).parents[2]
NAMES = {
    "window": ["window-cpu", "window-rss"],
    "idle": ["idle-rss", "idle-cpu"],
    "send": ["send-painted"],
    "gap": [
        "gap-500-updates",
        *(f"gap-{kind}-answer" for kind in ("large", "numbers", "objects", "markup")),
    ],
    "page": ["page-first", "page-second"],
    "changes": ["changes-1000-found", "changes-1000-frame"],
    "tree": [
        f"tree-1000-{row}"
        for row in (
            "shown",
            "qtreewidget",
            "standarditem",
            "filter",
            "filter-many",
            "frame",
            "expand",
        )
    ],
    "history": [
        *(
            f"history-3000-{row}"
            for row in (
                "open",
                "page",
                "jump",
                "search-exact",
                "search-prefix",
                "search-common",
                "search-two-words",
                "search-address",
                "insert",
                "insert-floor",
                "gap",
                "bytes",
            )
        ),
        "history-bytes",
    ],
    "sign": ["sign-request"],
    "emulator": ["emulator-verified-patch", "emulator-p99"],
    "crowd": ["crowd-2000", "crowd-4000"],
    "standalone": ["standalone-start-cpu", "standalone-stop"],
    "cancel": ["cancel"],
    "quit": ["quit-in-flight"],
}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", "--quick", *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("group", list(GROUPS))
def test_each_group_prints_its_rows_or_says_why_not(group: str) -> None:
    ran = bench(group)
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, ran.stderr
    assert all(list(row) == KEYS for row in rows)
    if rows or "does not run here" not in ran.stderr:
        assert [row["name"] for row in rows] == NAMES[group]


def test_one_row_can_be_asked_for() -> None:
    ran = bench("history-3000-page")
    assert [json.loads(line)["name"] for line in ran.stdout.splitlines()] == ["history-3000-page"]


def test_an_unknown_name_is_refused() -> None:
    ran = bench("nonsense")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nonsense is none of window" in ran.stderr
