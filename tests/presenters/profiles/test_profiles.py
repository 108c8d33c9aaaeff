"""Profiles: what was saved is there after a restart, and no key is ever left alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from apay_console.errors import NoKey, NotStored, say
from apay_console.model.profile import Algorithm, Environment, Region
from apay_console.presenters.profiles.profiles import EMULATOR
from apay_console.store.vault import MemoryVault
from tests.profile_parts import Keyring, Parts, run_of_program, sandbox

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


def test_the_emulators_profile_is_there_at_once_and_for_ever(qtbot, parts):
    profiles = parts.profiles
    assert profiles.current.name == "Tea shop"
    assert profiles.current.environment is Environment.EMULATOR
    assert profiles.current.region is Region.NA
    assert profiles.current.algorithm is Algorithm.PSS_V2
    profiles.remove(EMULATOR)
    loaded(qtbot, parts)
    assert [profile.id for profile in profiles.all] == [EMULATOR]


def test_a_saved_profile_can_sign_after_a_restart(qtbot, run, private_key):
    with run() as first:
        profile = saved(qtbot, first, sandbox(), private_key)
    with run() as second:
        loaded(qtbot, second)
        assert second.profiles.get("fjord") == profile
        key = asyncio.run(second.shelf.load(profile.key_ref))
        assert key.private_numbers() == private_key.private_numbers()


def test_the_chosen_profile_is_current_after_a_restart(qtbot, run, private_key):
    with run() as first:
        saved(qtbot, first, sandbox(), private_key)
        first.profiles.choose("fjord")
        idle(qtbot, first)
    with run() as second:
        with qtbot.waitSignal(second.profiles.current_changed):
            loaded(qtbot, second)
        assert second.profiles.current.id == "fjord"


def test_an_edit_keeps_the_key_and_asks_no_keyring(qtbot, parts, private_key, keyring):
    profile = saved(qtbot, parts, sandbox(), private_key)
    keyring.asked = 0
    edited = saved(qtbot, parts, replace(profile, name="Fjord"))
    assert (edited.name, edited.key_ref) == ("Fjord", profile.key_ref)
    assert keyring.asked == 0


def test_a_new_key_takes_the_place_of_the_old_one_and_leaves_nothing(
    qtbot, parts, private_key, keyring
):
    first = saved(qtbot, parts, sandbox(), private_key)
    second = saved(qtbot, parts, first, private_key)
    assert second.key_ref != first.key_ref
    assert len(keyring.items) == 1
    assert marks(parts) == []


def test_removing_a_profile_removes_its_key(qtbot, parts, private_key, keyring):
    saved(qtbot, parts, sandbox(), private_key)
    parts.profiles.choose("fjord")
    with qtbot.waitSignal(parts.profiles.removed):
        parts.profiles.remove("fjord")
    assert keyring.items == {}
    assert parts.profiles.get("fjord") is None
    assert parts.profiles.current.id == EMULATOR


def test_a_profile_whose_key_stays_is_still_listed_and_can_be_removed_later(
    qtbot, run, private_key, keyring
):
    with run() as first:
        saved(qtbot, first, sandbox(), private_key)
        keyring.deletes = False
        with qtbot.waitSignal(first.profiles.key_not_deleted) as told:
            first.profiles.remove("fjord")
        assert "is not removed yet" in told.args[1].template
        assert first.profiles.entries()[1].is_leaving
    keyring.deletes = True
    with run() as second:
        loaded(qtbot, second)
        assert second.profiles.entries()[1].is_leaving
        with qtbot.waitSignal(second.profiles.removed):
            second.profiles.remove("fjord")
        assert keyring.items == {}
        assert marks(second) == []


def test_a_profile_can_go_without_its_keyring_and_its_key_goes_when_it_can(
    qtbot, run, private_key, keyring
):
    with run() as first:
        saved(qtbot, first, sandbox(), private_key)
        keyring.is_locked = True
        with qtbot.waitSignal(first.profiles.removed):
            first.profiles.remove_without_key("fjord")
    assert keyring.items
    keyring.is_locked = False
    with run() as second:
        loaded(qtbot, second)
        assert keyring.items == {}
        assert len(second.profiles.all) == 1


def test_a_locked_keyring_stores_nothing_and_offers_the_session(qtbot, parts, private_key, keyring):
    keyring.is_locked = True
    with qtbot.waitSignal(parts.profiles.key_not_kept) as told:
        parts.profiles.save(sandbox(), private_key)
    assert "locked" in told.args[0].template
    assert parts.profiles.get("fjord") is None


def test_a_key_for_the_session_signs_now_and_is_asked_for_after_a_restart(
    qtbot, run, private_key, keyring
):
    keyring.is_locked = True
    with run() as first:
        with qtbot.waitSignal(first.profiles.saved) as told:
            first.profiles.save_for_session(sandbox(), private_key)
        assert asyncio.run(first.shelf.load(told.args[0].key_ref)) is private_key
        assert not first.profiles.entries()[1].needs_key
        idle(qtbot, first)
        saved(qtbot, first, replace(told.args[0], name="Fjord"))
    with run() as second:
        loaded(qtbot, second)
        assert second.profiles.entries()[1].name == "Fjord"
        assert second.profiles.entries()[1].needs_key


def test_without_a_keyring_the_key_is_for_the_session_and_the_profile_stays(
    qtbot, tmp_path, keyring, private_key
):
    run = partial(run_of_program, tmp_path, keyring, MemoryVault)
    with run() as first:
        profile = saved(qtbot, first, sandbox(), private_key)
        again = saved(qtbot, first, profile, private_key)
        assert asyncio.run(first.shelf.load(again.key_ref)) is private_key
        assert first.profiles.entries()[1].is_fleeting
        with qtbot.waitSignal(first.profiles.place_known) as told:
            first.profiles.ask_place()
        assert "memory until you quit" in told.args[0].words.template
    with run() as second:
        loaded(qtbot, second)
        assert second.profiles.entries()[1].needs_key
        with pytest.raises(NoKey):
            asyncio.run(second.shelf.load(second.profiles.all[1].key_ref))


def test_the_old_key_goes_once_a_key_for_the_session_took_its_place(
    qtbot, run, private_key, keyring
):
    with run() as first:
        profile = saved(qtbot, first, sandbox(), private_key)
        keyring.is_locked = True
        with qtbot.waitSignal(first.profiles.saved):
            first.profiles.save_for_session(profile, private_key)
        idle(qtbot, first)
        assert keyring.items
        keyring.is_locked = False
    with run() as second:
        loaded(qtbot, second)
        assert keyring.items == {}


def test_a_key_for_the_session_leaves_the_keyring_in_peace(qtbot, run, private_key, keyring):
    with run() as parts:
        keyring.is_locked = True
        with qtbot.waitSignal(parts.profiles.key_not_kept):
            parts.profiles.save(sandbox(), private_key)
        with qtbot.waitSignal(parts.profiles.saved) as told:
            parts.profiles.save_for_session(sandbox(), private_key)
        idle(qtbot, parts)
        keyring.asked = 0
        saved(qtbot, parts, replace(told.args[0], name="Fjord"))
        assert keyring.asked == 0
        keyring.is_locked = False
        with qtbot.waitSignal(parts.profiles.removed):
            parts.profiles.remove("fjord")
        assert keyring.items == {}


def test_what_a_hung_keyring_took_goes_with_its_profile(qtbot, parts, private_key, keyring):
    profile = saved(qtbot, parts, sandbox(), private_key)
    keyring.hang()
    parts.profiles.save(profile, private_key)
    qtbot.waitUntil(keyring.hung.is_set)
    with qtbot.waitSignal(parts.profiles.failed):
        parts.profiles.job.cancel()
    keyring.answers.set()
    qtbot.waitUntil(lambda: len(keyring.items) == 2)
    with qtbot.waitSignal(parts.profiles.removed):
        parts.profiles.remove("fjord")
    assert keyring.items == {}


@pytest.mark.parametrize("step", ["set", "row", "sweep"])
def test_wherever_the_program_ends_the_profile_signs_and_the_next_start_clears_up(
    qtbot, run, private_key, step, monkeypatch
):
    with run() as first:
        profile = saved(qtbot, first, sandbox(), private_key)
        keeping = first.profiles._keeping
        point = {
            "set": (keeping._shelf, "save"),
            "row": (keeping._rows, "save"),
            "sweep": (keeping._shelf, "sweep"),
        }[step]
        with monkeypatch.context() as cut:
            cut.setattr(*point, broken)
            with qtbot.waitSignals(
                [first.profiles.failed, first.profiles.saved], raising=False, timeout=1
            ):
                first.profiles.save(profile, private_key)
            idle(qtbot, first)
    with run() as second:
        loaded(qtbot, second)
        kept = second.profiles.all[1]
        assert asyncio.run(second.shelf.load(kept.key_ref))
        assert len(second.keyring.items) == 1
        assert marks(second) == []


async def broken(*_: object) -> None:
    raise NotStored(say("The disk is full."))


def test_a_copied_key_is_one_of_its_own(qtbot, parts, private_key, keyring):
    profile = saved(qtbot, parts, sandbox(), private_key)
    with qtbot.waitSignal(parts.profiles.saved):
        parts.profiles.save_copy(sandbox("copy", "Copy"), profile.key_ref)
    idle(qtbot, parts)
    with qtbot.waitSignal(parts.profiles.removed):
        parts.profiles.remove("fjord")
    kept = parts.profiles.get("copy")
    assert kept is not None
    assert len(keyring.items) == 1
    assert asyncio.run(parts.shelf.load(kept.key_ref)) is private_key


def test_every_profile_of_the_emulator_has_the_key_of_this_run(qtbot, run):
    with run() as first:
        copy = replace(first.profiles.current, id="copy", name="Copy", region=Region.EU)
        saved(qtbot, first, replace(copy, key_ref="memory/emulator.7", public_key_id="SANDBOX-OLD"))
    with run() as second:
        loaded(qtbot, second)
        kept = second.profiles.get("copy")
        assert kept is not None
        assert kept.public_key_id == "SANDBOX-EMULATOR"
        assert kept.key_ref == "memory/emulator.1"
        assert second.keyring.asked == 0
        with qtbot.waitSignal(second.profiles.removed):
            second.profiles.remove("copy")
        assert second.keyring.asked == 0


def test_the_emulators_profile_can_be_edited(qtbot, run):
    with run() as first:
        saved(
            qtbot,
            first,
            replace(first.profiles.current, name="My shop", merchant_id="A2EXAMPLE1234"),
        )
    with run() as second:
        loaded(qtbot, second)
        assert second.profiles.current.name == "My shop"
        assert second.profiles.current.merchant_id == "A2EXAMPLE1234"
        assert second.profiles.current.key_ref == "memory/emulator.1"


def test_a_hung_keyring_is_named_after_five_seconds_and_can_be_given_up(
    qtbot, parts, private_key, keyring
):
    profiles = parts.profiles
    assert profiles.job._patience.interval() == 5000
    profiles.job._patience.setInterval(1)
    keyring.hang()
    with qtbot.waitSignal(profiles.job.waiting_changed, check_params_cb=bool):
        profiles.save(sandbox(), private_key)
    with qtbot.waitSignal(profiles.failed) as told:
        profiles.job.cancel()
    assert str(told.args[0]) == "Stopped. Nothing was changed."
    assert not profiles.job.is_busy


def test_a_key_that_a_hung_keyring_takes_later_is_cleared_up(qtbot, run, private_key, keyring):
    with run() as first:
        keyring.hang()
        first.profiles.save(sandbox(), private_key)
        qtbot.waitUntil(keyring.hung.is_set)
        with qtbot.waitSignal(first.profiles.failed):
            first.profiles.job.cancel()
        keyring.answers.set()
        qtbot.waitUntil(lambda: bool(keyring.items))
        assert first.profiles.get("fjord") is None
    with run() as second:
        loaded(qtbot, second)
        assert keyring.items == {}


def test_one_thing_is_stored_at_a_time(qtbot, parts, private_key, keyring):
    keyring.hang()
    parts.profiles.save(sandbox(), private_key)
    parts.profiles.save(sandbox("other", "Other"), private_key)
    with qtbot.waitSignal(parts.profiles.saved):
        keyring.answers.set()
    idle(qtbot, parts)
    assert [profile.id for profile in parts.profiles.all] == [EMULATOR, "fjord"]


def test_what_the_disk_does_not_take_is_said(qtbot, parts, monkeypatch):
    monkeypatch.setattr(parts.profiles._keeping._rows, "save", broken)
    with qtbot.waitSignal(parts.profiles.failed) as told:
        parts.profiles.save(sandbox())
    assert str(told.args[0]) == "The disk is full."


def test_a_bug_goes_to_who_reports_bugs(qtbot, parts, monkeypatch):
    async def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parts.profiles._keeping._rows, "save", bug)
    with qtbot.waitSignal(parts.runner.unhandled) as told:
        parts.profiles.save(sandbox())
    assert isinstance(told.args[0], ZeroDivisionError)


def test_no_key_is_ever_in_the_data_file(qtbot, run, private_key, tmp_path):
    with run() as parts:
        saved(qtbot, parts, sandbox(), private_key)
    numbers = private_key.private_numbers()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"PRIVATE KEY" not in content
    assert json.dumps(numbers.p).encode() not in content
    assert b"r1:" not in content
