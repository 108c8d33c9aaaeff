"""Breaks what must never break, one small change at a time, and sees that its tests notice.

`python packaging/mutants.py [MODULE] [--share N]` prints each change that no test noticed, and one
JSON line for each module. Nothing on the disk is changed: a process is split off for each mutant,
and imports the changed module in the place of the one that is there.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
# What its tests are: those that mirror it.
MODULES = {
    "apay_console.signing": ["tests/test_signing.py", "tests/test_signing_arrivals.py"],
    "apay_console.store.attempts": ["tests/store/test_attempts.py"],
    "apay_console.model.attempt": ["tests/model/test_attempt.py", "tests/store/test_attempts.py"],
    # All but what starts programs of its own, which know nothing of mutants, and what sleeps.
    "apay_console.sending": [
        *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("tests/test_sending*.py"))),
        "--ignore=tests/test_sending_killed.py",
        "-k=not f67",
    ],
    "apay_console.api.retry": ["tests/api/test_retry.py"],
    "apay_console.model.web_address": ["tests/model/test_web_address.py"],
    "apay_console.presenters.buyer.amazon_hosts": ["tests/presenters/buyer/test_amazon_hosts.py"],
    "apay_console.model.redaction": ["tests/model/test_redaction.py"],
}
PATIENCE_S = 120  # a mutant that takes longer has no end, which is noticed
# Loaded once, and not for each mutant.
_LIBRARIES = ("pytest", "pytestqt.plugin", "hypothesis", "httpx", "cryptography.x509", "uvicorn")
_COMPARED = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
             ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In,
             ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd,
            ast.BitAnd: ast.BitOr, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult}  # fmt: skip
_SAID = {"annotation", "returns", "decorator_list", "type_params"}  # and does nothing by itself
Change = Callable[[], None]


def changes_of(tree: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """Tell every change that can be made, and where."""
    for parent in _walked(tree):
        for field, value in ast.iter_fields(parent):
            for place, node in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(node, ast.AST):
                    for other in _others(node, parent, field):
                        yield node, _put(parent, field, place, value, other)


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    """Leave out what does nothing at run time: annotations, docstrings, imports for types."""
    if _is_for_types(node) or isinstance(node, ast.Import | ast.ImportFrom):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field in _SAID:
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and not _is_docstring(part):
                yield from _walked(part)


def _is_for_types(node: ast.AST) -> bool:
    if isinstance(node, ast.ClassDef):
        return "Protocol" in [ast.unparse(base) for base in node.bases]
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _others(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    """Give what could stand in a node's place."""
    if field not in _SAID and not _is_docstring(node) and not _is_for_types(node):
        others = _OTHERS.get(type(node))
        yield from others(node) if others else ()
        if isinstance(node, ast.Constant):
            yield from _constants(node, parent)


def _compared(node: Any) -> Iterator[ast.AST]:
    if type(node.ops[0]) in _COMPARED:
        yield _with(node, ops=[_COMPARED[type(node.ops[0])](), *node.ops[1:]])


def _joined(node: Any) -> Iterator[ast.AST]:
    yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    yield from node.values[:1] if len(node.values) == 2 else []


def _counted(node: Any) -> Iterator[ast.AST]:
    if type(node.op) in _COUNTED:
        yield _with(node, op=_COUNTED[type(node.op)]())


def _returned(node: Any) -> Iterator[ast.AST]:
    if node.value is not None and ast.unparse(node.value) != "None":
        yield _with(node, value=ast.Constant(None))


_OTHERS: dict[type[ast.AST], Callable[[Any], Iterable[ast.AST]]] = {
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    ast.BinOp: _counted,
    ast.Return: _returned,
    ast.UnaryOp: lambda node: [node.operand] if isinstance(node.op, ast.Not) else [],
    ast.IfExp: lambda node: [node.body, node.orelse],
    ast.If: lambda node: [_with(node, test=ast.UnaryOp(ast.Not(), node.test))],
    ast.Expr: lambda _: [ast.Pass()],
    ast.Raise: lambda _: [ast.Pass()],
    ast.AugAssign: lambda _: [ast.Pass()],
}


def _constants(node: ast.Constant, parent: ast.AST) -> Iterator[ast.AST]:
    is_words = isinstance(parent, ast.Call) and ast.unparse(parent.func) == "N_"
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str) and not is_words and not isinstance(parent, ast.JoinedStr):
        yield ast.Constant(f"{node.value}_")


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _put(parent: ast.AST, field: str, place: int, value: Any, other: ast.AST) -> Change:
    if isinstance(value, list):
        return lambda: value.__setitem__(place, other)
    return lambda: setattr(parent, field, other)


class Finder(MetaPathFinder, Loader):
    """Gives one module as it was changed."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path = name, path
        self._code = compile(ast.fix_missing_locations(tree), str(path), "exec")

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> Any:  # noqa: ARG002 - Python's own
        return ModuleSpec(name, self, origin=str(self._path)) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._path)
        exec(self._code, vars(module))  # noqa: S102 - it is what is tried


def path_of(name: str) -> Path:
    """Say where a module lies."""
    return ROOT / f"{name.replace('.', '/')}.py"


def mutants(name: str) -> Iterator[tuple[int, str, ast.Module]]:
    """Make every mutant of a module: its line, what it says there now, and its tree."""
    source = path_of(name).read_text("utf-8")
    for number in range(sum(1 for _ in changes_of(ast.parse(source)))):
        tree = ast.parse(source)
        node, change = list(changes_of(tree))[number]
        before, line = ast.unparse(tree).splitlines(), getattr(node, "lineno", 0)
        change()
        after = ast.unparse(ast.fix_missing_locations(tree)).splitlines()
        new = next((one for one, other in zip(after, before, strict=False) if one != other), "")
        yield line, new.strip()[:160], tree


def is_noticed(name: str, tree: ast.Module) -> bool:
    """Run the module's tests in a process of its own; whether one of them failed."""
    child = os.fork()
    if not child:
        os.setsid()
        os._exit(_tested(name, tree))
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status != 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def _tested(name: str, tree: ast.Module) -> int:
    import pytest  # noqa: PLC0415 - it is there by now

    sys.meta_path.insert(0, Finder(name, path_of(name), tree))
    options = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain"]
    with Path(os.devnull).open("w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
        return int(pytest.main([*options, *MODULES[name]]))


def _try(name: str, share: int) -> bool:
    """Try each of a module's mutants, or one of so many; tell what came of it."""
    if is_noticed(name, ast.parse(path_of(name).read_text("utf-8"))):
        raise SystemExit(f"{name}: its tests fail without any change")
    tried = noticed = 0
    for number, (line, now, tree) in enumerate(mutants(name)):
        if number % share:
            continue
        tried += 1
        if is_noticed(name, tree):
            noticed += 1
        else:
            print(f"{path_of(name).relative_to(ROOT)}:{line}: {now}", flush=True)
    print(json.dumps({"name": name, "mutants": tried, "noticed": noticed}), flush=True)
    return noticed >= 0.9 * tried


def main(arguments: list[str]) -> int:
    """Try what is asked for; 0 when nine of ten are noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", nargs="*", choices=[*MODULES, []])
    parser.add_argument("--share", type=int, default=1, help="try one of so many")
    asked = parser.parse_args(arguments)
    os.nice(19)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for library in _LIBRARIES:
        importlib.import_module(library)
    with tempfile.TemporaryDirectory() as folder:  # where examples are kept that hold for one only
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "HYPOTHESIS_STORAGE_DIRECTORY": folder}
        return max(not _try(name, asked.share) for name in asked.module or MODULES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
