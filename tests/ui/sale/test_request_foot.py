"""The foot of the request pane: the reason is said in full at every width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from apay_console.errors import say
from apay_console.model.draft import Draft
from apay_console.ui.commands import Commands
from apay_console.ui.parts.theme import Theme
from apay_console.ui.sale.request_foot import Foot
from tests.sale_parts import AMOUNT, MISSING, NOTE, opened, ready
from tests.ui.later_states import CHARGE_ID, PERMISSION_ID, charge, followed, permission

NARROW, WIDE = 408, 480
REASON = "Check the last request first: its outcome is unknown."


@pytest.fixture
def foot(theme: Theme, qapp: QApplication) -> Iterator[Foot]:
    window = QWidget()
    foot = Foot(theme, Commands(window), window)
    foot.resize(WIDE, 60)
    window.show()
    yield foot
    window.close()


def seen(foot: Foot) -> list[str]:
    """The words that can be read, from left to right and from above."""
    found = foot.findChildren(QLabel) + foot.findChildren(QPushButton)
    return [widget.text() for widget in found if widget.isVisible() and widget.text()]


def cut(foot: Foot) -> list[str]:
    """The buttons that have less room than their words need."""
    buttons = [one for one in foot.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in buttons if one.width() < one.sizeHint().width()]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_is_missing_stands_beside_the_button(foot, width):
    foot.resize(width, 60)
    foot.show_state(opened(missing=MISSING))
    assert "3 still missing" in seen(foot)
    assert foot._above.isHidden()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_long_reason_stands_above_in_full(foot, width, qapp):
    foot.resize(width, 80)
    foot.show_state(replace(ready(), unresolved=True))
    qapp.processEvents()
    assert REASON in seen(foot)
    assert foot._above.isVisible()
    assert not cut(foot)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_is_wrong_is_said_beside_discard_too(foot, width, qapp):
    foot.resize(width, 60)
    foot.show_state(replace(opened(missing=MISSING), draft=Draft({AMOUNT.name: "12,50 USD"})))
    qapp.processEvents()
    assert {"1 to correct", "Discard", "Send update"} <= set(seen(foot))
    assert foot._above.isHidden()
    assert not cut(foot)


def test_nothing_is_cut_while_a_request_with_changes_is_under_way(foot, qapp):
    draft = Draft({AMOUNT.name: "19.99 USD", NOTE.name: "Tea"})
    foot.resize(NARROW, 80)
    foot.show_state(replace(ready(), draft=draft, busy=say("Sending…")))
    qapp.processEvents()
    assert {"Sending…", "2 fields", "Stop", "Discard", "Send update"} <= set(seen(foot))
    assert not cut(foot)


def test_fewer_words_make_room(foot):
    state = replace(opened(missing=MISSING), draft=Draft({AMOUNT.name: "19.99 USD"}))
    foot.resize(600, 60)
    foot.show_state(state)
    assert any("bytes" in words for words in seen(foot))
    foot.resize(NARROW, 60)
    assert "1 field" in seen(foot)


def test_where_nothing_can_be_sent_the_reason_takes_that_room(foot):
    foot.resize(NARROW, 60)
    foot.show_state(replace(ready(), is_paying=True))
    assert seen(foot) == ["The buyer is paying.", "Why?", "Open buyer's page"]
    foot.show_state(ready())
    assert "No unsent changes" in seen(foot)


def test_who_does_not_see_it_hears_the_reason_at_the_button(foot):
    foot.show_state(replace(ready(), unresolved=True))
    assert foot.primary.accessibleDescription() == REASON


def test_the_keyboard_stays_at_the_button_while_something_is_under_way(foot):
    foot.window().activateWindow()
    foot.show_state(ready())
    foot.primary.setFocus()
    foot.show_state(replace(ready(), busy=say("Reading…")))
    assert foot.primary.hasFocus()
    foot.show_state(replace(ready(), unresolved=True))
    assert not foot.primary.isEnabled()


def test_it_dies(theme: Theme, dies: Callable[..., bool]):
    def make() -> QWidget:
        window = QWidget()
        Foot(theme, Commands(window), window)
        return window

    assert dies(make)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (followed(charge(), shown=CHARGE_ID, task="capture_charge"), "primary"),
        (followed(charge(), shown=CHARGE_ID, task="cancel_charge"), "secondary"),
        (followed(charge("Captured"), shown=CHARGE_ID, task="create_refund"), "secondary"),
        (followed(permission(), shown=PERMISSION_ID, task="close_permission"), "secondary"),
        (opened(missing=MISSING), "primary"),
    ],
)
def test_what_takes_back_is_no_filled_button(foot, state, kind):
    foot.show_state(state)
    assert foot.primary.property("kind") == kind


def test_what_is_said_beside_the_button_never_widens_the_pane(foot):
    foot.show_state(replace(opened(missing=MISSING), draft=Draft({AMOUNT.name: "19.99"})))
    assert foot.minimumSizeHint().width() < NARROW - 150
