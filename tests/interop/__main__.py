"""`make interop`: Amazon's SDKs, exported code and a fuzzer of OpenAPI against the emulator."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.interop import exported, fuzz, sdk
from tests.interop.program import program
from tests.interop.report import Report

PROVEN = Path(__file__).with_name("proven.json")


def main() -> int:
    """Run everything; print one line about it."""
    report = Report()
    try:
        sdk.install()
    except sdk.NotThere as missing:
        print(f"interop: {missing}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="apay-interop-") as name:
        folder = Path(name)
        with program(folder) as running:
            sdk.run(running, folder, report)
            exported.run(running, folder / "exported", report)
            fuzz.run(running, folder, report)
    for words in report.failures:
        print(words, file=sys.stderr)
    print(report.line)
    if report.failures:
        return 1
    _keep(json.dumps(report.proven, indent=2) + "\n")
    return 0


def _keep(proven: str) -> None:
    if proven != PROVEN.read_text("utf-8"):
        PROVEN.write_text(proven, "utf-8")
        print("interop: proved something new; python packaging/operations.py > docs/operations.md")


if __name__ == "__main__":
    sys.exit(main())
