"""The program's files are found where they are."""

from __future__ import annotations

import pytest

from apay_console.ui import resources


def test_a_file_of_the_checkout_is_found():
    assert resources.resource("style.qss").read_text("utf-8")


def test_installed_files_come_first(tmp_path, monkeypatch):
    (tmp_path / "style.qss").write_text("installed")
    monkeypatch.setattr(resources, "_PLACES", (tmp_path, *resources._PLACES))
    assert resources.resource("style.qss").read_text() == "installed"
    assert resources.resource("icons").is_dir()


def test_a_missing_file_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        resources.resource("icons/no-such-icon.svg")
