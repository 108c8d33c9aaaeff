"""Profiles that outlive a run, over a keyring of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from apay_console.errors import NotStored, say
from tests.profile_parts import Keyring, Parts, run_of_program

Run = Callable[[], AbstractContextManager[Parts]]


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, keyring: Keyring) -> Run:
    return partial(run_of_program, tmp_path, keyring)


@pytest.fixture
def parts(run: Run) -> Iterator[Parts]:
    with run() as parts:
        yield parts


def saved(qtbot: QtBot, parts: Parts, *arguments: Any) -> Any:
    with qtbot.waitSignal(parts.profiles.saved) as told:
        parts.profiles.save(*arguments)
    idle(qtbot, parts)
    return told.args[0]


def loaded(qtbot: QtBot, parts: Parts) -> None:
    with qtbot.waitSignal(parts.profiles.loaded):
        parts.profiles.load()
    idle(qtbot, parts)


def idle(qtbot: QtBot, parts: Parts) -> None:
    """Wait for what was begun quietly."""
    qtbot.waitUntil(lambda: not parts.runner._jobs)


def marks(parts: Parts) -> list[str]:
    """Everything that a next start would have to clear up."""
    names = ("profiles.unsettled", "profiles.loose", "profiles.leaving")
    return [one for name in names for one in asyncio.run(parts.settings.get(name, []))]


async def broken(*_: object) -> None:
    raise NotStored(say("The disk is full."))
