"""The bar says in words what it draws, and the watch measures one painting at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from apay_console.model.exchange import Exchange
from apay_console.model.timeline import Certificate, spans_of, through
from apay_console.ui.exchange.raw_page import RawPage
from apay_console.ui.exchange.timeline import Timeline, shares
from apay_console.ui.parts.paint_watch import PaintWatch
from apay_console.ui.parts.theme import DARK, Theme
from tests.exchanges import answered, sent
from tests.model.test_timeline import WHOLE, done, lost
from tests.ui.hands import settled, shown


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> Timeline:
    made = Timeline(theme)
    made.resize(568, 120)
    return shown(made, qtbot)


def certified(name: str) -> Exchange:
    event = Certificate(name, 1_767_225_600, 1_798_675_200).event
    return done([*WHOLE, (event, 8.0)])


def test_phases_bytes_and_certificate_are_said(strip: Timeline) -> None:
    strip.show_exchange(certified("pay-api.amazon.com"), 6.0)
    times, facts = strip.text().split("\n")
    assert times == (
        "Queue 4.0 ms, Connect 1.0 ms, TLS 3.0 ms, Send 1.0 ms, Wait 11.0 ms, Receive 1.0 ms, "
        "Parse 0.5 ms, Paint 6.0 ms"
    )
    assert facts.replace("\u200b", "") == (
        "Sent 20 B head + 0 B body · Received 19 B head + 2 B body · "
        "Certificate of pay-api.amazon.com, valid 2026-01-01 to 2026-12-31"
    )
    assert strip.accessibleDescription() == strip.text()


def test_f11_the_proxy_that_was_asked_stands_beside_the_times(strip: Timeline) -> None:
    trace = ((through("http://pro\u202exy.example:3128"), 0.1), *WHOLE)
    strip.show_exchange(replace(done(), trace=trace))
    assert "Through the proxy pro<U+202E>xy.example:3128" in strip.text()
    assert strip.accessibleDescription() == strip.text()
    strip.show_exchange(done())
    assert "proxy" not in strip.text()


def test_f18_an_answer_that_calls_itself_something_else_is_told(strip: Timeline) -> None:
    for kind, told in (("text/\u202ehtml; charset=x", True), ("Application/JSON; x=y", False)):
        exchange = answered(sent(), 200, {}, ("Content-Type", kind))
        strip.show_exchange(replace(done(), answered=exchange.answered))
        assert ("It calls itself text/<U+202E>html, not JSON" in strip.text()) is told


def test_what_a_certificate_hides_is_named(strip: Timeline) -> None:
    strip.show_exchange(certified("<b>pay\u202e</b>"))
    assert "<b>pay<U+202E></b>" in strip.text()


def test_where_it_stopped_is_said_and_what_never_left_is_not_counted(strip: Timeline) -> None:
    strip.show_exchange(lost(3))
    assert "TLS 25.0 ms, ended here" in strip.text()
    assert "Sent" not in strip.text()
    strip.show_exchange(lost(9))
    assert "Wait 21.0 ms, ended here" in strip.text()
    assert "Sent 20 B head" in strip.text()


def test_without_times_it_says_so(strip: Timeline) -> None:
    strip.show_exchange(answered(sent(), 200, {}))
    assert strip.text().strip().startswith("No times were kept · Sent")


@pytest.mark.parametrize("width", [568, 320, 100, 10])
def test_every_phase_is_seen_in_the_bar_and_none_lies_over_another(width: int) -> None:
    spans = spans_of(done(), 4_000.0)
    end = 0
    for start, wide in shares(spans, width):
        assert wide >= 3
        assert start >= end
        end = start + wide
    assert end <= max(width, 4 * len(spans))


def test_the_legend_takes_more_lines_where_there_is_less_room(strip: Timeline) -> None:
    strip.show_exchange(done(), 6.0)
    phases = strip._phases
    assert phases.heightForWidth(250) > phases.heightForWidth(520) > phases.heightForWidth(2_000)


def test_the_legend_is_whole_as_soon_as_there_is_less_room(strip: Timeline) -> None:
    strip.resize(900, 120)
    strip.show_exchange(done(), 6.0)
    settled(strip)
    strip.resize(400, 120)
    settled(strip)
    assert strip._phases.height() >= strip._phases.heightForWidth(strip._phases.width())


def test_its_colours_follow_the_theme(strip: Timeline, theme: Theme) -> None:
    strip.show_exchange(done())
    light = QColor(settled(strip).grab().toImage().pixel(20, 12))
    theme.choose(DARK)
    assert QColor(settled(strip).grab().toImage().pixel(20, 12)) != light


def test_the_raw_page_has_no_timeline_before_the_first_exchange(qtbot: QtBot, theme: Theme) -> None:
    page = shown(RawPage(theme), qtbot)
    page.show_exchange(None)
    assert page.timeline.isHidden()
    page.show_exchange(replace(done(), id=1))
    assert page.timeline.isVisible()
    assert page.view.toPlainText().startswith("PATCH https://")


class Clock:
    """A clock that goes on only when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_painting_is_measured_once_until_it_is_done(qtbot: QtBot) -> None:
    clock = Clock()
    widget = shown(QWidget(), qtbot)
    watch = PaintWatch(widget, clock)
    watch.begin("first")
    clock.now = 0.012
    qtbot.waitUntil(lambda: watch.ms("first") is not None)
    assert watch.ms("first") == pytest.approx(12.0)
    clock.now = 5.0
    widget.repaint()
    assert watch.ms("first") == pytest.approx(12.0)


def test_what_is_not_in_sight_is_not_measured(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = PaintWatch(widget)
    watch.begin("hidden")
    shown(widget, qtbot)
    settled(widget)
    assert watch.ms("hidden") is None
