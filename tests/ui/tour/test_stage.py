"""The tour writes to a folder of its own, and deletes nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from apay_console.errors import Invalid
from apay_console.ui.tour import stage as tour_stage

STEPS = ["start", "refused-amount", "v1-finished", "v2-completed", "declined"]


@pytest.mark.parametrize("beforehand", ["new", "empty", "only marked"])
def test_a_new_an_empty_and_an_only_marked_folder_are_written_to(beforehand, tmp_path):
    folder = tmp_path / "a" / "b"
    if beforehand != "new":
        folder.mkdir(parents=True)
    if beforehand == "only marked":
        tour_stage.claim_folder(folder)
    tour_stage.claim_folder(folder)
    assert [path.name for path in folder.iterdir()] == [tour_stage.MARKER]


def filled(folder: Path, what: str) -> None:
    """Put into a folder what a person may keep there."""
    if what == "marked pictures":
        tour_stage.claim_folder(folder)
        what = "01-start.png"
    if what in {"folder", ".git"}:
        (folder / what).mkdir()
    elif what == "link":
        (folder / what).symlink_to(folder.parent)
    elif what == "marker linked":
        (folder / tour_stage.MARKER).symlink_to(folder.parent / "elsewhere")
    elif what == "marker of others":
        (folder / tour_stage.MARKER).write_text("mine", encoding="utf-8")
    else:
        (folder / what).write_bytes(b"kept")


@pytest.mark.parametrize(
    "what",
    [
        "console.sqlite3",
        "01-start.png",
        "marked pictures",
        "folder",
        ".git",
        "link",
        "marker linked",
        "marker of others",
    ],
)
def test_any_other_folder_is_refused_and_left_as_it_was(what, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    filled(folder, what)
    before = whole(tmp_path)
    with pytest.raises(Invalid, match="is not empty"):
        tour_stage.claim_folder(folder)
    assert whole(tmp_path) == before


def whole(folder: Path) -> dict[str, bytes | None]:
    """Read all that lies in a folder."""
    found = sorted(folder.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in found}


def test_nothing_in_the_folder_is_ever_written_over(tmp_path):
    outside, link = tmp_path / "outside", tmp_path / "02-next.png"
    link.symlink_to(outside)
    with pytest.raises(FileExistsError):
        tour_stage.write_new(link, b"a picture")
    assert not outside.exists()
    tour_stage.write_new(tmp_path / "01-start.png", b"a picture")
    with pytest.raises(FileExistsError):
        tour_stage.write_new(tmp_path / "01-start.png", b"another")
    assert (tmp_path / "01-start.png").read_bytes() == b"a picture"


def test_no_foreseeable_name_among_the_temporary_files_is_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr(tour_stage.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    kept = tmp_path / "kept"
    kept.write_text("as it was", encoding="utf-8")
    (tmp_path / f"apay-tour-screen-{os.getpid()}.json").symlink_to(kept)
    tour_stage.prepare(1)
    tour_stage.prepare(1)
    made = [path for path in tmp_path.iterdir() if not path.is_symlink() and path != kept]
    assert kept.read_text("utf-8") == "as it was"
    assert len(made) == 2, "one name for two runs"
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


def test_it_plays_on_a_screen_that_needs_no_display(monkeypatch, tmp_path):
    monkeypatch.setattr(tour_stage.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    tour_stage.prepare(2)
    platform, _, file = os.environ["QT_QPA_PLATFORM"].partition("=")
    assert platform == "offscreen:configfile"
    screen = json.loads(Path(file).read_text("utf-8"))["screens"][0]
    assert (screen["width"], screen["height"]) == (1920, 1200)
    assert os.environ["QT_SCALE_FACTOR"] == "2"
