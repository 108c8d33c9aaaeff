"""Holds the tests against packaging/promises.toml, and writes docs/promises.md of both.

`promises.py check` lists the rows that have no test, and fails if there is one; `promises.py tests`
lists the tests of all rows; `promises.py FILE` writes the page with what `pytest --tell FILE` told.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = ROOT / "packaging/promises.toml"
TESTS = ROOT / "tests"
SECTIONS = {"P": "Promises", "F": "Faults", "B": "Bad input"}
HEAD = """# What is promised, and what shows it

Made from `packaging/promises.toml` and the tests by `make promises`, which runs them;
`packaging/promises.py check` fails when a row has no test and no reason for having none. The figure
that a row must reach stands beside the one that was reached, where it is one of the gates. Where a
test goes fewer rounds than that, `make soak` goes them in full.
"""
COLUMNS = "\n| | | must reach | shown by | result |\n|---|---|---|---|---|\n"
_NAME = re.compile(r"test_([pf]\d\d|b\d+)_")  # F1 would be a key


@dataclass
class Row:
    """One line of the table: `P16`, `F61` or `B45`."""

    number: str
    says: str
    gate: str = ""
    untested: str = ""
    tests: list[str] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether nothing shows it, and nothing says why."""
        return not (self.tests or self.untested)


@dataclass
class Result:
    """What came of one test's cases, and the figures that they told."""

    passed: int = 0
    others: int = 0
    figures: list[str] = field(default_factory=list)

    def add(self, passed: bool, figures: list[str]) -> None:
        """Counts one case of the test."""
        self.passed, self.others = self.passed + passed, self.others + (not passed)
        self.figures += figures


def rows(source: Path = ROWS, tests: Path = TESTS) -> dict[str, Row]:
    """Every row, with the tests that bear its number."""
    table = tomllib.loads(source.read_text("utf-8"))
    gates, untested = table["gates"], table["untested"]
    found = {
        letter + number: Row(
            letter + number, says, gates.get(letter + number, ""), untested.get(letter + number, "")
        )
        for letter in SECTIONS
        for number, says in table[letter].items()
    }
    for number, test in numbered(tests):
        found.setdefault(number, Row(number, "")).tests.append(test)
    return found


def numbered(tests: Path) -> Iterator[tuple[str, str]]:
    """Each test whose name begins with a row's number, as (`P16`, `tests/x.py::test_p16_y`)."""
    for path in sorted(tests.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.FunctionDef) and _NAME.match(node.name)
            if isinstance(node, ast.FunctionDef) and named:
                place = path.relative_to(tests.parent).as_posix()
                yield named[1].upper(), f"{place}::{node.name}"


def faults(found: Mapping[str, Row]) -> list[str]:
    """Rows that nothing shows, and tests of rows that there are not."""
    return [f"{row.number} has no test: {row.says}" for row in found.values() if row.open] + [
        f"{row.number} is no row: {', '.join(row.tests)}" for row in found.values() if not row.says
    ]


def results(file: Path) -> dict[str, Result]:
    """What `pytest --tell FILE` wrote, by test: all cases of a test together."""
    found: dict[str, Result] = {}
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        found.setdefault(case["test"], Result()).add(case["passed"], case["figures"])
    return found


def page(found: Mapping[str, Row], told: Mapping[str, Result]) -> str:
    """The whole page."""
    parts = [HEAD]
    for letter, title in SECTIONS.items():
        parts += [f"\n## {title}\n", COLUMNS]
        parts += [_line(row, told) for row in found.values() if row.number.startswith(letter)]
    return "".join(parts).rstrip("\n")


def _line(row: Row, told: Mapping[str, Result]) -> str:
    shown = "<br>".join(f"`{test.partition('tests/')[2]}`" for test in row.tests) or row.untested
    return f"| {row.number} | {row.says} | {row.gate} | {shown} | {_outcome(row, told)} |\n"


def _outcome(row: Row, told: Mapping[str, Result]) -> str:
    known = [told[test] for test in row.tests if test in told]
    passed, others = sum(one.passed for one in known), sum(one.others for one in known)
    figures = list(dict.fromkeys(figure for one in known for figure in one.figures))
    counts = [f"{passed} passed"] * bool(passed) + [f"{others} not"] * bool(others)
    return "; ".join(figures + counts)


def main(argument: str) -> int:
    """Checks, lists the tests, or writes the page."""
    found = rows()
    if argument == "check":
        print("\n".join(wrong := faults(found)), file=sys.stderr)
        return 1 if wrong else 0
    tests = "\n".join(test for row in found.values() for test in row.tests)
    print(tests if argument == "tests" else page(found, results(Path(argument))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
