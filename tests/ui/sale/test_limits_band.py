"""What is left of an object: pairs of a word and an amount, quiet and never cut."""

from __future__ import annotations

import pytest

from apay_console.presenters.sale.state.objects import Left, limits_of
from apay_console.ui.parts.labels import ElidedLabel
from apay_console.ui.sale.limits_band import LimitsBand
from tests.ui.hands import settled
from tests.ui.later_states import charge, money, permission, refund


@pytest.fixture
def band(qtbot, theme):
    made = LimitsBand()
    qtbot.addWidget(made)
    made.resize(408, 100)
    made.show()
    return made


def labels(band: LimitsBand) -> list[ElidedLabel]:
    return [label for label in band.findChildren(ElidedLabel) if label.isVisible()]


def test_it_tells_what_is_left_and_until_when(band):
    band.show_limits(limits_of(permission()))
    words = band.texts()
    assert words[:2] == ["Left to charge 48.90 USD", "Limit 48.90 USD"]
    assert words[2].startswith("Usable until 2025-12-07 ")


def test_it_follows_the_object(band):
    band.show_limits(limits_of(charge()))
    captured = charge("Captured", refundedAmount=money("10.00"))
    band.show_limits(limits_of(captured))
    assert band.texts() == [
        "Authorized 48.90 USD",
        "Captured 48.90 USD",
        "Refunded 10.00 USD",
        "Still refundable 46.23 USD",
    ]
    assert len(labels(settled(band))) == 8


@pytest.mark.parametrize(
    ("found", "columns"),
    [(permission(), 3), (charge("Captured", refundedAmount=money("10.00")), 2)],
)
def test_no_pair_stands_alone_in_its_row(found, columns, band):
    band.show_limits(limits_of(found))
    settled(band)
    assert len({label.mapTo(band, label.pos()).x() for label in labels(band)}) == columns


def test_the_same_limits_are_not_drawn_again(band):
    band.show_limits(limits_of(permission()))
    before = labels(settled(band))
    band.show_limits(limits_of(permission()))
    assert labels(settled(band)) == before


def test_without_limits_it_takes_no_room(band):
    band.show_limits(limits_of(refund()))
    band.show_limits(())
    assert band.isHidden()


@pytest.mark.parametrize("found", [permission(), charge(), charge("Captured"), refund()])
def test_nothing_is_cut_in_a_small_window(found, band):
    band.show_limits(limits_of(found))
    settled(band)
    assert [label.text() for label in labels(band) if label.is_cut] == []


def test_what_is_endless_is_cut_and_plain(band):
    band.show_limits((Left("Limit", "<b>" + "9" * 5_000 + "\u202e"),))
    assert settled(band).minimumSizeHint().width() < 200
    assert len(band.texts()[0]) < 80


def test_it_dies_when_it_is_closed(dies, theme):
    assert dies(LimitsBand)
