"""Profiles to a file and from one, in the dialog, as a person does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from apay_console.ui.profiles.import_sheet import ImportProfiles
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.presenters.profiles.file_parts import ROW, of_rows
from tests.profile_parts import Parts
from tests.ui.dialogs import drop, found, held, of_files, settle
from tests.ui.profiles.file_parts import names, opened, sheet

__all__ = ["opened", "sheet"]


# --- out -----------------------------------------------------------------------------------------


# --- in ------------------------------------------------------------------------------------------


# --- dropped -------------------------------------------------------------------------------------


def of_address(address: str) -> QMimeData:
    dropped = QMimeData()
    dropped.setUrls([QUrl(address)])
    return dropped


def test_b118_a_dropped_file_of_profiles_is_shown_and_not_stored(
    qtbot: QtBot, parts: Parts, opened: KeyDialog, sheet: ImportProfiles, tmp_path: Path
) -> None:
    path = tmp_path / "team.json"
    path.write_text(of_rows(ROW))
    drop(opened, of_files(path))
    settle(qtbot, parts)
    assert sheet.rows.texts() == ["Fjord Tea · SANDBOX · EU · needs its key"]
    assert names(parts) == ["Tea shop"]


@pytest.mark.parametrize("address", ["https://evil.example/team.json", "ftp://x/a.json"])
def test_b118_an_address_is_not_fetched(
    parts: Parts, opened: KeyDialog, sheet: ImportProfiles, address: str
) -> None:
    drop(opened, of_address(address))
    assert sheet.problem.text() == "Drop one file of profiles at a time."
    assert not parts.runner._jobs


def test_b118_of_a_thousand_files_none_is_read(
    parts: Parts, opened: KeyDialog, sheet: ImportProfiles, tmp_path: Path
) -> None:
    drop(opened, of_files(*(tmp_path / f"{number}.json" for number in range(1000))))
    assert sheet.problem.text() == "Drop one file of profiles at a time."
    assert not parts.runner._jobs
    sheet.leave()
    opened.side.add.click()
    drop(opened, of_files(*(tmp_path / f"{number}.pem" for number in range(1000))))
    assert "Drop one file" in found(opened)
    assert not parts.runner._jobs


def test_b118_a_folder_is_no_key_and_no_file_of_profiles(
    qtbot: QtBot, parts: Parts, opened: KeyDialog, sheet: ImportProfiles, tmp_path: Path
) -> None:
    folder = tmp_path / "folder.json"
    folder.mkdir()
    drop(opened, of_files(folder))
    settle(qtbot, parts)
    assert "is no file" in sheet.problem.text()
    sheet.leave()
    opened.side.add.click()
    drop(opened, of_files(tmp_path))
    settle(qtbot, parts)
    assert not held(opened)
    assert found(opened)


def test_b118_a_picture_is_ignored(parts: Parts, opened: KeyDialog) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    opened.side.add.click()
    drop(opened, picture)
    assert not held(opened)
    assert not parts.runner._jobs
