"""Profiles from a file: seen before they are stored, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.ui.profiles.import_sheet import ImportProfiles
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.presenters.profiles.file_parts import LIVE, ROW, of_rows
from tests.profile_parts import Parts, pem
from tests.ui.dialogs import found, held, settle
from tests.ui.hands import press
from tests.ui.profiles.file_parts import give, kept, names, opened, sheet, take

__all__ = ["give", "opened", "sheet"]


def test_p52_a_file_is_seen_before_anything_of_it_is_stored(
    qtbot: QtBot, parts: Parts, sheet: ImportProfiles, give: Callable[[str], Path]
) -> None:
    give(of_rows({**ROW, "name": "{{7*7}}"}, LIVE))
    assert sheet.isVisible()
    assert sheet.rows.texts() == [
        "{{7*7}} · SANDBOX · EU · needs its key",
        "Fjord live · LIVE · EU · needs its key",
    ]
    assert names(parts) == ["Tea shop"]
    take(qtbot, parts, sheet)
    assert names(parts) == ["Tea shop", "{{7*7}}", "Fjord live"]
    assert not sheet.isVisible()


def test_p52_after_an_import_the_console_acts_as_before_and_live_comes_without_a_key(
    qtbot: QtBot,
    parts: Parts,
    opened: KeyDialog,
    give: Callable[[str], Path],
) -> None:
    sheet = opened.files.import_sheet
    give(of_rows({**LIVE, "privateKey": pem(parts.key)}))
    assert "It is not taken along." in sheet.remarks.text()
    assert not sheet.key.isVisible()
    take(qtbot, parts, sheet)
    assert parts.profiles.current.name == "Tea shop"
    assert "still acts as “Tea shop”" in opened.strip.text()
    assert "read-only" in opened.strip.text()
    assert parts.profiles.all[1].key_ref == ""
    assert not held(opened)
    assert parts.keyring.items == {}


def test_p52_cancel_stores_nothing(
    parts: Parts, sheet: ImportProfiles, give: Callable[[str], Path]
) -> None:
    give(of_rows(ROW))
    sheet.closer.click()
    assert not sheet.isVisible()
    assert sheet._imports.view.arrivals == ()
    assert names(parts) == ["Tea shop"]


def test_b106_a_key_goes_to_the_keyring_only_when_it_was_asked_for_and_saved(
    qtbot: QtBot,
    parts: Parts,
    opened: KeyDialog,
    give: Callable[[str], Path],
) -> None:
    sheet = opened.files.import_sheet
    path = give(of_rows({**ROW, "privateKey": pem(parts.key)}))
    assert "whoever has the file can sign" in sheet.remarks.text()
    assert not sheet.key.isChecked()
    sheet.key.click()
    assert "The file still has it then." in sheet.remarks.text()
    take(qtbot, parts, sheet)
    assert parts.keyring.items == {}
    assert held(opened)
    assert "RSA-2048" in found(opened)
    assert "The file still has it too: delete the file." in opened.strip.text()
    with qtbot.waitSignal(parts.profiles.saved):
        opened.foot.save.click()
    settle(qtbot, parts)
    assert len(parts.keyring.items) == 1
    assert "PRIVATE KEY" in path.read_text()


def holds_key(value: Any) -> bool:
    """Whether a private key is in an object, also where its own words leave it out."""
    if isinstance(value, list | tuple):
        return any(map(holds_key, value))
    if is_dataclass(value):
        return any(map(holds_key, vars(value).values()))
    return "PRIVATE KEY" in str(value)


@pytest.mark.parametrize("is_taken", [True, False])
def test_b106_once_it_is_handed_on_or_left_nothing_of_the_key_is_kept(
    qtbot: QtBot, parts: Parts, opened: KeyDialog, give: Callable[[str], Path], is_taken: bool
) -> None:
    sheet, imports = opened.files.import_sheet, opened.files.imports
    give(of_rows({**ROW, "privateKey": pem(parts.key)}))
    assert holds_key(imports.view)
    sheet.key.click()
    (sheet.go if is_taken else sheet.closer).click()
    settle(qtbot, parts)
    assert not holds_key([imports.view, sheet._view, imports._taken, imports._waiting])


def test_b106_a_key_that_nobody_asked_for_stays_in_the_file(
    qtbot: QtBot,
    parts: Parts,
    opened: KeyDialog,
    give: Callable[[str], Path],
) -> None:
    sheet = opened.files.import_sheet
    give(of_rows({**ROW, "privateKey": pem(parts.key)}))
    take(qtbot, parts, sheet)
    assert not held(opened)
    assert parts.keyring.items == {}
    assert sheet._imports.view.arrivals == ()


def test_b107_a_file_that_is_none_is_refused_with_the_reason(
    parts: Parts, sheet: ImportProfiles, give: Callable[[str | bytes], Path]
) -> None:
    give("---\nname: x")
    assert "This is YAML." in sheet.problem.text()
    assert not sheet.go.isEnabled()
    give(b"SQLite format 3\0")
    assert "database" in sheet.problem.text()
    assert names(parts) == ["Tea shop"]


def test_b108_of_two_with_one_name_both_are_kept_and_the_first_is_as_it_was(
    qtbot: QtBot,
    parts: Parts,
    opened: KeyDialog,
    give: Callable[[str], Path],
) -> None:
    sheet = opened.files.import_sheet
    kept(qtbot, parts, parts.key)
    before = parts.profiles.get("fjord")
    give(of_rows({**ROW, "region": "jp"}))
    assert sheet.go.text() == "Keep both"
    assert "“Fjord Tea” is there already and stays as it is" in sheet.renamed.text()
    take(qtbot, parts, sheet)
    assert names(parts) == ["Tea shop", "Fjord Tea", "Fjord Tea 2"]
    assert parts.profiles.get("fjord") == before
    assert opened._editor.page.entries.name == "Fjord Tea 2"


def test_the_keyboard_alone_looks_through_and_imports(
    qtbot: QtBot, parts: Parts, sheet: ImportProfiles, give: Callable[[str], Path]
) -> None:
    give(of_rows(ROW, LIVE))
    assert sheet.rows.hasFocus()
    press(sheet.rows, Qt.Key.Key_Down)
    assert sheet.name.text() == "Fjord live"
    press(sheet.rows, Qt.Key.Key_Return)
    assert names(parts) == ["Tea shop"]  # Enter in the list stores nothing and leaves the dialog
    assert sheet.isVisible()
    sheet.go.setFocus()
    press(sheet.go, Qt.Key.Key_Space)
    settle(qtbot, parts)
    assert len(names(parts)) == 3


def test_tab_goes_round_in_the_sheet_and_every_part_of_it_has_a_name(
    parts: Parts, sheet: ImportProfiles, give: Callable[[str], Path]
) -> None:
    give(of_rows({**ROW, "privateKey": pem(parts.key)}))
    seen = []
    for _ in range(5):
        here = QApplication.focusWidget()
        assert here is not None
        seen.append(here)
        press(here, Qt.Key.Key_Tab)
    assert seen == [sheet.rows, sheet.key, sheet.closer, sheet.go, sheet.rows]


def test_what_could_not_be_stored_is_told_and_can_be_tried_again(
    qtbot: QtBot,
    parts: Parts,
    sheet: ImportProfiles,
    give: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from apay_console.errors import NotStored, say

    give(of_rows(ROW, LIVE))
    save, turns = parts.profiles._keeping.save, iter([True, False, True])

    async def fails_once(profile: Any) -> Any:
        if not next(turns):
            raise NotStored(say("The disk is full."))
        return await save(profile)

    monkeypatch.setattr(parts.profiles._keeping, "save", fails_once)
    take(qtbot, parts, sheet)
    assert sheet.problem.text() == "Imported so far: 1. The disk is full."
    assert sheet.rows.texts() == ["Fjord live · LIVE · EU · needs its key"]
    take(qtbot, parts, sheet)
    assert names(parts) == ["Tea shop", "Fjord Tea", "Fjord live"]
