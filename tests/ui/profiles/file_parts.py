"""The dialog of profiles, open, and what is given to its sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from apay_console.ui.profiles.export_sheet import ExportProfiles
from apay_console.ui.profiles.import_sheet import ImportProfiles
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.profile_parts import Parts, sandbox
from tests.ui.dialogs import settle


@pytest.fixture
def opened(qtbot: QtBot, parts: Parts, dialog: KeyDialog) -> KeyDialog:
    """The dialog as it opens, with the emulator's profile."""
    dialog.begin()
    settle(qtbot, parts)
    return dialog


@pytest.fixture
def sheet(opened: KeyDialog) -> ImportProfiles:
    return opened.files.import_sheet


@pytest.fixture
def give(
    qtbot: QtBot, parts: Parts, opened: KeyDialog, tmp_path: Path
) -> Callable[[str | bytes], Path]:
    """Choose a file that holds this."""

    def give(content: str | bytes) -> Path:
        path = tmp_path / "team.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        opened.side.take_in.click()
        (chooser,) = opened.findChildren(QFileDialog)
        chooser.fileSelected.emit(str(path))
        chooser.close()
        chooser.deleteLater()
        opened.activateWindow()
        settle(qtbot, parts)
        return path

    return give


def names(parts: Parts) -> list[str]:
    return [profile.name for profile in parts.profiles.all]


def take(qtbot: QtBot, parts: Parts, sheet: ImportProfiles) -> None:
    sheet.go.click()
    settle(qtbot, parts)


def kept(qtbot: QtBot, parts: Parts, key: Any = None) -> None:
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save(sandbox(), key)
    settle(qtbot, parts)


@pytest.fixture
def exported(qtbot: QtBot, parts: Parts, opened: KeyDialog) -> ExportProfiles:
    kept(qtbot, parts, parts.key)
    opened.side.take_out.click()
    return opened.files.export_sheet
