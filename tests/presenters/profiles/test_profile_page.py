"""A page of the profiles' form: what is typed stays, and what follows from it follows."""

from __future__ import annotations

from dataclasses import replace

from apay_console.model.profile import Environment
from apay_console.presenters.profiles.keys import Intake
from apay_console.presenters.profiles.profile_page import (
    KEY,
    copy_page,
    judged,
    judged_for_test,
    new_page,
    page_of,
    typed,
)
from apay_console.presenters.profiles.profiles import tea_shop
from tests.profile_parts import KEY_ID, sandbox

STORED = replace(sandbox(), key_ref="secret-service/fjord.1")


def test_a_stored_profile_has_nothing_to_save_until_it_is_edited():
    page = page_of(STORED)
    assert not page.is_edited
    assert page.has_key
    edited = typed(page, "name", "Fjord")
    assert edited.is_edited
    assert not typed(edited, "name", STORED.name).is_edited


def test_the_version_follows_the_key_id_until_it_was_chosen():
    page = typed(new_page("new"), "public_key_id", KEY_ID)
    assert page.entries.version == "v2"
    assert typed(page, "public_key_id", "AG6KZ5VF").entries.version == "v1"
    chosen = typed(page, "version", "v1")
    assert typed(chosen, "public_key_id", "LIVE-AG6KZ5VF").entries.version == "v1"


def test_the_version_of_a_stored_profile_never_changes_by_itself():
    page = page_of(replace(STORED, version="v1"))
    assert typed(page, "public_key_id", "SANDBOX-B").entries.version == "v1"


def test_a_private_key_typed_anywhere_is_removed_and_said():
    page = typed(new_page("new"), "name", "-----BEGIN PRIVATE KEY-----")
    assert page.entries.name == ""
    assert "does not belong here" in str(page.problems["name"])
    assert typed(page, "name", "Fjord").problems == {}


def test_a_refusal_keeps_what_was_typed():
    page = typed(typed(new_page("new"), "name", " "), "store_id", "a b")
    refused, profile = judged(page, [])
    assert profile is None
    assert list(refused.problems) == [KEY, "name", "public_key_id", "region", "store_id"]
    assert refused.first_problem == KEY
    assert refused.entries.store_id == "a b"


def test_a_key_that_waits_for_its_passphrase_is_no_key_yet():
    page = replace(page_of(STORED), intake=Intake(wants_passphrase=True))
    refused, profile = judged(page, [])
    assert profile is None
    assert "passphrase" in str(refused.problems[KEY])


def test_a_profile_that_lost_its_key_can_still_be_edited():
    page = page_of(replace(STORED, key_ref=""))
    assert not page.has_key
    assert judged(page, [])[1] is not None


def test_a_test_of_the_key_needs_no_name():
    entries = replace(page_of(STORED).entries, name="")
    page = replace(new_page("new"), entries=entries, key_source="x")
    tested, profile = judged_for_test(page)
    assert profile is not None
    assert tested.entries.name == ""
    assert judged(page, [])[1] is None


def test_a_copy_is_a_new_profile_with_the_same_key():
    page = copy_page("copy", STORED)
    assert page.is_new
    assert page.has_key
    assert page.entries.name == "Copy of Fjord Tea"
    profile = judged(page, [STORED.name])[1]
    assert profile is not None
    assert (profile.id, profile.region, profile.key_ref) == ("copy", STORED.region, "")


def test_a_copy_of_the_emulators_profile_is_one_of_the_emulator():
    page = copy_page("copy", tea_shop("SANDBOX-EMULATOR", "memory/emulator.1"))
    assert page.environment is Environment.EMULATOR
    assert page.key_source == ""
    assert judged(page, ["Tea shop"])[1] is not None


def test_the_environment_is_asked_only_for_a_new_neutral_key_id():
    page = typed(new_page("new"), "public_key_id", "AG6KZ5VF")
    assert page.asks_environment
    assert page.environment is None
    assert typed(page, "environment", "live").environment is Environment.LIVE
    assert not page_of(replace(STORED, public_key_id="AG6KZ5VF")).asks_environment
