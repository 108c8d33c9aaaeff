"""A key in a keyring that does not answer here is neither lost nor taken for lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from apay_console.errors import NoKey
from apay_console.model.profile import Profile
from apay_console.store.keys.vault import KeyringVault, MemoryVault
from tests.presenters.profiles.shelf_parts import idle, keyring, loaded, marks, run, saved
from tests.profile_parts import Keyring, Parts, run_of_program, sandbox

__all__ = ["keyring", "run"]

Run = Callable[[], AbstractContextManager[Parts]]


@pytest.fixture
def run_without(tmp_path: Path, keyring: Keyring) -> Run:
    """A run in which no keyring answers."""
    return partial(run_of_program, tmp_path, keyring, MemoryVault)


def placed(qtbot: QtBot, parts: Parts) -> None:
    with qtbot.waitSignal(parts.profiles.place_known):
        parts.profiles.ask_place()


def reason_of(parts: Parts) -> str:
    with pytest.raises(NoKey) as caught:
        asyncio.run(parts.shelf.load(parts.profiles.all[1].key_ref))
    return str(caught.value)


def keep(qtbot: QtBot, run: Run, key: object) -> Profile:
    """Store a profile with its key, in a run of its own."""
    with run() as parts:
        return saved(qtbot, parts, sandbox(), key)


def test_f30_without_a_keyring_the_profile_is_listed_and_a_key_for_the_session_is_taken(
    qtbot, run, run_without, private_key, keyring
):
    keep(qtbot, run, private_key)
    with run_without() as parts:
        loaded(qtbot, parts)
        assert not parts.profiles.entries()[1].is_out_of_reach  # nobody looked yet
        placed(qtbot, parts)
        assert parts.profiles.entries()[1].is_out_of_reach
        assert "(Secret Service), which cannot be reached" in reason_of(parts)
        again = saved(qtbot, parts, parts.profiles.all[1], private_key)
        assert parts.profiles.entries()[1].is_fleeting
        assert asyncio.run(parts.shelf.load(again.key_ref)) is private_key
        assert len(keyring.items) == 1


def test_f30_the_key_is_there_again_with_its_keyring(qtbot, run, run_without, private_key):
    profile = keep(qtbot, run, private_key)
    with run_without() as parts:
        loaded(qtbot, parts)
        placed(qtbot, parts)
        saved(qtbot, parts, replace(profile, name="Fjord"))
    with run() as parts:
        loaded(qtbot, parts)
        placed(qtbot, parts)
        assert not parts.profiles.entries()[1].is_out_of_reach
        assert asyncio.run(parts.shelf.load(parts.profiles.all[1].key_ref))


def test_f35_another_keyring_is_named_and_the_key_in_the_first_stays(
    qtbot, run, tmp_path, private_key, keyring
):
    profile, items = keep(qtbot, run, private_key), dict(keyring.items)
    other = Keyring()
    with run_of_program(tmp_path, other, lambda: KeyringVault(other, "kwallet")) as parts:
        loaded(qtbot, parts)
        placed(qtbot, parts)
        assert parts.profiles.entries()[1].is_out_of_reach
        assert "another keyring (Secret Service)" in reason_of(parts)
        with qtbot.waitSignal(parts.profiles.key_not_deleted):
            parts.profiles.remove(profile.id)
        assert parts.profiles.get(profile.id)
        saved(qtbot, parts, profile, private_key)  # chosen again, for the keyring of today
        assert not parts.profiles.entries()[1].is_out_of_reach
        assert len(other.items) == 1
    assert keyring.items == items


def test_p07_a_key_out_of_reach_keeps_its_profile_and_goes_once_its_keyring_is_back(
    qtbot, run, run_without, private_key, keyring
):
    keep(qtbot, run, private_key)
    with run_without() as parts:
        loaded(qtbot, parts)
        with qtbot.waitSignal(parts.profiles.key_not_deleted):
            parts.profiles.remove("fjord")
        assert parts.profiles.entries()[1].is_leaving
        with qtbot.waitSignal(parts.profiles.removed):
            parts.profiles.remove_without_key("fjord")
        idle(qtbot, parts)
        assert keyring.items
        assert marks(parts)
    with run_without() as parts:
        loaded(qtbot, parts)
        assert marks(parts)  # still to be done
    with run() as parts:
        loaded(qtbot, parts)
        assert keyring.items == {}
        assert marks(parts) == []


def test_p04_what_a_cut_left_is_not_forgotten_in_a_run_without_a_keyring(
    qtbot, run, run_without, private_key, keyring
):
    profile = keep(qtbot, run, private_key)
    with run() as parts:
        keyring.hang()
        parts.profiles.save(profile, private_key)
        qtbot.waitUntil(keyring.hung.is_set)
        parts.profiles.job.cancel()
        keyring.answers.set()
        qtbot.waitUntil(lambda: len(keyring.items) == 2)
    with run_without() as parts:
        loaded(qtbot, parts)
    assert len(keyring.items) == 2
    with run() as parts:
        loaded(qtbot, parts)
        assert asyncio.run(parts.shelf.load(profile.key_ref))
        assert len(keyring.items) == 1


def test_p07_what_a_hung_keyring_took_goes_with_a_profile_that_went_without_its_key(
    qtbot, run, private_key, keyring
):
    profile = keep(qtbot, run, private_key)
    for _ in range(2):
        with run() as parts:
            profile = saved(qtbot, parts, profile, private_key)
    with run() as parts:
        keyring.hang()
        parts.profiles.save(profile, private_key)
        qtbot.waitUntil(keyring.hung.is_set)
        parts.profiles.job.cancel()
        loaded_rows(qtbot, parts)
        with qtbot.waitSignal(parts.profiles.removed):
            parts.profiles.remove_without_key("fjord")
        keyring.answers.set()
        idle(qtbot, parts)
    with run() as parts:
        loaded(qtbot, parts)
        assert keyring.items == {}
        assert marks(parts) == []


def loaded_rows(qtbot: QtBot, parts: Parts) -> None:
    """Read the profiles though the keyring hangs."""
    with qtbot.waitSignal(parts.profiles.loaded):
        parts.profiles.load()


# What nobody points to is let go of


def test_p10_a_key_that_was_replaced_or_removed_is_no_longer_held(qtbot, run, private_key):
    with run() as parts:
        first = saved(qtbot, parts, sandbox(), private_key)
        second = saved(qtbot, parts, first, private_key)
        assert list(parts.shelf._at_hand) == [second.key_ref]
        assert list(parts.shelf._vault._known) == [second.key_ref]
        with qtbot.waitSignal(parts.profiles.removed):
            parts.profiles.remove("fjord")
        assert parts.shelf._at_hand == {}
        assert parts.shelf._vault._known == {}


def test_p10_a_key_of_the_session_is_let_go_of_too(qtbot, run_without, private_key):
    with run_without() as parts:
        first = saved(qtbot, parts, sandbox(), private_key)
        second = saved(qtbot, parts, first, private_key)
        assert list(parts.shelf._vault._keys) == [second.key_ref]
        with qtbot.waitSignal(parts.profiles.removed):
            parts.profiles.remove_without_key("fjord")
        assert parts.shelf._at_hand == {}
        assert parts.shelf._vault._keys == {}


def test_p04_two_changes_at_once_forget_nothing_that_is_to_be_cleared_up(qtbot, run):
    async def both(parts: Parts) -> None:
        owners = [f"shop-{number}" for number in range(20)]
        keeping = parts.profiles._keeping
        await asyncio.gather(*(keeping._mark("profiles.unsettled", owner) for owner in owners))

    with run() as parts:
        asyncio.run(both(parts))
        assert len(marks(parts)) == 20
