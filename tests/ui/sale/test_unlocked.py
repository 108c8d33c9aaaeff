"""While live may be changed, the time that is left is seen, and one press ends it."""

from __future__ import annotations

import pytest

from apay_console.presenters.sale.live.gate import OPEN_FOR_S
from apay_console.ui import wiring
from apay_console.ui.commands import Commands
from apay_console.ui.sale.unlocked import Unlocked
from tests.presenters.live_parts import LIVE, NAME, SANDBOX, counter, open_sale
from tests.ui.hands import shown

__all__ = ["counter"]


@pytest.fixture
def unlocked(counter, theme, qtbot):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    commands = Commands(window)
    commands.connect_to(lock=counter.desk.lock.lock)
    made = Unlocked(theme, commands, counter.ticks, window)
    counter.desk.shown.connect(made.show_state)
    counter.desk.shown.connect(lambda state: wiring.enable(commands, state))
    shown(window, qtbot)
    made.window_ = window
    return made


def test_p20_the_time_that_is_left_counts_down_until_it_locks_by_itself(counter, unlocked):
    counter.desk.put(open_sale(LIVE))
    assert unlocked.isHidden()
    counter.desk.unlock(NAME)
    assert (unlocked.isVisible(), unlocked.text()) == (True, "15:00")
    counter.ticks.now += 61
    unlocked._clock.timeout.emit()
    assert unlocked.text() == "13:59"
    assert unlocked.accessibleName().startswith("Live may be changed for 13:59.")
    counter.ticks.now += OPEN_FOR_S
    counter.desk.lock._timer.timeout.emit()
    assert unlocked.isHidden()
    assert not unlocked._clock.isActive()
    assert counter.desk.state.is_read_only


def test_p20_a_press_makes_live_read_only_at_once(counter, unlocked):
    counter.desk.put(open_sale(LIVE))
    counter.desk.unlock(NAME)
    unlocked.click()
    assert counter.desk.state.is_read_only
    assert unlocked.isHidden()


def test_a_sandbox_shows_no_time(counter, unlocked):
    counter.unlock()
    counter.desk.put(open_sale(SANDBOX))
    assert unlocked.isHidden()
