"""A copy of a data folder is known by the original that is still there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from apay_console.store.database import Database
from apay_console.store.folder import DATA_FILE
from apay_console.store.home import original_of
from apay_console.store.settings import Settings
from tests.store.samples import wait


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder in use."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / DATA_FILE).touch()
    return folder


def test_a_copy_names_its_original_once(database: Database, home: Path, tmp_path: Path) -> None:
    settings, copy = Settings(database), tmp_path / "copy"
    copy.mkdir()
    assert wait(original_of(settings, home)) == ""
    assert wait(original_of(settings, home)) == ""
    assert wait(original_of(settings, copy)) == str(home)
    assert wait(original_of(settings, copy)) == ""


def test_a_folder_that_was_moved_is_no_copy(database: Database, home: Path, tmp_path: Path) -> None:
    settings, moved = Settings(database), tmp_path / "moved"
    assert wait(original_of(settings, home)) == ""
    home.rename(moved)
    assert wait(original_of(settings, moved)) == ""
    home.mkdir()
    (home / DATA_FILE).touch()  # begun anew where it was
    assert wait(original_of(settings, moved)) == ""


@pytest.mark.skipif(os.name != "posix", reason="only some may make a link on Windows")
def test_the_same_folder_by_another_name_is_no_copy(
    database: Database, home: Path, tmp_path: Path
) -> None:
    settings, link = Settings(database), tmp_path / "link"
    link.symlink_to(home)
    assert wait(original_of(settings, home)) == ""
    assert wait(original_of(settings, link)) == ""


@pytest.mark.parametrize("kept", ["a\0b", 7, [], "", "x" * 5000])
def test_what_cannot_be_read_is_no_original(database: Database, home: Path, kept: object) -> None:
    settings = Settings(database)
    wait(settings.put("home", kept))
    assert wait(original_of(settings, home)) == ""
    assert wait(settings.get("home", "")) == str(home)
