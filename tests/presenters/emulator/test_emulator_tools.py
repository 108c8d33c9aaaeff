"""The emulator's tools follow the sale on the desk, and Amazon's own sales are none of theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import say
from apay_console.model.profile import Environment
from apay_console.presenters.emulator.emulator_tools import EmulatorTools
from apay_console.presenters.emulator.time_machine import DAY
from apay_console.presenters.emulator.time_words import Told
from tests.presenters.conftest import Desk


@pytest.fixture
def tools(desk: Desk) -> EmulatorTools:
    return desk.console.tools


def go_to(desk: Desk, environment: Environment) -> None:
    desk.console.desk.change(profile=replace(desk.state.profile, environment=environment))


@pytest.mark.parametrize("environment", [Environment.SANDBOX, Environment.LIVE])
def test_a_sale_at_amazon_has_the_machines_time_and_is_never_read_for_a_turn(
    desk: Desk, tools: EmulatorTools, environment: Environment
) -> None:
    desk.do(lambda: tools.machine.jump(DAY))
    assert tools.now() - desk.console.desk.services.clock() > DAY - 1
    go_to(desk, environment)
    assert not tools.is_at_hand
    assert abs(tools.now() - desk.console.desk.services.clock()) < 1
    before = desk.exchanges
    desk.do(lambda: tools.machine.jump(30.0))
    desk.do(tools.machine.back)
    assert desk.exchanges == before


def test_what_is_about_the_sale_on_the_desk_is_told_first(desk: Desk, tools: EmulatorTools) -> None:
    mine = Told(1.0, desk.state.sale.session_id, say("mine"))
    others = [Told(0.0, "a", say("a")), Told(2.0, "b", say("b"))]
    assert tools.own_first([*others, mine]) == [mine, *others]


def test_clock_and_faults_are_looked_at_once_after_each_exchange(
    desk: Desk, tools: EmulatorTools
) -> None:
    looks: list[object] = []
    tools.machine.changed.connect(looks.append)
    desk.do(desk.console.courier.get)
    desk.console.editor.discard()  # no exchange
    desk.settle()
    assert len(looks) == 1
