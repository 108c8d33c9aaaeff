"""The tour's folder is emptied first, and nothing else is ever touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from apay_console.errors import Invalid
from apay_console.ui.tour import stage as tour_stage

STEPS = ["start", "refused-amount", "v1-finished", "v2-completed", "declined"]


def test_the_folder_is_made_or_emptied(tmp_path):
    folder = tmp_path / "a" / "b"
    tour_stage.empty(folder)
    (folder / "old").mkdir()
    (folder / "old" / "01-start.png").touch()
    (folder / "99-old.png").touch()
    tour_stage.empty(folder)
    assert list(folder.iterdir()) == []


def test_what_only_is_linked_to_stays(tmp_path):
    outside, folder = tmp_path / "outside", tmp_path / "tour"
    outside.mkdir()
    (outside / "kept").touch()
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    tour_stage.empty(folder)
    assert (outside / "kept").exists()
    assert list(folder.iterdir()) == []


def test_no_home_is_emptied_and_no_folder_that_somebody_works_in(tmp_path, monkeypatch):
    home, work = tmp_path / "home", tmp_path / "home" / "work" / "shop"
    work.mkdir(parents=True)
    (work / "kept").touch()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    (tmp_path / "link").symlink_to(home)
    for folder in (home, work, work.parent, Path(), Path("/"), tmp_path / "link"):
        with pytest.raises(Invalid, match="name another one"):
            tour_stage.empty(folder)
    assert (work / "kept").exists()
    tour_stage.empty(work / "pictures")


def test_no_checkout_is_emptied(tmp_path):
    (tmp_path / "shop" / ".git").mkdir(parents=True)
    with pytest.raises(Invalid):
        tour_stage.empty(tmp_path / "shop")


def test_it_plays_on_a_screen_that_needs_no_display(monkeypatch, tmp_path):
    monkeypatch.setattr(tour_stage.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    tour_stage.prepare(2)
    platform, _, file = os.environ["QT_QPA_PLATFORM"].partition("=")
    assert platform == "offscreen:configfile"
    screen = json.loads(Path(file).read_text("utf-8"))["screens"][0]
    assert (screen["width"], screen["height"]) == (1920, 1200)
    assert os.environ["QT_SCALE_FACTOR"] == "2"
