"""The time machine in the window: its clock, its jumps, and what they bring about."""

from __future__ import annotations

import pytest

from apay_console.presenters.emulator.time_machine import JUMPS
from apay_console.ui.panels.clock_panel import ClockPanel
from tests.window_parts import Shop, fresh, quick, until

__all__ = ["fresh", "quick"]


def opened(shop: Shop) -> ClockPanel:
    shop.run("clock")
    found = shop.window.page.side.panel("clock")
    assert isinstance(found, ClockPanel)
    return found


@pytest.fixture
def panel(fresh: Shop) -> ClockPanel:
    return opened(fresh)


def jump(shop: Shop, panel: ClockPanel, number: int) -> None:
    shop.click(panel._jumps[number][1])
    shop.settle()


def foreseen(panel: ClockPanel) -> list[str]:
    return [label.text() for _, _, label in panel._jumps]


def test_every_jump_says_what_it_would_make_happen(fresh: Shop, panel: ClockPanel) -> None:
    number = fresh.state.sale.session_id
    name = f"Session {number[:4]}…{number[-4:]}"
    assert [button.text() for _, button, _ in panel._jumps] == [words for _, words in JUMPS]
    words = foreseen(panel)
    assert words[0] == "Nothing happens by itself."
    assert words[1].startswith(f"{name} will be Canceled (Expired) in ")
    assert words[2].startswith(f"{name} will be forgotten in ")
    assert words[3:] == ["Nothing more than that."] * 2


def test_what_the_sale_on_the_desk_awaits_is_told_before_what_others_do(fresh: Shop) -> None:
    fresh.run("new_v2")
    fresh.run("act")
    number = fresh.state.sale.session_id
    words = foreseen(opened(fresh))[1]
    assert words.startswith(f"Session {number[:4]}…{number[-4:]} will be Canceled")
    assert words.endswith(" And 1 more.")


def test_what_a_jump_did_is_listed_with_its_moment(fresh: Shop, panel: ClockPanel) -> None:
    jump(fresh, panel, 1)
    until(lambda: "became Canceled (Expired)." in panel._happened.texts()[0], "the sentence")
    assert panel._state.text() == "1 d ahead"
    assert fresh.window.page.side.name == "clock"  # it stays for the next jump
    assert fresh.focused is panel._jumps[1][1]


def test_the_clock_stands_and_goes_on(fresh: Shop, panel: ClockPanel) -> None:
    fresh.click(panel._switch)
    fresh.settle()
    assert (panel._switch.text(), panel._state.text()) == ("Start", "Stopped")
    stood_at = panel._time.text()
    panel._machine.look()
    fresh.settle()
    assert panel._time.text() == stood_at
    fresh.click(panel._switch)
    fresh.settle()
    assert panel._switch.text() == "Stop"


def test_another_time_can_be_set_right(fresh: Shop, panel: ClockPanel) -> None:
    assert not panel._right.isVisible()
    jump(fresh, panel, 0)
    fresh.click(panel._right)
    fresh.settle()
    assert panel._state.text() == "The time of this machine"
    assert not panel._right.isVisible()


def test_a_snapshot_is_taken_restored_and_forgotten(fresh: Shop, panel: ClockPanel) -> None:
    fresh.click(panel._take)
    fresh.settle()
    assert [moment.name for moment in panel._machine.time.moments] == ["Snapshot 1"]
    jump(fresh, panel, 2)
    panel._snapshots.restore_wanted.emit("Snapshot 1")
    fresh.settle()
    assert panel._state.text() == "The time of this machine"
    assert fresh.state.session is not None
    assert fresh.state.session.state == "Open"
    for name in ("Snapshot 1", "Before the first jump"):
        panel._snapshots.drop_wanted.emit(name)
    fresh.settle()
    assert panel._machine.time.moments == ()


def test_it_ticks_only_while_it_is_seen(fresh: Shop, panel: ClockPanel) -> None:
    assert panel._tick.isActive()
    fresh.run("clock")  # closes it
    assert not panel._tick.isActive()
    panel._machine.look()
    fresh.settle()
    assert panel._machine.time.happened == ()  # nobody looks so closely any more
