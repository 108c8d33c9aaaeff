"""Measures the budgets, one JSON object a line: `python -m bench [NAME]`.

A name is a row's, or what its rows' names begin with: `sign`, `window`, `window-cpu`.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module

from apay_console import startup
from bench.rows import CannotRun, Effort, Row

# Each is a module of this package; what fills memory and caches comes late.
GROUPS = (
    "window",
    "idle",
    "send",
    "gap",
    "page",
    "tree",
    "changes",
    "history",
    "sign",
    "emulator",
    "crowd",
    "standalone",
    "cancel",
    "quit",
)


def main(arguments: list[str]) -> int:
    """Measure what is asked for; 0 when all that can run here has run."""
    asked = _parser().parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not asked.name:
        return max([_run_alone(group, quick=asked.quick) for group in GROUPS])
    # As the tour does: as root there is no buyer's page, and an ordinary person is not root.
    startup.leave_root(("bench", "--tour"), os.environ)
    startup.load_qt()  # as the program does
    return _run(asked.name, Effort(asked.quick))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="one row, or a group of rows")
    parser.add_argument("--quick", action="store_true", help="only see that it works")
    return parser


def _run_alone(group: str, *, quick: bool) -> int:
    """Measure a group in a process of its own, so that no group warms or burdens the next."""
    options = ["--quick"] if quick else []
    command = [sys.executable, "-m", "bench", group, *options]
    return subprocess.run(command, check=False).returncode


def _run(name: str, effort: Effort) -> int:
    group = name.partition("-")[0]
    if group not in GROUPS:
        print(f"bench: {name} is none of {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    try:
        _print(import_module(f"bench.{group}").measure(effort), name)
    except CannotRun as reason:
        print(f"bench: {group} does not run here: {reason}", file=sys.stderr)
    gc.unfreeze()
    gc.collect()  # while Qt is still there: pages that Python frees after it end in a crash
    return 0


def _print(rows: Iterable[Row], name: str) -> None:
    for row in rows:
        if row.name == name or "-" not in name:
            print(row.line(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
