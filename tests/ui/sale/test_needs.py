"""One chip for each thing that Amazon still needs; a press goes to what clears it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from apay_console.presenters.sale.state.steps import edited
from apay_console.ui.parts.text import PlainLabel
from apay_console.ui.sale.needs import Clear, NeedsBand
from tests.sale_parts import AMOUNT, MISSING, opened, session_body
from tests.ui.hands import settled


@pytest.fixture
def window(qtbot, theme):
    frame = QWidget()
    frame.band = NeedsBand(theme, frame)
    frame.resize(1440, 60)
    frame.band.resize(1440, 60)
    frame.gone = []
    frame.band.chosen.connect(frame.gone.append)
    qtbot.addWidget(frame)
    frame.show()
    return frame


@pytest.fixture
def band(window):
    return window.band


def needs_of(*ids: str):
    return opened(missing=ids).needs


def words(band: NeedsBand) -> list[str]:
    found = settled(band).findChildren(PlainLabel)
    return [label.text() for label in found if label.isVisible()]


def test_each_constraint_is_a_chip_with_amazons_id_under_our_word(band):
    band.show_needs(needs_of(*MISSING), None)
    assert band.texts() == list(MISSING)
    assert [chip.constraint for chip in band.chips()] == list(MISSING)
    assert words(band) == [
        "Amazon still needs",
        *("Amount", "ChargeAmountNotSet"),
        *("Result URL", "CheckoutResultReturnUrlNotSet"),
        *("Intent", "PaymentIntentNotSet"),
    ]


def test_mouse_and_keyboard_go_to_the_remedy(window, band):
    band.show_needs(needs_of(*MISSING), None)
    first, second, _ = settled(band).chips()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert window.gone == ["ChargeAmountNotSet", "CheckoutResultReturnUrlNotSet"]


def test_a_chip_says_what_it_asks_for_to_those_who_do_not_see_it(band):
    band.show_needs(needs_of("BuyerNotAssociated"), None)
    chip = band.chips()[0]
    assert chip.accessibleName() == "Buyer: No buyer has signed in. No field can fix this."
    assert "No buyer has signed in." in chip.toolTip()


def test_what_the_draft_will_clear_is_ticked_before_it_is_sent(band):
    state = edited(opened(missing=MISSING), AMOUNT, "19.99 USD")
    band.show_needs(state.needs, None)
    assert band.texts()[0] == "✓ ChargeAmountNotSet"
    assert "Amount · will clear" in words(band)
    assert [chip.property("kind") for chip in band.chips()] == ["clears", "need", "need"]


def test_without_a_need_it_says_so_or_goes_away(band):
    band.show_needs((), Clear("Nothing is missing. The buyer can pay."))
    assert band.texts() == words(band) == ["Nothing is missing. The buyer can pay."]
    band.show_needs((), None)
    assert band.isHidden()
    assert band.texts() == []


def test_what_is_advised_leads_on(band):
    asked = []
    band.command_wanted.connect(asked.append)
    band.show_needs((), Clear("Authorized: capture 48.90 USD.", "circle-half", "accent", "capture"))
    assert band.texts() == ["Authorized: capture 48.90 USD."]
    (button,) = settled(band).findChildren(QPushButton)
    assert button.text() == "Capture…"
    button.click()
    assert asked == ["capture"]


def test_a_small_window_has_one_line_a_chip(window, band):
    band.show_needs(needs_of(*MISSING), None)
    tall = band.chips()[0].height()
    window.resize(1024, 60)
    band.redraw()
    assert words(band) == ["Needs", "Amount", "Result URL", "Intent"]
    assert band.chips()[0].height() < tall


def test_an_id_that_nobody_knows_is_shown_as_it_came_and_explained_in_amazons_words(band):
    row = {"constraintId": "TeaNotSet", "description": "tea is <b>not</b> set."}
    band.show_needs(opened(values={"constraints": [row]}).needs, None)
    assert words(band) == ["Amazon still needs", "TeaNotSet", "TeaNotSet"]
    assert "“tea is &lt;b&gt;not&lt;/b&gt; set.”" in band.chips()[0].toolTip()


@pytest.mark.parametrize(
    "rows",
    [
        [{"constraintId": "x" * 10_000, "description": "y" * 10_000_000}],
        [{"constraintId": f"Need{number}"} for number in range(400)],
        [{"constraintId": "\u202e<img width=30000>"}],
        [{"description": "no id"}],
    ],
    ids=["long", "many", "markup", "nameless"],
)
def test_whatever_amazon_asks_for_the_band_fits_the_window(rows, band):
    band.show_needs(opened(values={"constraints": rows}).needs, None)
    assert band.minimumSizeHint().width() < 1440
    assert all("\u202e" not in text for text in words(band))
    assert len(band.texts()) == len(rows)


def test_an_id_that_has_no_room_ends_in_a_sign(window, band):
    rows = [{"constraintId": f"VeryLongConstraint{number}NotSetAtAll"} for number in range(6)]
    window.resize(1240, 60)
    band.resize(1240, 60)
    band.show_needs(opened(values={"constraints": rows}).needs, None)
    labels = [label for label in settled(band).findChildren(PlainLabel) if label.isVisible()]
    assert any(label.is_cut for label in labels)  # which then paints it, see test_labels


def test_what_has_no_room_is_counted(band):
    rows = [{"constraintId": f"Need{number}"} for number in range(10)]
    band.show_needs(opened(values={"constraints": rows}).needs, None)
    assert words(band)[-1] == "and 4 more, in the answer below"


def test_wrong_types_make_no_chip(band):
    body = session_body(values={"constraints": ["x", None, 3, {"constraintId": 7}]})
    band.show_needs(opened(values={"constraints": body["constraints"]}).needs, None)
    assert band.texts() == [""]


def test_it_dies_when_it_is_closed(dies, theme):
    def make() -> QWidget:
        band = NeedsBand(theme)
        band.show_needs(needs_of(*MISSING), None)
        return band

    assert dies(make)
