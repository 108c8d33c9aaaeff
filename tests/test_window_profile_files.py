"""Files in the whole window: profiles come in locked, and what is dropped leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from apay_console.model.profile import Environment, Profile
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.presenters.profiles.file_parts import LIVE, ROW, of_rows
from tests.sale_parts import NOTE
from tests.ui.drops import drop_at, strange
from tests.window_parts import CTRL, Shop, fresh, quick, shop, until

__all__ = ["fresh", "quick", "shop"]


def by_name(shop: Shop, command: str) -> KeyDialog:
    """Choose a command in the list of all, by the keyboard alone."""
    shop.window.activateWindow()
    shop.settle()
    shop.key(Qt.Key.Key_K, CTRL)
    shop.type(command)
    shop.key(Qt.Key.Key_Return)
    return next(one for one in shop.window.findChildren(KeyDialog) if one.isVisible())


def imported(shop: Shop, path: Path) -> list[Profile]:
    """Import a file by the list of all commands; the profiles that came."""
    before = {profile.id for profile in shop.parts.console.profiles.all}
    dialog = by_name(shop, "Import profiles")
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()
    shop.settle()
    dialog.files.import_sheet.go.click()
    shop.settle()
    dialog._end()
    return [one for one in shop.parts.console.profiles.all if one.id not in before]


@pytest.fixture
def team(tmp_path: Path) -> Path:
    path = tmp_path / "team.json"
    path.write_text(of_rows(LIVE, ROW))
    return path


def test_p52_an_import_never_switches_to_live_and_sends_nothing(fresh: Shop, team: Path) -> None:
    before, sent = fresh.parts.console.profiles.current, fresh.exchanges
    live, _ = imported(fresh, team)
    assert live.environment is Environment.LIVE
    assert fresh.parts.console.profiles.current == before
    assert fresh.state.profile.environment is Environment.EMULATOR
    assert fresh.exchanges == sent


def test_p52_live_comes_read_only_while_another_live_is_open(fresh: Shop, team: Path) -> None:
    first, _ = imported(fresh, team)
    lock = fresh.parts.console.desk.lock
    lock.unlock(first, first.name)
    second, _ = imported(fresh, team)
    assert second.name == f"{first.name} 2"
    assert not lock.is_locked(first)
    assert lock.is_locked(second)
    fresh.parts.console.choose_profile(second.id)
    fresh.settle()
    assert fresh.state.is_read_only


def test_b106_the_list_of_all_commands_leads_to_the_file_that_would_be_written(
    fresh: Shop, team: Path
) -> None:
    imported(fresh, team)
    dialog = by_name(fresh, "Export profiles")
    assert "Fjord live" in dialog.files.export_sheet.preview.text()
    dialog._end()


@pytest.mark.parametrize("name", strange(Path()))
def test_b118_what_is_dropped_anywhere_leads_nowhere(shop: Shop, tmp_path: Path, name: str) -> None:
    sale, sent = shop.state.sale.id, shop.exchanges
    profiles = shop.parts.console.profiles.all
    window = shop.window.windowHandle()
    for across in range(40, shop.window.width(), 150):
        for down in range(20, shop.window.height(), 60):
            drop_at(window, QPoint(across, down), strange(tmp_path)[name])
    shop.settle()
    assert (shop.state.sale.id, shop.exchanges) == (sale, sent)
    assert shop.parts.console.profiles.all == profiles
    assert not shop.window.page.answer.page.isVisible()
    shop.run("discard")
    until(lambda: not shop.state.draft)
    QApplication.processEvents()


def test_a_drop_reaches_the_field_that_it_falls_on(shop: Shop, tmp_path: Path) -> None:
    shop.window.page.request.focus(NOTE)
    field = shop.focused
    spot = field.mapTo(shop.window, field.rect().center())
    assert drop_at(shop.window.windowHandle(), spot, strange(tmp_path)["an address"])
    assert "evil.example" in shop.text(NOTE)
    shop.run("discard")
