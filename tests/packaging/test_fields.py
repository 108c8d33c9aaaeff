"""The page of fields says what the catalogue says."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_page_of_fields_is_the_catalogue() -> None:
    table = runpy.run_path(str(ROOT / "packaging/fields.py"))["table"]
    assert (ROOT / "docs/fields.md").read_text("utf-8") == table()
