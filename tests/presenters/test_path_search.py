"""A JSONPath is followed beside the window's work, and only the latest one to its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.jobs import Runner
from apay_console.presenters import json_path
from apay_console.presenters.json_path import Effort
from apay_console.presenters.path_search import PathSearch


@pytest.fixture
def search(qapp: QApplication) -> Iterator[PathSearch]:
    runner = Runner()
    yield PathSearch(runner)
    runner.close()


def test_what_a_query_names_is_told_as_paths(search: PathSearch, qtbot: QtBot) -> None:
    told: list[Any] = []
    search.ask("$..amount", {"chargeAmount": {"amount": "19.99"}}, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0] == json_path.find("$..amount", {"chargeAmount": {"amount": "19.99"}}, Effort())


def test_who_asks_anew_stops_what_was_asked_before(
    search: PathSearch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    efforts: dict[str, Effort] = {}
    monkeypatch.setattr(json_path, "find", lambda query, _, effort: efforts.update({query: effort}))
    told: list[Any] = []
    search.ask("$.first", {}, told.append)
    search.ask("$.second", {}, told.append)
    qtbot.waitUntil(lambda: len(efforts) == 2 and bool(told))
    efforts["$.second"].spend()
    with pytest.raises(json_path._TooMuch):
        efforts["$.first"].spend()
