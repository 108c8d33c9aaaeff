"""What a person types for a profile: kept as it is, or refused with field, reason and example."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, environment_of
from apay_console.presenters.profiles.profile_entries import (
    Entries,
    Origin,
    asks_environment,
    entries_of,
    environment_in,
    hint_for,
    preselected_version,
    read_entries,
)
from tests.profile_parts import KEY_ID, sandbox

NEW = Origin("new")
NEUTRAL = "AG6KZ5VFXNQ3JPTMWL2DAAAA"
GOOD = Entries(name="Fjord Tea", public_key_id=KEY_ID, region="eu", version="v2")


def problem(entries: Entries, origin: Origin = NEW) -> tuple[str, Invalid]:
    problems = read_entries(entries, origin, ["Taken"]).problems
    assert len(problems) == 1
    return next(iter(problems.items()))


def test_good_entries_make_the_profile_they_describe():
    profile = read_entries(GOOD, NEW, []).profile
    assert profile == replace(sandbox("new"), key_ref="")


def test_a_profile_survives_being_written_and_read():
    origin = Origin("fjord", sandbox())
    assert read_entries(entries_of(sandbox()), origin, []).profile == sandbox()


@pytest.mark.parametrize(
    ("key_id", "environment"),
    [
        (KEY_ID, Environment.SANDBOX),
        ("LIVE-AG6KZ5VF", Environment.LIVE),
        ("sandbox-ag6kz5vf", Environment.SANDBOX),
    ],
)
def test_the_prefix_of_the_key_id_decides_the_environment(key_id, environment):
    entries = replace(GOOD, public_key_id=key_id, environment="live")
    profile = read_entries(entries, NEW, []).profile
    assert profile is not None
    assert profile.environment is environment
    assert not asks_environment(entries, NEW)


def test_a_neutral_key_id_is_taken_and_the_environment_asked():
    entries = replace(GOOD, public_key_id=NEUTRAL)
    assert asks_environment(entries, NEW)
    name, reason = problem(entries)
    assert name == "environment"
    assert "sandbox and live" in str(reason)
    assert environment_in(replace(entries, environment="live"), NEW) is Environment.LIVE
    assert read_entries(replace(entries, environment="live"), NEW, []).profile


def test_nothing_is_asked_about_the_environment_before_there_is_a_key_id():
    assert not asks_environment(Entries(), NEW)
    assert environment_in(Entries(), NEW) is None


def test_the_prefix_preselects_the_version():
    assert preselected_version(KEY_ID) is ApiVersion.V2
    assert preselected_version(f" {KEY_ID}\n") is ApiVersion.V2
    assert preselected_version(NEUTRAL) is ApiVersion.V1


@pytest.mark.parametrize(
    ("environment", "key_id"),
    [(Environment.LIVE, "SANDBOX-AG6KZ5VF"), (Environment.SANDBOX, "LIVE-AG6KZ5VF")],
)
def test_a_key_id_of_another_environment_is_refused(environment, key_id):
    stored = replace(sandbox(), environment=environment, public_key_id=NEUTRAL)
    entries = replace(entries_of(stored), public_key_id=key_id)
    name, reason = problem(entries, Origin("fjord", stored))
    assert name == "public_key_id"
    assert reason.example.startswith(environment_of(NEUTRAL) or environment.upper())


def test_a_stored_profile_keeps_its_environment():
    stored = replace(sandbox(), public_key_id=NEUTRAL)
    entries = replace(entries_of(stored), environment="live")
    profile = read_entries(entries, Origin("fjord", stored), []).profile
    assert profile is not None
    assert profile.environment is Environment.SANDBOX


@pytest.mark.parametrize("text", [f"{KEY_ID}\n", f"  {KEY_ID}\t", f"\u2003{KEY_ID}"])
def test_blanks_around_a_key_id_are_trimmed(text):
    profile = read_entries(replace(GOOD, public_key_id=text), NEW, []).profile
    assert profile is not None
    assert profile.public_key_id == KEY_ID


@pytest.mark.parametrize(
    "field", ["name", "public_key_id", "store_id", "merchant_id", "proxy", "deadline"]
)
@pytest.mark.parametrize("code", ["202E", "200B", "2028", "0000", "FEFF", "3164"])
def test_a_sign_that_cannot_be_seen_is_named(field, code):
    text = f"SANDBOX-{chr(int(code, 16))}B"
    name, reason = problem(replace(GOOD, **{field: text}))
    assert name == field
    assert f"U+{code}" in str(reason)


@pytest.mark.parametrize(
    "text", ["../../v2/refunds", "a/b", "%2e%2e", "?x=1", "#", "a b", "ключ", "a.b", "A" * 129]
)
def test_a_key_id_of_another_shape_is_refused(text):
    assert problem(replace(GOOD, public_key_id=text, environment="live"))[0] == "public_key_id"


@pytest.mark.parametrize("field", ["store_id", "merchant_id"])
def test_other_ids_may_be_unusual_but_not_blank_inside(field):
    assert read_entries(replace(GOOD, **{field: "whatever.1"}), NEW, []).profile
    assert hint_for(field, "whatever.1") is not None
    assert problem(replace(GOOD, **{field: "a b"}))[0] == field


def test_v1_comes_with_a_word_of_warning():
    assert str(hint_for("version", "v1")) == "Amazon may no longer answer this version."
    assert hint_for("version", "v2") is None
    assert hint_for("store_id", "amzn1.application-oa2-client.1") is None
    assert hint_for("merchant_id", "A2EXAMPLE1234") is None


@pytest.mark.parametrize(
    "text",
    ["", "   ", "x" * 300, "TAKEN", " taken ", "x\ny", "x\u202ey", "CON", "nul", "com1"],
)
def test_a_name_that_would_confuse_is_refused(text):
    assert problem(replace(GOOD, name=text))[0] == "name"


def test_every_problem_is_told_in_the_forms_order():
    problems = read_entries(Entries(), NEW, []).problems
    assert list(problems) == ["name", "public_key_id", "region"]


def test_the_emulators_key_id_and_environment_are_not_the_persons_to_choose():
    origin = Origin("copy", is_emulator=True)
    profile = read_entries(replace(GOOD, public_key_id="SANDBOX-X"), origin, []).profile
    assert profile is not None
    assert profile.environment is Environment.EMULATOR
    assert not asks_environment(replace(GOOD, public_key_id=NEUTRAL), origin)


def test_a_proxy_is_trimmed_and_the_emulator_has_none():
    typed = replace(GOOD, proxy=" http://Proxy.Example:3128/\n")
    profile = read_entries(typed, NEW, []).profile
    assert profile is not None
    assert profile.proxy == "http://proxy.example:3128"
    profile = read_entries(typed, Origin("copy", is_emulator=True), []).profile
    assert profile is not None
    assert profile.proxy == ""
    assert problem(replace(GOOD, proxy="http://a:b@c:1"))[0] == "proxy"


def test_p15_how_long_an_answer_may_take_is_read_for_the_emulator_too():
    typed = replace(GOOD, deadline=" 45\n")
    for origin in (NEW, Origin("copy", is_emulator=True)):
        profile = read_entries(typed, origin, []).profile
        assert profile is not None
        assert profile.deadline == 45
        assert entries_of(profile).deadline == "45"
    assert problem(replace(GOOD, deadline="4"))[0] == "deadline"


@given(st.builds(Entries, *[st.text(max_size=30)] * len(fields(Entries))))
def test_no_entries_break_the_form(entries):
    reading = read_entries(entries, NEW, [])
    assert (reading.profile is None) == bool(reading.problems)
