"""Broken files of profiles are read as data or refused; `python -m soak imports` breaks 10,000."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from apay_console.presenters.profiles import profile_file
from soak import imports

BROKEN = 500


def test_p52_whatever_a_file_of_profiles_holds_it_is_data_or_refused(
    record_property: Callable[[str, object], None],
) -> None:
    row = imports.run(BROKEN)
    record_property("figure", f"{row.rounds} mutations, {row.failures} failures")
    assert row.ok, row.line()


def test_a_reader_that_falls_over_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_file.json_text, "read", lambda _: 1 / 0)
    assert imports.run(20).failures > 0


def test_some_of_the_broken_files_are_still_read(tmp_path: Path) -> None:
    path, read = tmp_path / "profiles.json", 0
    for number in range(100):
        path.write_bytes(imports.broken(imports.Random(number)))
        try:
            read += len(imports.read_file(path, imports.TAKEN, lambda: "new"))
        except imports.ImportRefused:
            continue
    assert read > 10
