"""The tour clicks what a person could click, types what they could type, and sees what they see."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from apay_console.ui import tour_player
from apay_console.ui.tour_player import Player, Unseen
from tests.ui.hands import shown

# What the screen that nobody sees says about windows above others.
POPS_UP = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot, monkeypatch):
    monkeypatch.setattr(tour_player, "_PATIENCE_S", 0.05)
    frame = QWidget()
    frame.resize(400, 300)
    frame.button = QPushButton("Pay", frame)
    frame.button.setGeometry(20, 20, 100, 30)
    frame.button.setAccessibleName("Pay")
    frame.line = QLineEdit(frame)
    frame.line.setGeometry(20, 80, 200, 30)
    frame.clicks = []
    frame.button.clicked.connect(lambda: frame.clicks.append(True))
    return shown(frame, qtbot)


@pytest.fixture
def player(window, tmp_path):
    return Player(window, tmp_path)


def test_it_clicks_what_is_seen(player, window):
    player.click(window.button)
    assert window.clicks == [True]


@pytest.mark.parametrize("how", ["hide", "disable", "cover"])
def test_what_is_hidden_disabled_or_covered_is_not_clicked(how, player, window):
    cover = QWidget(window)
    if how == "hide":
        window.button.hide()
    elif how == "disable":
        window.button.setEnabled(False)
    else:
        cover.setGeometry(0, 0, 400, 60)
        cover.show()
    with pytest.raises(Unseen):
        player.click(window.button)
    assert window.clicks == []


def test_it_says_what_it_does_not_find(player):
    with pytest.raises(Unseen, match="the chip"):
        player.click(None, "the chip")


@pytest.mark.parametrize("text", ["12,50", "緑茶 🫖", "ü\u0301"])
def test_it_types_any_letters(text, player, window):
    window.line.setFocus()
    player.type(text)
    assert window.line.text() == text


def test_without_the_keyboard_anywhere_nothing_can_be_typed(player, window):
    window.line.setFocus()
    window.line.clearFocus()
    with pytest.raises(Unseen):
        player.type("x")


def test_its_keys_reach_shortcuts(player, window):
    found = []
    QShortcut("Ctrl+2", window).activated.connect(lambda: found.append(True))
    player.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert found == [True]


def test_it_finds_a_button_by_its_words(player, window):
    assert player.button(window, "Pay") is window.button
    window.button.hide()
    assert player.button(window, "Pay") is None


@POPS_UP
def test_it_chooses_a_line_of_an_open_menu(player, window):
    menu, found = QMenu(window), []
    menu.addAction("New session, v2").triggered.connect(lambda: found.append(True))
    with pytest.raises(Unseen):
        player.choose(menu, "v2")
    QTimer.singleShot(0, lambda: player.choose(menu, "v2"))
    menu.popup(window.mapToGlobal(QPoint(10, 10)))
    player.until(lambda: found, "the choice")
    with pytest.raises(Unseen):
        player.choose(menu, "v3")


def test_a_step_leaves_a_picture_and_a_line(player, tmp_path):
    player.play("start", lambda: "three constraints")
    player.play("jump", lambda: player.until(lambda: False, "the keyboard") or "")
    assert player.write() is False
    steps = json.loads((tmp_path / "tour.json").read_text("utf-8"))
    assert [(step["step"], step["png"], step["ok"], step["saw"]) for step in steps] == [
        ("start", "01-start.png", True, "three constraints"),
        ("jump", "02-jump.png", False, "not seen: the keyboard"),
    ]
    assert QImage(str(tmp_path / "01-start.png")).width() == 400


def test_it_went_well_only_if_each_step_did(player):
    player.play("start", lambda: "yes")
    assert player.write() is True


@POPS_UP
def test_what_pops_up_is_in_the_picture(player, window, qtbot):
    before = player.picture().toImage()
    above = QWidget(window, Qt.WindowType.ToolTip)
    above.setStyleSheet("background: #ff0000")
    above.setGeometry(window.x() + 300, window.y() + 200, 50, 50)
    above.show()
    qtbot.waitUntil(above.isVisible)
    after = player.picture().toImage()
    assert after.pixelColor(320, 220).name() == "#ff0000"
    assert before.pixelColor(320, 220) != after.pixelColor(320, 220)


def test_it_waits_for_what_comes_by_itself(player):
    found = []
    QTimer.singleShot(5, lambda: found.append(True))
    player.until(lambda: found, "it")
    assert found
