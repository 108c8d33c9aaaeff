"""Does for long what the tests do shortly, one JSON object a line: `python -m soak [NAME]`.

Each name is a module of this package: `ROUNDS` is how often it goes round in full, and
`run(rounds)` gives its `Row`. A test calls the same `run` with few rounds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module

from soak.rounds import CannotRun

NAMES = ("writes", "storing", "drafts", "outages", "answers", "imports", "traffic", "runners")


def main(arguments: list[str]) -> int:
    """Run what is asked for; 0 when all of it went well or cannot run here."""
    asked = _parser().parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not asked.name:
        return max(_run_alone(name, asked.rounds) for name in NAMES)
    if asked.name not in NAMES:
        print(f"soak: {asked.name} is none of {', '.join(NAMES)}", file=sys.stderr)
        return 2
    return _run(asked.name, asked.rounds)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=_count, help="how often, instead of in full")
    return parser


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def _run_alone(name: str, rounds: int | None) -> int:
    """Run one in a process of its own, so that none burdens the next."""
    options = [] if rounds is None else ["--rounds", str(rounds)]
    command = [sys.executable, "-m", "soak", name, *options]
    return subprocess.run(command, check=False).returncode


def _run(name: str, rounds: int | None) -> int:
    soak = import_module(f"soak.{name}")
    try:
        row = soak.run(soak.ROUNDS if rounds is None else rounds)
    except CannotRun as reason:
        print(f"soak: {name} does not run here: {reason}", file=sys.stderr)
        return 0
    print(row.line(), flush=True)
    return 0 if row.ok else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
