"""A file of profiles holds no secret, and what is read of one is mere data."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from apay_console.errors import Invalid
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import BUILT_IN_KEY_ID, Environment
from apay_console.presenters.profiles.profile_file import (
    LARGEST,
    MOST,
    ImportRefused,
    write,
)
from apay_console.presenters.profiles.profile_import import read_file
from tests.presenters.profiles.file_parts import LIVE, LIVE_ID, ROW, arrived, of_rows, refusal
from tests.profile_parts import KEY_ID, pem, sandbox


def test_what_is_written_is_read_back_and_is_another_profile() -> None:
    told = replace(
        sandbox(), store_id="amzn1.x", merchant_id="A1", version=ApiVersion.V1, deadline=45
    )
    (back,) = arrived(write([told]))
    assert back.profile == replace(told, id="new-1")


def test_p51_a_file_of_profiles_holds_neither_key_nor_proxy_nor_what_the_console_keeps() -> None:
    told = replace(
        sandbox("row-canary"), key_ref="secret-service/canary.1", proxy="http://u:canary@p:1"
    )
    text = write([told])
    assert "canary" not in text
    assert set(json.loads(text)["profiles"][0]) == {
        "name",
        "publicKeyId",
        "environment",
        "region",
        "apiVersion",
        "algorithm",
        "answerSeconds",
    }


def test_p15_a_file_can_bring_no_deadline_that_cannot_be_typed() -> None:
    assert arrived(of_rows({**ROW, "answerSeconds": "45"}))[0].profile.deadline == 45
    assert arrived(of_rows(ROW))[0].profile.deadline == 30
    told = refusal(of_rows({**ROW, "answerSeconds": "600"}))
    assert told.startswith("Profile 1: “answerSeconds” cannot be used. A whole number of seconds")


def test_p52_templates_stay_as_they_are_written() -> None:
    name = "{{7*7}} ${7*7} %s {0} $(id)"
    (found,) = arrived(of_rows({**ROW, "name": name}))
    assert found.profile.name == name
    assert json.loads(write([found.profile]))["profiles"][0]["name"] == name


@pytest.mark.parametrize("field", ["host", "proxy", "endpoint", "keyRef", "id", "unlocked"])
def test_p52_neither_host_nor_proxy_nor_a_live_that_is_open_can_be_brought(field: str) -> None:
    assert refusal(of_rows({**ROW, field: "https://evil.example"})) == (
        f"Nothing was read, as this console does not know these fields: {field}."
    )


@pytest.mark.parametrize(
    ("key_id", "environment", "words"),
    [(LIVE_ID, "sandbox", "A LIVE key id"), (KEY_ID, "live", "A SANDBOX key id")],
)
def test_p52_no_profile_is_of_another_environment_than_its_key_id(
    key_id: str, environment: str, words: str
) -> None:
    told = refusal(of_rows({**ROW, "publicKeyId": key_id, "environment": environment}))
    assert told.startswith("Profile 1: “publicKeyId” cannot be used. " + words)


def test_the_emulators_profile_acts_with_its_key_whatever_the_file_says() -> None:
    (found,) = arrived(of_rows({**ROW, "environment": "emulator", "publicKeyId": LIVE_ID}))
    assert found.profile.environment is Environment.EMULATOR
    assert found.profile.public_key_id == BUILT_IN_KEY_ID


# --- B106: a private key inside ------------------------------------------------------------------


def test_b106_a_key_in_the_file_is_known_as_one_and_shown_nowhere(private_key: Any) -> None:
    text = pem(private_key)
    (found,) = arrived(of_rows({**ROW, "privateKey": text}))
    assert found.key_text == text
    assert found.may_bring_key
    assert "PRIVATE KEY" not in repr(found)


def test_b106_lives_key_is_not_taken_from_a_file(private_key: Any) -> None:
    (found,) = arrived(of_rows({**LIVE, "privateKey": pem(private_key)}))
    assert not found.may_bring_key


def test_b106_a_key_in_the_place_of_something_else_is_refused_without_repeating_it(
    private_key: Any,
) -> None:
    told = refusal(of_rows({**ROW, "storeId": pem(private_key)}))
    assert "“storeId” cannot be used" in told
    assert "PRIVATE" not in told


def test_b106_of_several_keys_none_is_taken(private_key: Any) -> None:
    key = pem(private_key)
    in_two = of_rows({**ROW, "privateKey": key}, {**LIVE, "privateKey": key})
    assert "several private keys" in refusal(in_two)
    assert "several private keys" in refusal(of_rows({**ROW, "privateKey": key, "other": key}))


# --- B107: what is no such file ------------------------------------------------------------------


@pytest.mark.parametrize("version", [0, 2, "1", 1.0, True, None, [1]])
def test_b107_another_version_is_refused(version: Any) -> None:
    assert "and 1 is read here" in refusal(of_rows(ROW, version=version))


def test_b107_unknown_fields_are_listed() -> None:
    told = refusal(of_rows({**ROW, "idempotencyKey": "x", "buyer": {}}))
    assert told.endswith("fields: buyer, idempotencyKey.")
    assert "fields: comment." in refusal(of_rows(ROW, comment="x"))


def test_b107_a_list_of_unknown_fields_does_not_go_on_for_ever() -> None:
    assert len(refusal(of_rows({**ROW, **{f"{n:0>3}" * 99: 1 for n in range(900)}}))) < 500


def test_b107_missing_fields_are_listed() -> None:
    told = refusal(of_rows({"name": "x", "region": "eu"}))
    assert told == (
        "Profile 1 misses these fields: publicKeyId, environment, apiVersion. Nothing was read."
    )


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("region", "uk", "Choose the region"),
        ("environment", "LIVE", "Write emulator, sandbox or live."),
        ("apiVersion", "v3", "Choose v1 or v2."),
        ("name", "Fjord\u202eaeT", "U+202E"),
        ("name", "nul", "means a device"),
        ("publicKeyId", "../../x", "letters, digits and dashes"),
        ("storeId", "a b", "no blanks"),
    ],
)
def test_b107_a_value_that_cannot_be_used_is_named(field: str, value: str, words: str) -> None:
    told = refusal(of_rows({**ROW, field: value}))
    assert told.startswith(f"Profile 1: “{field}” cannot be used.")
    assert words in told


@pytest.mark.parametrize("value", [None, 1, True, ["x"], {}])
def test_b107_a_value_that_is_no_text_is_named(value: Any) -> None:
    assert refusal(of_rows({**ROW, "name": value})) == (
        "Profile 1: “name” is no text. Nothing was read."
    )


@pytest.mark.parametrize("rows", [None, [], "x", {}])
def test_b107_a_file_without_profiles_says_so(rows: Any) -> None:
    assert "no profiles" in refusal(of_rows(profiles=rows))


def test_b107_a_profile_that_is_no_object_and_one_too_many_are_refused() -> None:
    assert "Profile 2 is no object" in refusal(of_rows(ROW, "x"))
    assert f"{MOST} are read at once" in refusal(of_rows(*[ROW] * (MOST + 1)))


def test_b107_a_file_larger_than_a_mebibyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.write(of_rows(ROW).encode())
        file.truncate(LARGEST * 100)
    with pytest.raises(ImportRefused, match="larger than 1 MiB"):
        read_file(path, [], lambda: "new")


def test_b107_json_that_is_broken_is_told_with_its_line() -> None:
    assert refusal('{\n"format": NaN}') == (
        "Nothing was read. Line 2: NaN is not JSON; write a number or null."
    )
    assert "no file of profiles" in refusal("[]")
    assert "no file of profiles" in refusal('{"publicKeyId": "x", "privateKeyFile": "k.pem"}')
    assert "Nested deeper" in refusal("[" * 100_000)


# --- B108: names that are there already ----------------------------------------------------------


def test_b108_a_name_that_is_taken_gets_a_number_in_whatever_case_it_comes() -> None:
    (found,) = arrived(of_rows({**ROW, "name": "FJORD tea"}), "Fjord Tea", "Fjord Tea 2")
    assert (found.name, found.profile.name) == ("FJORD tea", "FJORD tea 3")
    assert found.is_renamed


def test_b108_two_of_one_name_in_the_file_are_both_kept() -> None:
    first, second = arrived(of_rows(ROW, ROW))
    assert (first.profile.name, second.profile.name) == ("Fjord Tea", "Fjord Tea 2")
    assert first.profile.id != second.profile.id


def test_b108_a_long_name_has_room_for_its_number() -> None:
    name = "x" * 80
    (found,) = arrived(of_rows({**ROW, "name": name}), name)
    assert found.profile.name == "x" * 78 + " 2"


# --- B109 to B111: files of other programs -------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_a_pipe_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero"), Path("a\0b")):
        with pytest.raises(Invalid):
            read_file(path, [], lambda: "new")
