"""No test fails by the clock: none holds a stopwatch, and none gives up waiting early."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
FILES = [path for path in sorted(ROOT.rglob("*.py")) if path != ROOT / "patience.py"]
MAYBE = re.compile(  # most files need no look at their tree
    r"monotonic|perf_counter|process_time|thread_time|time(_ns)?\(\)|now\("
    r"|timeout=|\.(wait|join|result)\(\s*[0-9.]"
)
STOPWATCHES = {"monotonic", "perf_counter", "process_time", "thread_time"}
TIMES = {"time.time", "time.time_ns", "time", "datetime.now", "datetime.datetime.now"}
SHORTEST_S = 30
IN_MS = {"waitSignal", "waitSignals", "waitUntil", "waitCallback"}
WAITING = {"wait", "join", "result"}  # their first argument is how long


def clocks_compared(tree: ast.AST) -> Iterator[ast.AST]:
    """Stopwatches of any kind, and times of day that something is measured with."""
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
        if str(name).removesuffix("_ns") in STOPWATCHES:
            yield node
        elif isinstance(node, ast.Compare) or (
            isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)
        ):
            yield from (part for part in ast.walk(node) if _tells_time(part))


def _tells_time(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in TIMES


def short_waits(tree: ast.AST) -> Iterator[ast.AST]:
    """Limits that a busy machine could reach although nothing is broken."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        least = SHORTEST_S * 1000 if name in IN_MS else SHORTEST_S
        given = [word.value for word in call.keywords if word.arg == "timeout"]
        given += call.args[:1] if name in WAITING and isinstance(call.func, ast.Attribute) else []
        yield from (limit for limit in given if _is_below(limit, least))


def _is_below(limit: ast.AST, least: float) -> bool:
    value = limit.value if isinstance(limit, ast.Constant) else None
    return isinstance(value, int | float) and value < least


def faults_of(code: str) -> list[ast.AST]:
    tree = ast.parse(code if MAYBE.search(code) else "")
    return [*clocks_compared(tree), *short_waits(tree)]


def test_no_test_fails_because_a_machine_is_slow() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in FILES
        for node in faults_of(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "assert time.process_time() - begun < 0.1",
        "from time import perf_counter_ns\nbegun = perf_counter_ns()",
        "assert time.time() - begun < 1",
        "assert time() < ends",
        "subprocess.run(command, timeout=10)",
        "qtbot.waitUntil(is_so, timeout=5000)",
        "thread.join(5)",
    ],
)
def test_what_a_slow_machine_could_fail_is_found(code: str) -> None:
    assert faults_of(code)


@pytest.mark.parametrize(
    "code",
    ["fetched(found, pem, time.time())", "waitUntil(is_so)", "run(x, timeout=60)", "','.join(x)"],
)
def test_what_no_machine_could_fail_is_let_pass(code: str) -> None:
    assert not faults_of(code)
