"""`make mutants` breaks one thing at a time, and says what no test noticed."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "packaging/mutants.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mutants", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def changed(tool: ModuleType, code: str) -> set[str]:
    """Every mutant of a piece of code, as code."""
    found = set()
    for number in range(sum(1 for _ in tool.changes_of(ast.parse(code)))):
        tree = ast.parse(code)
        list(tool.changes_of(tree))[number][1]()
        found.add(ast.unparse(ast.fix_missing_locations(tree)))
    return found


@pytest.mark.parametrize(
    ("code", "mutants"),
    [
        ("x = a < b", {"x = a <= b"}),
        ("x = a and b", {"x = a or b", "x = a"}),
        ("x = not a", {"x = a"}),
        ("x = 3", {"x = 4"}),
        ("x = True", {"x = False"}),
        ("x = 'tea'", {"x = 'tea_'"}),
        ("x = a + b", {"x = a - b"}),
        ("x = a if b else c", {"x = a", "x = c"}),
        ("go()", {"pass"}),
        ("if a:\n    pass", {"if not a:\n    pass"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
        ("'''Words.'''", set()),
        ("x: int = N_('tea')", set()),
        ("if TYPE_CHECKING:\n    import os", set()),
        ("class A(Protocol):\n\n    def f(self, a=3):\n        ...", set()),
        ("def f(a: 'b') -> 'c':\n    raise d", {"def f(a: 'b') -> 'c':\n    pass"}),
    ],
)
def test_each_change_is_one_that_could_matter(
    tool: ModuleType, code: str, mutants: set[str]
) -> None:
    assert changed(tool, code) == mutants


def test_each_module_is_there_with_its_tests(tool: ModuleType) -> None:
    for name, tests in tool.MODULES.items():
        assert tool.path_of(name).exists()
        assert all((ROOT / test).exists() for test in tests if not test.startswith("-"))


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be split there")
def test_what_is_broken_is_noticed_and_nothing_on_the_disk_is_changed() -> None:
    source = ROOT / "apay_console/api/retry.py"
    before = source.read_bytes()
    command = [sys.executable, str(TOOL), "apay_console.api.retry", "--share", "12"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, told["noticed"]) == (0, told["mutants"])
    assert told["mutants"] == 3
    assert source.read_bytes() == before
