"""The tour's hands and eyes: what a person could not see or press fails a step, and the tour."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from apay_console.ui.tour import player as tour_player
from apay_console.ui.tour.player import Player, Unseen


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(300, 200)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def player(window, tmp_path, monkeypatch):
    monkeypatch.setattr(tour_player, "_PATIENCE_S", 0.05)
    return Player(window, tmp_path)


def pressed(button: QPushButton) -> list[str]:
    found: list[str] = []
    button.clicked.connect(lambda: found.append(button.text()))
    return found


def test_a_step_that_did_not_see_what_it_should_fails_the_tour(player, window, tmp_path):
    window.show()
    player.play("seen", lambda: "a window")
    player.play("unseen", lambda: str(player.until(lambda: False, "a second one")))
    assert not player.write()
    rows = json.loads((tmp_path / "tour.json").read_text("utf-8"))
    assert [(row["ok"], row["saw"]) for row in rows] == [
        (True, "a window"),
        (False, "not seen: a second one"),
    ]
    assert (tmp_path / "02-unseen.png").exists()


def test_a_picture_whose_name_is_taken_fails_its_step_and_follows_no_link(player, window, tmp_path):
    outside = tmp_path / "outside"
    (tmp_path / "01-seen.png").symlink_to(outside)
    window.show()
    player.play("seen", lambda: "a window")
    assert not player.write()
    assert not outside.exists()


@pytest.mark.parametrize("how", ["hidden", "disabled", "covered", "none"])
def test_what_a_person_cannot_press_is_not_pressed(how, player, window):
    button = QPushButton("Go", window)
    found = pressed(button)
    button.setVisible(how != "hidden")
    button.setEnabled(how != "disabled")
    cover = QWidget(window)
    cover.setVisible(how == "covered")
    cover.resize(window.size())
    window.show()
    with pytest.raises(Unseen):
        player.click(None if how == "none" else button)
    assert found == []


def test_what_lies_further_down_is_scrolled_to_before_it_is_pressed(player, window):
    area, paper = QScrollArea(window), QWidget()
    column = QVBoxLayout(paper)
    for number in range(30):
        column.addWidget(QPushButton(str(number)))
    area.setWidget(paper)
    area.resize(window.size())
    window.show()
    last = player.button(paper, "29")
    found = pressed(last)
    player.click(last)
    assert found == ["29"]
