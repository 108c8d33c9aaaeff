"""The page of operations says what the tables, the parts and the last interop run say."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from apay_console.model.operations import OPERATIONS, UPDATE_CHARGE

ROOT = Path(__file__).parents[2]
NAMES = {row.name for row in OPERATIONS} | {"button_signature"}


@pytest.fixture
def page() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging/operations.py"))


def test_the_page_of_operations_is_what_the_program_does(page: dict[str, Any]) -> None:
    assert (ROOT / "docs/operations.md").read_text("utf-8") == page["table"]()


def test_what_was_proven_is_an_operation() -> None:
    proven = json.loads((ROOT / "tests/interop/proven.json").read_text("utf-8"))
    assert {name for by in proven.values() for names in by.values() for name in names} <= NAMES


def test_what_a_part_does_not_know_is_not_claimed(
    page: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = "| v2 | v2 | v2 | v2 by 1.0 |\n"
    proven = {"sdk 1.0": {"v2": [UPDATE_CHARGE.name]}, "sdk 0.9": {"v2": []}}
    assert page["_line"](UPDATE_CHARGE, proven).endswith(known)
    monkeypatch.delitem(page["RULES"], UPDATE_CHARGE.name)
    monkeypatch.setitem(page["_line"].__globals__, "tasks_of", lambda _: ())
    assert page["_line"](UPDATE_CHARGE, {}).endswith("| v2 |  |  |  |\n")
