"""Keyrings that are locked, missing or hung cost no profile and no key."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from apay_console.errors import NoKey
from apay_console.store.keys.vault import MemoryVault
from tests.presenters.profiles.shelf_parts import (
    broken,
    idle,
    keyring,
    loaded,
    marks,
    parts,
    run,
    saved,
)
from tests.profile_parts import run_of_program, sandbox

__all__ = ["keyring", "parts", "run"]


def test_f31_a_locked_keyring_stores_nothing_and_offers_the_session(
    qtbot, parts, private_key, keyring
):
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


def test_f30_without_a_keyring_the_key_is_for_the_session_and_the_profile_stays(
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


def test_p07_what_a_hung_keyring_took_goes_with_its_profile(qtbot, parts, private_key, keyring):
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
def test_p04_wherever_the_program_ends_the_profile_signs_and_the_next_start_clears_up(
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
            first.profiles.save(profile, private_key)
            idle(qtbot, first)
    with run() as second:
        loaded(qtbot, second)
        kept = second.profiles.all[1]
        assert asyncio.run(second.shelf.load(kept.key_ref))
        assert len(second.keyring.items) == 1
        assert marks(second) == []


def test_p05_a_hung_keyring_is_named_after_five_seconds_and_can_be_given_up(
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


def test_f33_a_key_that_a_hung_keyring_takes_later_is_cleared_up(qtbot, run, private_key, keyring):
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
