"""A data file in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from apay_console.store.database import Database
from tests.store.samples import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "console.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(path, clock=lambda: NOW)
    yield opened
    opened.close()
