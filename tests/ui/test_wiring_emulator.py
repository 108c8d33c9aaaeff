"""The emulator's commands can be chosen where there is an emulator, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from apay_console.model.profile import Environment
from apay_console.ui import wiring_emulator
from apay_console.ui.commands import Commands
from tests.sale_parts import PROFILE, begun

BAD_DAYS = ("bad_twice", "bad_expired", "bad_no_id", "bad_amount")


@pytest.fixture
def commands(qapp: QApplication) -> Iterator[Commands]:
    window = QWidget()
    yield Commands(window)
    window.close()


@pytest.mark.parametrize("environment", list(Environment))
def test_bad_days_happen_in_the_emulator_only(commands: Commands, environment: Environment) -> None:
    wiring_emulator.enable(commands, begun(profile=replace(PROFILE, environment=environment)))
    is_emulator = environment is Environment.EMULATOR
    assert [commands[name].isEnabled() for name in BAD_DAYS] == [is_emulator] * 4
