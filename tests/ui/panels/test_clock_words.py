"""Moments of the emulator's time are written for people, by their own zone and language."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from apay_console.ui.panels.clock_words import day_of, moment_of, short_moment_of

NOON = 1749543312.0  # 2025-06-10 08:15:12 UTC


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def test_day_and_moment_are_in_the_persons_language() -> None:
    assert day_of(NOON) == "Dienstag, 10. Juni 2025"
    assert moment_of(NOON).startswith("10 Juni 2025 ")


def test_of_todays_moments_the_time_is_told_and_of_others_the_day() -> None:
    assert short_moment_of(NOON, NOON + 60) == time.strftime("%H:%M:%S", time.localtime(NOON))
    assert short_moment_of(NOON, NOON + 3 * 86_400) == "10 Juni 2025"


def test_a_moment_long_before_is_written_too() -> None:
    assert day_of(-86_400.0 * 365).endswith("1969")
