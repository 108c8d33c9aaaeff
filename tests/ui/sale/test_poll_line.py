"""While Amazon decides, the window says when it asks again, and lets one ask now or stop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.presenters.sale.state.objects import Poll
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.parts.theme import DARK
from apay_console.ui.sale.poll_line import PollLine
from tests.exchanges import NOON
from tests.ui.hands import shown
from tests.ui.later_states import CHARGE_ID, REFUND_ID, charge, followed, refund


@pytest.fixture
def frame(qtbot, theme):
    frame = QWidget()
    frame.resize(560, 60)
    frame.line = PollLine(theme, frame)
    frame.line.resize(560, 32)
    frame.asked = []
    frame.line.ask_wanted.connect(lambda: frame.asked.append("ask"))
    frame.line.stop_wanted.connect(lambda: frame.asked.append("stop"))
    return shown(frame, qtbot)


@pytest.fixture
def line(frame):
    return frame.line


def waiting(seconds: float, number: int = 0) -> SaleState:
    poll = Poll(NOON + seconds, number)
    return followed(charge("Captured"), refund(), shown=REFUND_ID, poll=poll)


def test_it_counts_down_to_the_next_question(line, theme):
    line.show_state(waiting(4))
    assert line.text() == "Pending. Asking again in 4 s"
    theme.now = lambda: NOON + 3
    line._clock.timeout.emit()
    assert line.text() == "Pending. Asking again in 1 s"
    theme.now = lambda: NOON + 5
    line._clock.timeout.emit()
    assert line.text() == "Pending. Asking…"


def test_it_ticks_only_while_it_is_seen(line, frame):
    assert not line._clock.isActive()
    line.show_state(waiting(4))
    assert line._clock.isActive()
    frame.hide()
    assert not line._clock.isActive()
    frame.show()
    assert line._clock.isActive()
    line.show_state(followed(refund("Refunded")))
    assert (line._clock.isActive(), line.isHidden(), line.text()) == (False, True, "")


@pytest.mark.parametrize(("place", "word"), [(0, "ask"), (1, "stop")])
def test_one_can_ask_now_or_stop(place, word, line, frame):
    line.show_state(waiting(4))
    line.findChildren(QPushButton)[place].click()
    assert frame.asked == [word]


def test_the_next_round_starts_another_countdown(line):
    line.show_state(waiting(4))
    line.show_state(waiting(10, 1))
    assert line.text() == "Pending. Asking again in 10 s"


def test_it_names_what_is_pending_where_something_else_is_shown(line):
    line.show_state(replace(waiting(4), shown=CHARGE_ID))
    assert line.text() == "Refund R019442 is pending. Asking again in 4 s"
    other = refund(number=f"{REFUND_ID[:-1]}3")
    line.show_state(replace(waiting(4), objects=(refund(), other)))
    assert line.text() == "2 objects are pending. Asking again in 4 s"


def test_an_hourglass_stands_before_the_words_and_follows_the_theme(line, theme):
    line.show_state(waiting(4))
    light = line._icon.pixmap().toImage()
    assert not light.isNull()
    theme.choose(DARK)
    assert line._icon.pixmap().toImage() != light


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: PollLine(theme))
