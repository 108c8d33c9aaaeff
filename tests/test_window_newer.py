"""A newer program's data file in the real window: it is left alone, and there is a way on."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from apay_console.store import schema
from tests.store.filling import digest, fill
from tests.window_parts import opened, quick

__all__ = ["quick"]


def test_p42_the_bar_offers_a_new_history_and_the_first_sale_begins_in_it(
    qapp: QApplication, tmp_path: Path, quick: None
) -> None:
    file = tmp_path / "console.sqlite3"
    fill(file)
    with closing(sqlite3.connect(file)) as newer:
        newer.execute(f"PRAGMA user_version={(schema.MAJOR + 1) << 16}")
    before = digest(file)
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert "was written by a newer Apay Console" in shop.notice
        buttons = shop.window.page.notice.findChildren(QPushButton)
        shop.click(next(one for one in buttons if one.text() == "Use a new, empty history"))
        shop.settle()
        assert shop.notice.startswith("A new, empty history is kept in")
        assert shop.exchanges == ["create_session 201"]
    assert digest(file) == before
