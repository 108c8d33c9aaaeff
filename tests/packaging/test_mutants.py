"""`make mutants` tries what must never break, and fails where one change in ten goes unnoticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
MUTMUT = """#!/bin/sh
echo "$*" >>"{folder}/log"
case "$1" in results) cat "{folder}/results" ;; esac
"""


def line(number: int, fate: str, module: str = "apay_console.api.retry") -> str:
    return f"    {module}.x\u01c1Retry\u01c1_pause__mutmut_{number}: {fate}\n"


@pytest.mark.parametrize("name", ["only_mutate", "pytest_add_cli_args_test_selection"])
def test_each_module_and_test_that_is_tried_is_there(name: str) -> None:
    assert [one for one in TRIED[name] if one[0] != "-" and not (ROOT / one).is_file()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="it is a shell script")
@pytest.mark.parametrize(
    ("fates", "code", "told"),
    [
        (["killed"] * 8 + ["timeout", "survived"], 0, "9 of 10 noticed"),
        (["killed"] * 8 + ["no tests", "survived"], 1, "8 of 10 noticed"),
        (["killed", "not checked", "not checked"], 0, "1 of 1 noticed"),
        (["not checked"], 1, "0 of 0 noticed"),
    ],
)
def test_it_tells_what_nobody_noticed_and_fails_below_nine_of_ten(
    fates: list[str], code: int, told: str, tmp_path: Path
) -> None:
    (tmp_path / "results").write_text("".join(map(line, range(10), fates)), "utf-8")
    done = run(tmp_path, "apay_console.api.*")
    unnoticed = [fate for fate in fates if fate in {"survived", "no tests", "timeout"}]
    assert done.returncode == code, done.stderr
    assert done.stdout.splitlines()[-1] == told
    assert [said.rpartition(": ")[2] for said in done.stdout.splitlines()[: len(unnoticed)]] == (
        unnoticed
    )
    assert " apay_console.api.*\n" in (tmp_path / "log").read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="it is a shell script")
def test_it_counts_each_module_by_itself(tmp_path: Path) -> None:
    fates = [line(1, "killed"), line(2, "survived"), line(1, "killed", "apay_console.sending")]
    (tmp_path / "results").write_text("".join(fates), "utf-8")
    told = run(tmp_path).stdout.splitlines()
    assert {"apay_console.api.retry: 1 of 2 noticed", "apay_console.sending: 1 of 1 noticed"} < {
        *told
    }


def run(folder: Path, *asked: str) -> subprocess.CompletedProcess[str]:
    """Run the real script, with a mutmut that has the results already."""
    programs = folder / ".venv/bin"
    programs.mkdir(parents=True)
    (folder / "packaging").mkdir()
    script = shutil.copy(ROOT / "packaging/mutants.sh", folder / "packaging")
    for name, text in (("mutmut", MUTMUT.format(folder=folder)), ("python", "#!/bin/sh\n")):
        (programs / name).write_text(text, "utf-8")
        (programs / name).chmod(0o755)
    return subprocess.run(["bash", script, *asked], capture_output=True, text=True, check=False)
