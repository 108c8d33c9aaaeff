from __future__ import annotations

from dataclasses import replace

import pytest

from apay_console.store.database import Database
from apay_console.store.profiles import Profiles
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


def test_a_thousand_profiles_are_no_trouble(profiles: Profiles) -> None:
    for number in range(1001):
        wait(profiles.save(profile(number)))
    assert len(wait(profiles.all())) == 1001
