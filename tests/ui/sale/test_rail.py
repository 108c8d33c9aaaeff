"""Where the sale stands, in seven steps that are read from left to right."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from apay_console.errors import say
from apay_console.model import lifecycle
from apay_console.model.lifecycle import Mark, Step
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.parts.theme import DARK
from apay_console.ui.sale.rail import Rail
from tests.sale_parts import MISSING, begun, opened, ready
from tests.ui.hands import settled


@pytest.fixture
def rail(qtbot, theme):
    made = Rail(theme)
    qtbot.addWidget(made)
    made.resize(1440, 36)
    return made


def labels(rail: Rail) -> list[str]:
    found = rail.findChildren(PlainLabel)
    return [label.text() for label in sorted(found, key=QWidget.x) if not label.isHidden()]


def test_it_tells_the_steps_their_marks_and_a_word_beside_them(rail):
    state = opened(missing=MISSING, values={"buyer.name": "Mara", "buyer.buyerId": "b"})
    rail.show_steps(lifecycle.rail(state.stand))
    rail.show()
    assert rail.texts() == [
        "done: Session created",
        "done: Buyer Mara",
        "now: Payment info 3 missing",
        "later: Buyer pays",
        "later: Finished",
        "later: Captured",
        "later: Refunded",
    ]
    words = ["Session", "created", "Buyer", "Mara", "Payment info", "3 missing"]
    assert labels(rail) == [*words, "Buyer pays", "Finished", "Captured", "Refunded"]


@pytest.mark.parametrize("state", [begun(), opened(missing=MISSING), ready()])
def test_what_is_shown_next_replaces_what_was_shown_before(state, rail):
    rail.show_steps(lifecycle.rail(begun().stand))
    rail.show_steps(lifecycle.rail(state.stand))
    assert len(rail.texts()) == 7
    assert rail.texts()[0].endswith("Session" if state.session is None else "Session created")


def test_the_step_that_is_now_stands_out(rail):
    rail.show_steps((Step("Session", Mark.DONE), Step("Buyer", Mark.NOW)))
    roles = {label.text(): label.property("role") for label in rail.findChildren(PlainLabel)}
    assert roles == {"Session": "label", "Buyer": "section"}


def test_words_of_amazons_are_plain_and_never_widen_the_window(rail):
    note = say("{reason}", reason="<b>Decl\u202eined</b> " + "x" * 10_000)
    rail.show_steps((Step("Session", Mark.DONE), Step("Buyer pays", Mark.FAILED, note)))
    rail.show()
    assert rail.width() == 1440
    assert rail.minimumSizeHint().width() < 600
    assert any(text.startswith("<b>Decl<U+202E>ined</b>") for text in labels(rail))


SEVEN = ("Session", "Buyer", "Payment info", "Buyer pays", "Finished", "Captured", "Refunded")


def test_seven_steps_fit_the_smallest_window_and_no_name_is_cut(rail):
    notes = ["created", "Mara Lindqvist", None, None, None, "48.90 USD", "10.00 USD"]
    rows = zip(SEVEN, notes, strict=True)
    rail.show_steps(
        tuple(Step(name, Mark.DONE, note and say("{n}", n=note)) for name, note in rows)
    )
    rail.resize(1024, 36)
    rail.show()
    assert settled(rail).minimumSizeHint().width() <= 1024
    found = [label for label in rail.findChildren(PlainLabel) if label.isVisible()]
    assert [label.text() for label in found if label.text() in SEVEN] == list(SEVEN)
    assert [label.text() for label in found if label.width() < label.sizeHint().width()] == []


def test_for_want_of_room_the_quietest_notes_go_first(rail):
    steps = tuple(Step(name, Mark.DONE, say("a note of some length")) for name in SEVEN[:5])
    failed = Step("Captured", Mark.FAILED, say("HardDeclined"))
    rail.show_steps((*steps, failed, Step("Refunded", Mark.LATER)))
    rail.show()
    rail.resize(800, 36)
    settled(rail)
    assert "HardDeclined" in labels(rail)
    assert "a note of some length" not in labels(rail)
    rail.resize(2_000, 36)
    settled(rail)
    assert labels(rail).count("a note of some length") == 5


def test_its_icons_follow_the_theme(rail, theme):
    rail.show_steps((Step("Session", Mark.NOW),))
    rail.show()
    light = rail.grab().toImage()
    theme.choose(DARK)
    assert rail.grab().toImage() != light
    assert rail.texts() == ["now: Session"]


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(lambda: Rail(theme))
