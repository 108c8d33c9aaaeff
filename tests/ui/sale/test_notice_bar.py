"""One sentence above the panes, and at most two things to do about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from apay_console.errors import say
from apay_console.presenters.notice import Notice
from apay_console.ui.commands import COMMANDS, Commands
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import DARK
from apay_console.ui.sale.notice_bar import NoticeBar
from tests.ui.hands import settled

NOT_SENT = Notice("warn", say("Not sent."), ("again",))


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.commands = Commands(frame)
    frame.done = []
    for row in COMMANDS:
        frame.commands.connect_to(**{row.name: lambda name=row.name: frame.done.append(name)})
    frame.bar = NoticeBar(theme, frame.commands, frame)
    frame.bar.resize(900, 60)
    qtbot.addWidget(frame)
    frame.show()
    return frame


@pytest.fixture
def bar(window):
    return window.bar


def buttons(bar: NoticeBar) -> list[QPushButton]:
    return [button for button in settled(bar).findChildren(QPushButton) if not button.isHidden()]


def words(bar: NoticeBar) -> str:
    labels = settled(bar).findChildren(PlainLabel)
    return next(label.text() for label in labels if not label.isHidden())


def close(bar: NoticeBar) -> None:
    found = settled(bar).findChildren(QToolButton)
    closer = next(button for button in found if not button.isHidden())
    assert closer.accessibleName() == "Close this message"
    closer.click()


def test_it_tells_when_what_had_the_keyboard_here_is_gone(bar, qtbot):
    bar.show_notice(NOT_SENT)
    with qtbot.assertNotEmitted(bar.left):
        bar.show_notice(Notice("warn", say("Not yet."), ("again",)))
    buttons(bar)[0].setFocus()
    with qtbot.waitSignal(bar.left):
        bar.show_notice(None)


def test_it_is_not_there_until_there_is_something_to_say(bar):
    assert bar.isHidden()
    bar.show_notice(NOT_SENT)
    assert bar.isVisible()
    assert bar.text() == words(bar) == bar.accessibleName() == "Not sent."
    bar.show_notice(None)
    assert bar.isHidden()
    assert bar.text() == ""


def test_its_buttons_are_commands_and_never_more_than_two(window, bar):
    bar.show_notice(Notice("unknown", say("Sent."), ("check", "get", "send")))
    assert [button.text() for button in buttons(bar)] == ["Check this request", "Get", "Why?"]
    for button in buttons(bar):
        button.click()
    assert window.done == ["check", "get", "why"]


def test_what_cannot_be_done_now_is_not_done(window, bar):
    window.commands.enable(again=False)
    bar.show_notice(NOT_SENT)
    buttons(bar)[0].click()
    assert window.done == []


@pytest.mark.parametrize("tone", ["ok", "warn", "err", "unknown", "info"])
def test_each_tone_has_its_look_and_an_icon(tone, bar):
    bar.show_notice(Notice(tone, say("Well.")))
    assert bar.property("tone") == tone
    icons = [label.pixmap() for label in bar.findChildren(QLabel)]
    assert sum(not icon.isNull() for icon in icons) == 1


def test_amazons_own_words_stand_below_and_are_letters_not_markup(bar):
    bar.show_notice(Notice("err", say("Refused."), (), "<a href='x'>Update!</a>\u202e"))
    assert words(bar) == "Refused.\nAmazon's words: <a href='x'>Update!</a><U+202E>"
    label = bar.findChildren(PlainLabel)[0]
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert not label.openExternalLinks()


def test_words_without_an_end_do_not_widen_it(bar):
    bar.show_notice(Notice("err", say("{code}", code="x" * 500), (), "y" * 500))
    assert bar.minimumSizeHint().width() < 400


def test_what_was_closed_stays_closed_and_is_told(bar, theme):
    told = []
    bar.closed.connect(lambda: told.append(True))
    bar.show_notice(NOT_SENT)
    close(bar)
    theme.choose(DARK)
    assert bar.isHidden()
    assert told == [True]


def test_what_was_closed_is_shown_when_it_is_said_again(bar):
    bar.show_notice(NOT_SENT)
    close(bar)
    bar.show_notice(NOT_SENT)
    assert bar.isVisible()


def test_it_dies_when_it_is_closed(dies, theme):
    window = QWidget()

    def make() -> QWidget:
        bar = NoticeBar(theme, Commands(window))
        bar.show_notice(NOT_SENT)
        return bar

    assert dies(make)
