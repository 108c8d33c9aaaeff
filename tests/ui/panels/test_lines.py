"""A list of sentences is drawn again and again, and nothing in it is made anew."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apay_console.ui.panels.lines import Lines
from apay_console.ui.parts.labels import WrappedLabel

THREE = [("10:02", "one"), ("10:01", "two"), ("10:00", "three")]


@pytest.fixture
def lines(qtbot: QtBot) -> Lines:
    made = Lines("Nothing has happened yet.")
    qtbot.addWidget(made)
    return made


def test_nothing_is_said_as_such_and_paler(lines: Lines) -> None:
    assert lines.texts() == ["Nothing has happened yet."]
    assert not lines._labels[0].isEnabled()
    lines.show_lines([("10:00", "one")])
    assert lines._labels[0].isEnabled()


def test_fewer_and_more_sentences_use_the_same_labels(lines: Lines) -> None:
    lines.show_lines(THREE)
    before = lines.findChildren(WrappedLabel)
    lines.show_lines(THREE[1:2])
    assert lines.texts() == ["two"]
    lines.show_lines(THREE)
    assert lines.texts() == ["one", "two", "three"]
    assert lines.findChildren(WrappedLabel) == before


def test_the_sentences_stand_under_each_other_beside_their_times(lines: Lines) -> None:
    lines.resize(200, 200)
    lines.show_lines([("10:00", "one"), ("26 Nov 2026", "two " * 30)])
    lines.show()
    times, sentences = lines._times, lines._labels
    assert [time.text() for time in times] == ["10:00", "26 Nov 2026"]
    assert sentences[0].x() == sentences[1].x() > times[1].x() + times[1].width()
    assert times[1].y() == sentences[1].y()


def test_markup_in_a_sentence_stays_letters(lines: Lines) -> None:
    lines.show_lines([("10:00", "<b>one</b>")])
    assert lines.texts() == ["<b>one</b>"]
