"""Where the window stood and which colours it had come back the next day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow

from apay_console.ui.looks import FILE, Looks
from apay_console.ui.parts.theme import DARK, LIGHT, SYSTEM


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_on_the_first_day_it_has_its_first_size_and_the_systems_colours(window, tmp_path):
    looks = Looks(tmp_path)
    looks.place(window, 720, 640)
    assert looks.scheme() == SYSTEM
    assert (window.width(), window.height()) == (720, 640)


def test_place_and_colours_are_kept(window, tmp_path, theme, qtbot):
    theme.choose(DARK)
    window.resize(640, 480)
    Looks(tmp_path).keep(window, theme)
    again = QMainWindow()
    qtbot.addWidget(again)
    looks = Looks(tmp_path)
    looks.place(again, 720, 640)
    assert looks.scheme() == DARK
    assert (again.width(), again.height()) == (640, 480)


def test_light_is_kept_too(window, tmp_path, theme):
    theme.choose(LIGHT)
    Looks(tmp_path).keep(window, theme)
    assert Looks(tmp_path).scheme() == LIGHT


@pytest.mark.parametrize("kept", ["", "purple", 7, QByteArray(b"\x00\x01")])
def test_what_cannot_be_read_is_as_on_the_first_day(kept, window, tmp_path):
    settings = QSettings(str(tmp_path / FILE), QSettings.Format.IniFormat)
    settings.setValue("scheme", kept)
    settings.setValue("place", kept)
    settings.sync()
    looks = Looks(tmp_path)
    looks.place(window, 720, 640)
    assert looks.scheme() == SYSTEM
    assert (window.width(), window.height()) == (720, 640)


@pytest.mark.parametrize("text", ["", "\x00\xff[", "[General]\nplace=@ByteArray(\\0"])
def test_f47_a_damaged_file_of_looks_does_no_harm(text, window, tmp_path):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    looks = Looks(tmp_path)
    looks.place(window, 720, 640)
    assert looks.scheme() == SYSTEM
    assert window.width() == 720


def test_f73_a_place_far_outside_every_screen_comes_back_into_sight(window, tmp_path, theme, qtbot):
    window.setGeometry(-5000, -5000, 720, 640)
    window.show()
    Looks(tmp_path).keep(window, theme)
    again = QMainWindow()
    qtbot.addWidget(again)
    Looks(tmp_path).place(again, 720, 640)
    again.show()
    screen = again.screen().geometry()
    assert screen.intersects(again.geometry())


def test_a_folder_that_takes_no_file_does_no_harm(window, tmp_path, theme):
    (tmp_path / "file").touch()
    looks = Looks(tmp_path / "file")
    looks.keep(window, theme)
    assert looks.scheme() in {SYSTEM, theme.scheme}


def test_p44_what_a_run_left_that_was_killed_while_it_wrote_is_swept(window, tmp_path, theme):
    for name in (f"{FILE}.Ab3dEf", "window.inis", "lock"):
        (tmp_path / name).write_text("half")
    Looks(tmp_path).keep(window, theme)
    assert {path.name for path in tmp_path.iterdir()} == {FILE, "window.inis", "lock"}


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_f47_a_file_of_looks_that_was_cut_at_any_byte_is_read_as_far_as_it_goes(
    window, tmp_path, theme, scheme
):
    theme.choose(scheme)
    Looks(tmp_path).keep(window, theme)
    whole = (tmp_path / FILE).read_bytes()
    for length in range(len(whole)):
        (tmp_path / f"{length}").mkdir()
        (tmp_path / f"{length}" / FILE).write_bytes(whole[:length])
        looks = Looks(tmp_path / f"{length}")
        assert looks.scheme() in {SYSTEM, scheme}
        looks.place(window, 720, 640)
        assert window.width() > 0
