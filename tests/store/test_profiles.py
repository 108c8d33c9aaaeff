from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.errors import NotStored
from apay_console.store.database import Database
from apay_console.store.profiles import Profiles
from apay_console.store.texts import to_document
from tests.store.samples import profile, wait


@pytest.fixture
def profiles(database: Database) -> Profiles:
    return Profiles(database)


def test_profiles_come_back_in_the_order_they_were_made(profiles: Profiles) -> None:
    for number in (2, 1):
        wait(profiles.save(profile(number)))
    renamed = replace(profile(2), name="Other")
    wait(profiles.save(renamed))
    assert wait(profiles.all()) == [renamed, profile(1)]


def test_a_removed_profile_is_gone(profiles: Profiles) -> None:
    wait(profiles.save(profile()))
    wait(profiles.remove("profile-1"))
    wait(profiles.remove("profile-1"))
    assert wait(profiles.all()) == []


ODD = ["", "{", "[]", "null", "7", "{}", '{"id": 1}', "[" * 9_000, b"\xff"]


def cut(document: str) -> list[str]:
    return [document[:length] for length in range(len(document))]


def test_f47_a_profile_cut_at_any_byte_or_made_anything_else_takes_no_other_down(
    database: Database, profiles: Profiles
) -> None:
    for number in (1, 2, 3):
        wait(profiles.save(profile(number)))
    change = "UPDATE profiles SET document = ? WHERE id = 'profile-2'"
    for odd in [*cut(to_document(profile(2))), *ODD]:
        wait(database.run(lambda c, odd=odd: c.execute(change, [odd]) and None))
        assert wait(profiles.readable()) == [profile(1), profile(3)]
        assert wait(database.condition()).unread_profiles == 1
        with pytest.raises(NotStored, match="cannot be read"):
            wait(profiles.all())
    wait(profiles.save(profile(2)))
    assert wait(profiles.all()) == [profile(number) for number in (1, 2, 3)]


def test_a_thousand_profiles_are_no_trouble(profiles: Profiles) -> None:
    for number in range(1001):
        wait(profiles.save(profile(number)))
    assert len(wait(profiles.all())) == 1001
