"""“Save as…” offers a clean name, writes where it is told, and says what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from apay_console.presenters.saving import Saved
from apay_console.ui.parts.saving import save_as
from tests.model.test_file_names import BAD


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened(parent: QWidget, name: str, told: list[Saved]) -> QFileDialog:
    return save_as(parent, name, b"data", told.append, ["SVG (*.svg)"])


def test_p55_it_writes_where_it_is_told_and_says_so(parent, tmp_path):
    told: list[Saved] = []
    dialog = opened(parent, "a.svg", told)
    path = tmp_path / "b.svg"
    dialog.fileSelected.emit(str(path))
    assert told == [Saved(path)]
    assert path.read_bytes() == b"data"
    dialog.close()


@pytest.mark.parametrize("name", BAD)
def test_b112_the_name_that_is_offered_stays_in_its_folder(parent, name, tmp_path):
    dialog = opened(parent, name, [])
    dialog.setDirectory(str(tmp_path))
    assert Path(dialog.selectedFiles()[0]) == tmp_path / BAD[name]
    dialog.close()


def test_p55_nothing_is_written_and_nothing_told_on_cancel(parent, tmp_path):
    told: list[Saved] = []
    dialog = opened(parent, "a.svg", told)
    dialog.setDirectory(str(tmp_path))
    dialog.reject()
    assert told == []
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_nothing_is_told(parent, tmp_path):
    told: list[Saved] = []
    dialog = opened(parent, "a.svg", told)
    dialog.fileSelected.emit(str(tmp_path / "gone" / "a.svg"))
    assert "is not there" in str(told[0].problem)
    dialog.close()
