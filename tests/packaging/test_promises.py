"""The table of promises: every row is shown by a test, or says why none shows it."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.telling import Teller

ROOT = Path(__file__).parents[2]
PROMISES = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging/promises.py")))
TABLE = """
[P]
16 = "Nobody is charged twice"
[F]
61 = "Killed after sending"
74 = "The display server dies"
[B]
[gates]
P16 = "0 duplicates"
[untested]
F74 = "no display here"
"""


def table(folder: Path, test: str = "") -> dict:
    (folder / "rows.toml").write_text(TABLE)
    (folder / "tests").mkdir()
    (folder / "tests/test_x.py").write_text(test)
    return PROMISES.rows(folder / "rows.toml", folder / "tests")


def test_a_row_without_a_test_is_named(tmp_path):
    found = table(tmp_path, "def test_p16_once(): ...")
    assert PROMISES.faults(found) == ["F61 has no test: Killed after sending"]


def test_a_test_of_no_row_is_named(tmp_path):
    found = table(
        tmp_path,
        "def test_p16_a(): ...\nclass T:\n  def test_f61_b(self): ...\ndef test_b9_c(): ...",
    )
    assert PROMISES.faults(found) == ["B9 is no row: tests/test_x.py::test_b9_c"]


def test_a_row_shows_its_figures_and_how_many_cases_passed(tmp_path):
    told = tmp_path / "told"
    teller = Teller(told)
    for when, node, passed in (
        ("call", "tests/test_x.py::test_p16_once[a]", True),
        ("call", "tests/test_x.py::test_p16_once[b]", False),
        ("setup", "tests/test_x.py::test_p16_once[c]", False),
        ("teardown", "tests/test_x.py::test_p16_once[a]", True),
        ("call", "tests/test_x.py::test_other", True),
    ):
        figures = [("figure", "0 duplicates in 100")] if when == "call" else []
        report = SimpleNamespace(when=when, nodeid=node, passed=passed, user_properties=figures)
        teller.pytest_runtest_logreport(report)
    page = PROMISES.page(table(tmp_path, "def test_p16_once(): ..."), PROMISES.results(told))
    assert (
        "| P16 | Nobody is charged twice | 0 duplicates | `test_x.py::test_p16_once` "
        "| 0 duplicates in 100; 1 passed; 2 not |" in page
    )
    assert "| F74 | The display server dies |  | no display here |  |" in page


@pytest.mark.parametrize("section", ["gates", "untested"])
def test_what_the_table_adds_to_a_row_belongs_to_one(section):
    whole = tomllib.loads((ROOT / "packaging/promises.toml").read_text("utf-8"))
    known = {letter + number for letter in "PFB" for number in whole[letter]}
    assert set(whole[section]) <= known


def test_the_page_of_promises_names_the_rows_and_tests_that_there_are():
    def without_results(page: str) -> list[str]:
        return [line.rpartition(" | ")[0] for line in page.splitlines()]

    page = (ROOT / "docs/promises.md").read_text("utf-8")
    made = PROMISES.page(PROMISES.rows(), {})
    assert without_results(page) == without_results(made), "make promises writes it anew"
