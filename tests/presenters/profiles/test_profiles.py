"""Profiles: what was saved is there after a restart, and no key is ever left alone."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from apay_console.model.profile import Algorithm, Environment, Region
from apay_console.presenters.profiles.profiles import EMULATOR
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
from tests.profile_parts import sandbox

__all__ = ["keyring", "parts", "run"]


def test_the_emulators_profile_is_there_at_once_and_for_ever(qtbot, parts):
    profiles = parts.profiles
    assert profiles.current.name == "Tea shop"
    assert profiles.current.environment is Environment.EMULATOR
    assert profiles.current.region is Region.NA
    assert profiles.current.algorithm is Algorithm.PSS_V2
    profiles.remove(EMULATOR)
    loaded(qtbot, parts)
    assert [profile.id for profile in profiles.all] == [EMULATOR]


def test_p06_a_saved_profile_can_sign_after_a_restart(qtbot, run, private_key):
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


def test_p07_removing_a_profile_removes_its_key(qtbot, parts, private_key, keyring):
    saved(qtbot, parts, sandbox(), private_key)
    parts.profiles.choose("fjord")
    with qtbot.waitSignal(parts.profiles.removed):
        parts.profiles.remove("fjord")
    assert keyring.items == {}
    assert parts.profiles.get("fjord") is None
    assert parts.profiles.current.id == EMULATOR


def test_p07_a_profile_whose_key_stays_is_still_listed_and_can_be_removed_later(
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


def test_p07_a_profile_can_go_without_its_keyring_and_its_key_goes_when_it_can(
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


def test_p01_no_key_is_ever_in_the_data_file(qtbot, run, private_key, tmp_path):
    with run() as parts:
        saved(qtbot, parts, sandbox(), private_key)
    numbers = private_key.private_numbers()
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"PRIVATE KEY" not in content
    assert json.dumps(numbers.p).encode() not in content
    assert b"r1:" not in content
