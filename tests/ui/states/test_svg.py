"""The saved picture is a whole SVG with its words as words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from apay_console.model.fields import ApiVersion
from apay_console.presenters.states.passed import Trail
from apay_console.presenters.states.picture import Picture, picture
from apay_console.ui.states import svg
from tests.objects import charge, permission
from tests.sale_parts import ready
from tests.ui.states.test_view import Frame, authorized

V2 = ApiVersion.V2
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn() -> Picture:
    state = replace(ready(V2), objects=(permission(), charge("Captured", "48.90")))
    return picture(state, Trail())


def words_of(data: bytes) -> str:
    texts = ET.fromstring(data).iter(f"{SVG}text")
    return " ".join("".join(one.itertext()).strip() for one in texts)


def test_title_states_and_edges_are_words(drawn: Picture, theme: Any) -> None:
    data = svg.svg_of(drawn, theme, {}, "States of <3f0c> & more")
    assert ET.fromstring(data).findtext(f"{SVG}title") == "States of <3f0c> & more"
    words = words_of(data)
    for word in ("States of <3f0c> & more", "Captured", "Refund", "Charge · Captured since"):
        assert word in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_drawn_again(drawn: Picture, theme: Any, scheme: str) -> None:
    theme.choose(scheme)
    found = QSvgRenderer(svg.svg_of(drawn, theme, {}, "States"))
    assert found.isValid()
    image = QImage(found.defaultSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    found.render(painter)
    painter.end()
    assert image.pixelColor(2, 2) == theme.color("surface")


def test_the_name_tells_which_sale_and_when(drawn: Picture) -> None:
    name = svg.file_name(drawn, 1749543312.0)
    assert name.startswith("states-3f0c7a52-2025061")
    assert name.endswith(".svg")


def saved_to(frame: Frame, path: Path) -> None:
    frame.view.save()
    dialog = frame.view.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_it_is_saved_where_the_person_says(qtbot: Any, theme: Any, tmp_path: Path) -> None:
    frame = Frame(theme)
    qtbot.addWidget(frame)
    frame.view.show_state(authorized())
    saved_to(frame, tmp_path / "a.svg")
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()
    assert frame.view.told == "Saved as a.svg."


def test_a_place_that_takes_no_file_is_told(qtbot: Any, theme: Any, tmp_path: Path) -> None:
    frame = Frame(theme)
    qtbot.addWidget(frame)
    frame.view.show_state(authorized())
    saved_to(frame, tmp_path / "nowhere" / "a.svg")
    assert frame.view.told
    assert "Saved" not in frame.view.told
