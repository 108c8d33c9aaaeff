"""The bar of the clock says that the emulator is not as usual, and is gone otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment
from apay_console.presenters.emulator.time_machine import DAY, JUMPS
from apay_console.ui.clock_bar import ClockBar
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]


@pytest.fixture
def bar(fresh: Shop) -> ClockBar:
    found = fresh.window.findChild(ClockBar)
    assert found is not None
    return found


def offered(bar: ClockBar) -> list[str]:
    return [one.text() for one in bar.findChildren(QPushButton) if not one.isHidden()]


def test_it_takes_no_room_while_all_is_as_usual(fresh: Shop, bar: ClockBar) -> None:
    assert bar.isHidden()
    fresh.parts.console.tools.machine.take()
    fresh.settle()
    assert bar.isHidden()


def test_another_time_is_told_with_what_to_do_about_it(fresh: Shop, bar: ClockBar) -> None:
    fresh.parts.console.tools.machine.jump(30.0)
    fresh.settle()
    assert bar.text() == "The emulator's clock: 30 s ahead"
    assert bar.accessibleName() == bar.text()
    assert offered(bar) == ["Jump", "Back to the last snapshot", "Time machine"]


def test_faults_alone_are_told_without_the_clock(fresh: Shop, bar: ClockBar) -> None:
    fresh.parts.console.tools.faults.add({"kind": "reset", "operation": "refund"})
    fresh.parts.console.tools.faults.add({"kind": "reset", "operation": "complete_session"})
    fresh.settle()
    assert bar.text() == "Faults that wait: 1"  # there is no operation called refund
    assert offered(bar) == ["Faults"]
    fresh.run("faults")
    assert fresh.window.page.side.name == "faults"


def test_its_menu_jumps(fresh: Shop, bar: ClockBar) -> None:
    fresh.parts.console.tools.machine.jump(30.0)
    fresh.settle()
    actions = bar._jump.menu().actions()
    assert [action.text() for action in actions] == [words for _, words in JUMPS]
    actions[1].trigger()
    fresh.settle()
    assert fresh.parts.console.tools.machine.time.ahead > DAY
    assert "became Canceled (Expired)" in bar.text()


def test_of_all_that_happened_the_sale_on_the_desk_is_told_first(
    fresh: Shop, bar: ClockBar
) -> None:
    fresh.parts.console.shelf.begin(ApiVersion.V2)
    fresh.run("act")
    mine = fresh.state.sale.session_id
    for version in ApiVersion:
        fresh.parts.console.shelf.begin(version)
        fresh.run("act")
    listed = fresh.parts.console.shelf.sales
    fresh.parts.console.shelf.open(next(one for one in listed if one.session_id == mine))
    fresh.settle()
    fresh.parts.console.tools.machine.jump(DAY + 1)
    fresh.settle()
    told = f"Session {mine[:4]}…{mine[-4:]} became Canceled (Expired) and 3 more"
    assert bar.text().endswith(told)


def test_going_back_leaves_nothing_to_tell(fresh: Shop, bar: ClockBar) -> None:
    fresh.parts.console.tools.machine.jump(DAY + 1)
    fresh.settle()
    fresh.run("clock_back")
    assert bar.text() == ""
    fresh.parts.console.tools.machine.stop()
    fresh.settle()
    assert bar.text() == "The emulator's clock: stopped"


def test_a_sale_of_amazons_own_sandbox_has_no_such_bar(fresh: Shop, bar: ClockBar) -> None:
    fresh.parts.console.tools.machine.jump(30.0)
    fresh.settle()
    emulator = fresh.state.profile
    fresh.parts.console.desk.change(profile=replace(emulator, environment=Environment.SANDBOX))
    assert bar.isHidden()
    assert not fresh.window.commands["clock_back"].isEnabled()
    fresh.parts.console.desk.change(profile=emulator)
    assert not bar.isHidden()
    assert fresh.window.commands["clock_back"].isEnabled()
