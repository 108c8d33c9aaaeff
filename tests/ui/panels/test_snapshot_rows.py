"""Each snapshot is listed with the way back to it, the newest first."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from apay_console.presenters.emulator.time_machine import BEFORE_LAST, Moment
from apay_console.ui.panels.snapshot_rows import SnapshotRows
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.parts.theme import Theme
from tests.ui.hands import settled

NOON = 1749543312.0
MOMENTS = (Moment("before <b>paying</b>\u202e", NOON), Moment(BEFORE_LAST, NOON + 86_400))


@pytest.fixture
def rows(qtbot: QtBot, theme: Theme) -> SnapshotRows:
    made = SnapshotRows(theme)
    qtbot.addWidget(made)
    made.show_moments(MOMENTS)
    return made


def texts(rows: SnapshotRows) -> list[str]:
    settled(rows)
    return [label.text() for label in rows.findChildren(ElidedLabel)]


def test_the_newest_comes_first_with_its_moment(rows: SnapshotRows) -> None:
    first, second = texts(rows)
    assert first.startswith("Before the last jump · 11 Jun 2025 ")
    assert second.startswith("before <b>paying</b>")
    assert "\u202e" not in second


def test_each_button_names_what_it_is_for(rows: SnapshotRows) -> None:
    names = [button.accessibleName() for button in rows.findChildren(QPushButton)]
    assert names[0] == "Restore Before the last jump"
    forget = [button.accessibleName() for button in rows.findChildren(QToolButton)]
    assert forget[0] == "Forget Before the last jump"


def test_they_ask_for_the_snapshot_by_its_own_name(rows: SnapshotRows, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rows.restore_wanted) as restored:
        rows.findChildren(QPushButton)[1].click()
    assert restored.args == [MOMENTS[0].name]
    with qtbot.waitSignal(rows.drop_wanted) as dropped:
        rows.findChildren(QToolButton)[0].click()
    assert dropped.args == [BEFORE_LAST]


def test_what_is_shown_already_is_not_made_anew(rows: SnapshotRows) -> None:
    before = rows.findChildren(QWidget)
    rows.show_moments(tuple(MOMENTS))
    assert rows.findChildren(QWidget) == before
    rows.show_moments(())
    assert rows._column.count() == 0
