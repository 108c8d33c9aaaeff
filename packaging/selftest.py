"""Play the tour in a program that was packed: does it work with nothing else installed?

python3 packaging/selftest.py [dist/apay-console/apay-console]
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILT = Path(__file__).parents[1] / "dist" / "apay-console" / "apay-console"


def play(program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the tour with a home of its own and none of this shell's settings."""
    environment = {"HOME": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    command = [str(program), "--tour", str(folder / "tour")]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def faults(folder: Path) -> list[str]:
    """Name the steps that failed or left no picture."""
    steps = json.loads((folder / "tour.json").read_text("utf-8"))
    bad = [step["step"] for step in steps if not step["ok"]]
    blank = [step["step"] for step in steps if not (folder / step["png"]).stat().st_size]
    return [*bad, *blank] if steps else ["the tour has no steps"]


def judge(program: Path, home: Path) -> list[str]:
    """Play the tour once and say what was wrong with it."""
    ended = play(program, home)
    if ended.returncode:
        return [f"exit code {ended.returncode}", *ended.stderr.splitlines()[-20:]]
    return [*unpacked(program), *faults(home / "tour")]


def unpacked(program: Path) -> list[str]:
    """Say where it is no folder that lies open: one file would unpack itself where others write."""
    is_folder = (program.parent / "_internal").is_dir()
    raised = program.stat().st_mode & (stat.S_ISUID | stat.S_ISGID)
    return ["not a folder"] * (not is_folder) + ["runs as somebody else"] * bool(raised)


def main(arguments: list[str]) -> int:
    """Judge the program that is named, or else the one that was just built."""
    program = Path(arguments[0]) if arguments else BUILT
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        found = judge(program.resolve(), Path(home))
    print(*found or [f"{program}: the tour works ({time.monotonic() - began:.0f} s)"], sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
