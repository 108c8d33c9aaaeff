"""A list of sentences is drawn again and again, and nothing in it is made anew."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from apay_console.ui.panels.lines import Lines
from apay_console.ui.parts.labels import WrappedLabel


@pytest.fixture
def lines(qtbot: QtBot) -> Lines:
    made = Lines("Nothing has happened yet.")
    qtbot.addWidget(made)
    return made


def test_nothing_is_said_as_such_and_paler(lines: Lines) -> None:
    assert lines.texts() == ["Nothing has happened yet."]
    assert not lines._labels[0].isEnabled()
    lines.show_lines(["one"])
    assert lines._labels[0].isEnabled()


def test_fewer_and_more_sentences_use_the_same_labels(lines: Lines) -> None:
    lines.show_lines(["one", "two", "three"])
    before = lines.findChildren(WrappedLabel)
    lines.show_lines(["two"])
    assert lines.texts() == ["two"]
    lines.show_lines(["one", "two", "three"])
    assert lines.texts() == ["one", "two", "three"]
    assert lines.findChildren(WrappedLabel) == before


def test_markup_in_a_sentence_stays_letters(lines: Lines) -> None:
    lines.show_lines(["<b>one</b>"])
    assert lines.texts() == ["<b>one</b>"]
