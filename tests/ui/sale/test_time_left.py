"""How long a session lives, counted down in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from apay_console.model.fields import ApiVersion
from apay_console.model.kinds import stamp
from apay_console.model.profile import Environment, Profile, Region
from apay_console.model.sale import Sale
from apay_console.model.session import Session
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.ui.commands import Commands
from apay_console.ui.sale.time_left import TimeLeft

NOON = 1749543312.0


@pytest.fixture
def counter(qapp: QApplication) -> Iterator[TimeLeft]:
    window = QWidget()
    yield TimeLeft(Commands(window), lambda: NOON, window)
    window.close()


def state(seconds: float, *, name: str = "Open", back: bool = False) -> SaleState:
    """A v2 session with so many seconds to live."""
    status = {"state": name, "reasonCode": None}
    body = {"checkoutSessionId": "s", "statusDetails": status}
    session = Session(body | {"expirationTimestamp": stamp(NOON + seconds)}, ApiVersion.V2)
    profile = Profile("p", "Tea shop", Environment.EMULATOR, Region.NA, "SANDBOX-A")
    sale = Sale("x", "p", ApiVersion.V2, NOON, NOON, session_id="s", buyer_back=back)
    return SaleState(profile, sale, session)


def test_it_says_hours_and_minutes_and_the_version(counter: TimeLeft) -> None:
    counter.show_state(state(23 * 3600 + 59 * 60 + 5))
    assert counter.text() == "23 h 59 min left · v2"
    assert not counter.property("soon")


def test_the_last_hour_is_marked(counter: TimeLeft) -> None:
    counter.show_state(state(59 * 60))
    assert counter.text().startswith("0 h 59 min left")
    assert counter.property("soon") is True


def test_an_uncompleted_payment_says_that_it_will_be_voided(counter: TimeLeft) -> None:
    counter.show_state(state(42 * 60, back=True))
    assert counter.text().startswith("voided in 0 h 42 min unless completed")


def test_an_ended_session_has_a_version_and_no_time(counter: TimeLeft) -> None:
    counter.show_state(state(3600, name="Completed"))
    assert counter.text() == "v2"


@pytest.fixture
def turned(qapp: QApplication) -> Iterator[tuple[TimeLeft, list[float]]]:
    """A counter whose clock the test turns."""
    window, now = QWidget(), [NOON + 0.98]
    yield TimeLeft(Commands(window), lambda: now[0], window), now
    window.close()


def test_when_time_is_up_it_says_so_once(
    turned: tuple[TimeLeft, list[float]], qtbot: QtBot
) -> None:
    counter, now = turned
    counter.show_state(state(1))
    now[0] = NOON + 1.01
    with qtbot.waitSignal(counter.expired):
        pass
    said: list[bool] = []
    counter.expired.connect(lambda: said.append(True))
    counter.show_state(state(-5))
    assert counter.text().startswith("expired")
    assert not counter._end.isActive()
    assert said == []


def test_while_the_clock_stands_still_it_looks_again_without_haste(
    turned: tuple[TimeLeft, list[float]],
) -> None:
    counter, _ = turned
    said: list[bool] = []
    counter.expired.connect(lambda: said.append(True))
    counter.show_state(state(1))
    counter._on_ended()
    assert counter._end.isActive()
    assert counter._end.interval() >= 1000
    assert said == []


def test_a_turn_of_the_clock_is_counted_at_once(turned: tuple[TimeLeft, list[float]]) -> None:
    counter, now = turned
    counter.show_state(state(3 * 3600))
    now[0] = NOON + 2.5 * 3600
    counter.refresh()
    assert counter.text() == "0 h 30 min left · v2"
    assert counter.property("soon") is True


def test_it_dies_with_its_window(qapp: QApplication, dies: Callable[..., bool]) -> None:
    def make() -> QWidget:
        window = QWidget()
        TimeLeft(Commands(window), lambda: NOON, window).show_state(state(3600))
        return window

    assert dies(make)
