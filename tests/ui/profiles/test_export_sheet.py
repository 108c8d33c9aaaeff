"""Profiles to a file: seen before they are saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from apay_console.ui.profiles.export_sheet import ExportProfiles
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.profile_parts import pem
from tests.ui.hands import press
from tests.ui.profiles.file_parts import exported, opened

__all__ = ["exported", "opened"]


def test_p51_what_is_saved_is_what_was_seen_and_no_key_is_in_it(
    exported: ExportProfiles, private_key: Any, tmp_path: Path
) -> None:
    seen = exported.preview.text()
    exported.go.click()
    (chooser,) = exported.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "apay-console-profiles.json"
    path = tmp_path / "team.json"
    chooser.fileSelected.emit(str(path))
    chooser.close()
    text = path.read_text("utf-8")
    assert text == seen
    assert [row["name"] for row in json.loads(text)["profiles"]] == ["Fjord Tea"]
    assert not any(line in text for line in pem(private_key).splitlines())
    assert path.stat().st_mode & 0o077 == 0
    assert str(path) in exported.foot.text()


def test_only_what_is_ticked_is_exported_by_the_keyboard_alone(exported: ExportProfiles) -> None:
    assert exported.rows.hasFocus()
    press(exported.rows, Qt.Key.Key_Space)
    assert exported.preview.text() == ""
    assert not exported.go.isEnabled()
    assert "Tick the profiles" in exported.foot.text()
    press(exported.rows, Qt.Key.Key_Space)
    assert exported.go.isEnabled()
    press(exported.rows, Qt.Key.Key_Escape)
    assert not exported.isVisible()


def test_with_nothing_of_ones_own_there_is_nothing_to_export(opened: KeyDialog) -> None:
    opened.side.take_out.click()
    sheet = opened.files.export_sheet
    assert not sheet.go.isEnabled()
    assert "no profile of yours yet" in sheet.foot.text()
    assert not sheet.preview.isVisible()
