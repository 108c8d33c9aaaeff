"""The log in the window: what was told of this run, and nothing that was in it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from apay_console import log
from tests.test_log import root
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick", "root"]


def test_p08_each_request_is_a_line_without_its_ids_and_values(
    root: logging.Logger, fresh: Shop
) -> None:
    fresh.run("get")
    fresh.run("log")
    text = fresh.window.sheets.log.lines.text()
    *_, last = text.splitlines()
    assert "exchange method=POST path=checkoutSessions status=201 ms=" in text
    assert "exchange method=GET path=checkoutSessions/{checkoutSessionId} status=200" in last
    assert last.endswith(" outcome=APPLIED")
    assert f"request_id={fresh.state.exchange.answered.request_id}" in last
    assert fresh.state.sale.session_id not in text


def test_the_log_says_where_it_is_kept_and_opens_that_folder(
    root: logging.Logger, fresh: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    log.write_to(tmp_path / "log")
    fresh.run("log")
    sheet = fresh.window.sheets.log
    said = sheet.where.text().replace("\u200b", "")
    assert said.startswith(str(tmp_path / "log" / log.FILE))
    fresh.click(sheet.opener)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "log")]


def test_f49_a_log_that_cannot_be_written_is_shown_from_memory(
    root: logging.Logger, fresh: Shop
) -> None:
    fresh.run("log")
    sheet = fresh.window.sheets.log
    assert "in memory only" in sheet.where.text()
    assert not sheet.opener.isVisible()
    assert "exchange method=POST" in sheet.lines.text()
    fresh.click(sheet.closer)
    assert not sheet.isVisible()
