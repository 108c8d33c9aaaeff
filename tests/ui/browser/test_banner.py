"""The banner says one thing, keeps a question until it is answered, and widens no window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from apay_console.ui.browser.banner import Banner
from apay_console.ui.parts.theme import DARK, LIGHT, Theme


@pytest.fixture
def banner(qtbot: QtBot, theme: Theme) -> Banner:
    made = Banner(theme)
    qtbot.addWidget(made)
    return made


def test_it_is_seen_only_while_it_says_something(banner: Banner) -> None:
    assert banner.text() == ""
    banner.show_words("warn", "Blocked: evil.test")
    assert banner.text() == "Blocked: evil.test"
    assert banner.accessibleName() == "Blocked: evil.test"
    banner.clear()
    assert banner.text() == ""


def test_an_action_takes_the_sentence_back_and_is_done(banner: Banner) -> None:
    done: list[str] = []
    banner.show_words("todo", "Is this your bank?", ("Continue", lambda: done.append("on")))
    banner.buttons()[0].click()
    assert done == ["on"]
    assert banner.text() == ""
    assert banner.buttons() == []


def test_an_action_may_say_something_new(banner: Banner) -> None:
    banner.show_words("err", "Old", ("Go", lambda: banner.show_words("warn", "New")))
    banner.buttons()[0].click()
    assert banner.text() == "New"


def test_a_question_stays_until_it_is_answered_or_a_graver_one_comes(banner: Banner) -> None:
    banner.show_words("todo", "Is this your bank?", ("Continue", lambda: None))
    banner.show_words("info", "The page says: press Continue")
    assert banner.text() == "Is this your bank?"
    banner.show_words("err", "The page stopped working", ("Close", lambda: None))
    assert banner.text() == "The page stopped working"


def test_enter_chooses_nothing(banner: Banner) -> None:
    banner.show_words("todo", "Is this your bank?", ("Continue", lambda: None))
    assert not any(button.isDefault() or button.autoDefault() for button in banner.buttons())


def test_markup_is_shown_letter_by_letter(banner: Banner) -> None:
    banner.show_words("info", "<b>x</b> & <img src=file:///x>")
    assert banner.text() == "<b>x</b> & <img src=file:///x>"
    labels = [label for label in banner.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_the_longest_host_widens_nothing(banner: Banner) -> None:
    host = ".".join(["a" * 60] * 4)
    banner.show_words("todo", f"Is this your bank? {host}", ("Continue", lambda: None))
    assert banner.minimumSizeHint().width() < 560
    assert banner.text().endswith(host)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_it_follows_the_theme(banner: Banner, theme: Theme, scheme: str) -> None:
    theme.choose(scheme)
    banner.show_words("err", "x")
    assert banner.property("tone") == "err"


def test_it_dies_when_it_is_closed(
    theme: Theme, dies: Callable[[Callable[[], Banner]], bool], qapp: QApplication
) -> None:
    assert dies(lambda: Banner(theme))
