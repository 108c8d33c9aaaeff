"""The command line: it does what it says, or says in one line why not, and the code tells which."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from apay_console.cli import Look, run
from apay_console.errors import NotStored, say
from tests.program_parts import ROOT, Program, refused

KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"

URL = "https://pay-api.amazon.com/v2/checkoutSessions"


@pytest.fixture
def profile(tmp_path: Path, private_key: RSAPrivateKey) -> Path:
    key = tmp_path / "key.pem"
    key.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"publicKeyId": KEY_ID, "privateKeyFile": str(key)}), "utf-8")
    return path


# --- the window and the tour --------------------------------------------------------------------


def test_without_a_command_the_window_opens() -> None:
    program = Program()
    assert run([], program.starters) == 0
    assert program.seen == [Look("system", 1440, 900, 1.0)]


def test_the_tour_is_played_into_its_folder_as_it_is_asked_to_look() -> None:
    program = Program()
    words = ["--tour", "out", "--theme", "dark", "--size", "1024x680", "--scale", "2"]
    assert run(words, program.starters) == 0
    assert program.seen == [(Path("out"), Look("dark", 1024, 680, 2.0))]


@pytest.mark.parametrize("code", [0, 1])
def test_the_code_is_that_of_what_was_started(code: int) -> None:
    assert run(["--tour", "out"], Program(lambda: code).starters) == code


# --- wrong usage --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--colour", "red"],
        ["--theme", "red"],
        ["--size", "1023x680"],
        ["--size", "1440"],
        ["--size", "1440x900x2"],
        ["--size", "-1440x-900"],
        ["--scale", "3"],
        ["--tour"],
        ["--tou", "x"],
        ["teapot"],
        ["emulator", "--port", "65536"],
        ["emulator", "--port", "-1"],
        ["emulator", "--port", "x"],
        ["emulator", "--buyer", "lazy"],
        ["emulator", "--public-key-id", "X"],
        ["emulator", "--public-key", "x.pem"],
        ["emulator", "--ipn-endpoint", "localhost:8080"],
        ["sign"],
        ["sign", "--profile-file", "f", "--method", "GET"],
        ["sign", "--url"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_in_one_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code, line = refused(capsys, *words)
    assert code == 2
    assert line


def test_a_refusal_says_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "--size", "10x10")[1] == (
        "argument --size: give WIDTHxHEIGHT, at least 1024x680 (see apay-console --help)"
    )
    assert refused(capsys, "emulator", "--port", "x")[1] == (
        "argument --port: give a port from 0 to 65535 (see apay-console emulator --help)"
    )
    assert refused(capsys, "emulator", "--public-key-id", "X")[1] == (
        "Give a --public-key with each --public-key-id."
    )


@pytest.mark.parametrize("words", [["--help"], ["emulator", "--help"], ["sign", "--help"]])
def test_help_is_printed_and_ends_with_0(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words, Program().starters)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: apay-console")


# --- what did not work --------------------------------------------------------------------------


def test_what_did_not_work_is_said_in_one_line_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full() -> int:
        raise NotStored(say("The disk\nis full."))

    assert run([], Program(full).starters) == 1
    assert capsys.readouterr().err == "apay-console: The disk is full.\n"


def test_a_file_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(tmp_path / "missing.json")
    words = ("sign", "--profile-file", path, "--method", "GET", "--url", URL)
    assert refused(capsys, *words) == (1, f"{path}: No such file or directory")


def test_a_key_that_cannot_be_taken_ends_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "profile.json"
    who = {"publicKeyId": KEY_ID, "privateKeyFile": str(tmp_path / "missing.pem")}
    path.write_text(json.dumps(who), "utf-8")
    words = ("sign", "--profile-file", str(path), "--method", "GET", "--url", URL)
    assert refused(capsys, *words)[0] == 1


def test_a_profile_file_that_lacks_a_name_is_wrong_usage_with_an_example(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "profile.json"
    path.write_text("{}", "utf-8")
    words = ("sign", "--profile-file", str(path), "--method", "GET", "--url", URL)
    code, line = refused(capsys, *words)
    assert code == 2
    assert line.startswith("The profile file names no privateKeyFile. For example: {")


# --- sign ---------------------------------------------------------------------------------------


def test_sign_prints_the_headers_as_json(capsys: pytest.CaptureFixture[str], profile: Path) -> None:
    words = ["sign", "--profile-file", str(profile), "--method", "GET", "--url", URL]
    assert run(words, Program().starters) == 0
    out, errors = capsys.readouterr()
    headers = json.loads(out)
    assert errors == ""
    assert f"PublicKeyId={KEY_ID}" in headers["authorization"]
    assert set(headers) == {
        "accept",
        "authorization",
        "content-type",
        "x-amz-pay-date",
        "x-amz-pay-host",
        "x-amz-pay-region",
    }


def test_explain_adds_every_stage_and_the_body_counts(
    capsys: pytest.CaptureFixture[str], profile: Path, tmp_path: Path
) -> None:
    body = tmp_path / "body.json"
    body.write_bytes(b"{}")
    words = ["sign", "--profile-file", str(profile), "--method", "POST", "--url", URL, "--explain"]
    stages = []
    for more in ([], ["--body", str(body)], ["--idempotency-key", "abc"]):
        assert run([*words, *more], Program().starters) == 0
        stages.append(json.loads(capsys.readouterr().out))
    assert all(
        set(one) == {"headers", "canonicalRequest", "canonicalRequestSha256", "stringToSign"}
        for one in stages
    )
    assert len({one["canonicalRequest"].split("\n")[-1] for one in stages}) == 2
    assert stages[2]["headers"]["x-amz-pay-idempotency-key"] == "abc"


# --- whatever is typed --------------------------------------------------------------------------


@given(st.lists(st.text(max_size=12) | st.sampled_from(["sign", "emulator", "--size", "--tour"])))
def test_any_command_line_ends_with_a_code(words: list[str]) -> None:
    if "emulator" in words:
        words = [*words, "--port", "x"]  # or it would serve until somebody stops it
    with suppress(SystemExit):
        assert run(words, Program().starters) in {0, 1, 2}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--size", "1x1"], 2),
        (["sign", "--profile-file", "missing", "--method", "GET", "--url", URL], 1),
        (["sign", "--help"], 0),
    ],
)
def test_the_program_itself_ends_so_and_shows_no_traceback(words: list[str], code: int) -> None:
    environ = os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    command = [sys.executable, "-m", "apay_console", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (0 if code == 0 else 1)
