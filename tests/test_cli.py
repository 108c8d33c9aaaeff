"""The command line: it does what it says, or says in one line why not, and the code tells which."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from apay_console import cli
from apay_console.cli import Look, Starters, run
from apay_console.emulator.wire import Answer, Asked
from apay_console.errors import NotStored, say
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.test_delivering import certificate_at, verify

KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
URL = "https://pay-api.amazon.com/v2/checkoutSessions"
ROOT = Path(__file__).parent.parent


class Program:
    """What the command line starts, remembered instead of started."""

    def __init__(self, answer: Callable[[], int] = lambda: cli.WORKED) -> None:
        self.answer = answer
        self.seen: list[Any] = []
        self.starters = Starters(self._window, self._tour)

    def _window(self, look: Look) -> int:
        self.seen.append(look)
        return self.answer()

    def _tour(self, folder: Path, look: Look) -> int:
        self.seen.append((folder, look))
        return self.answer()


@pytest.fixture
def profile(tmp_path: Path, private_key: RSAPrivateKey) -> Path:
    key = tmp_path / "key.pem"
    key.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"publicKeyId": KEY_ID, "privateKeyFile": str(key)}), "utf-8")
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a command line that fails; give its code and its one line."""
    code = run(words, Program().starters)
    out, errors = capsys.readouterr()
    assert out == ""
    assert errors.count("\n") == 1
    assert errors.startswith("apay-console: ")
    return code, errors.removeprefix("apay-console: ").rstrip("\n")


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


# --- openapi ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_the_api_is_printed_as_an_openapi_document(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["openapi", "--api-version", version], Program().starters) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["openapi"], found["info"]["version"]) == ("3.1.0", version)
    assert ("/v2/checkoutSessions/{checkoutSessionId}/complete" in found["paths"]) == (
        version == "v2"
    )


@pytest.mark.parametrize("words", [[], ["--api-version", "v3"]])
def test_another_version_of_the_api_is_wrong_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = refused(capsys, "openapi", *words)
    assert code == 2
    assert "--api-version" in line


def test_a_shop_hears_of_what_happens_in_the_emulator() -> None:
    letters: SimpleQueue[Asked] = SimpleQueue()

    def take(asked: Asked) -> Answer:
        letters.put(asked)
        return Answer(200, b"")

    with serving(take) as shop, emulator("--ipn-endpoint", f"{shop.base_url}/ipn") as ready:
        notifications(ready, b'{"test": true}')
        letter = letters.get(timeout=10)
        envelope = json.loads(letter.body)
        verify(certificate_at(envelope["SigningCertURL"]), envelope)
    assert letter.path == "/ipn"
    assert letter.header("x-amz-sns-message-type") == "Notification"


def test_another_computer_hears_nothing_unless_its_host_is_named() -> None:
    with emulator("--ipn-endpoint", "http://192.0.2.1:9/ipn", "--ipn-allow", "Shop.Test") as ready:
        found = notifications(ready, b'{"test": true}')
        assert found["allow"] == ["shop.test"]
        while not found["notifications"][0]["answers"]:
            found = notifications(ready)
    (answer,) = found["notifications"][0]["answers"]
    assert "192.0.2.1 is not this computer" in answer["reason"]


def notifications(ready: dict[str, Any], order: bytes = b"") -> dict[str, Any]:
    """Ask the control side about notifications, or order some."""
    headers = {
        "host": "localhost",
        "authorization": f"Bearer {ready['adminToken']}",
        "content-type": "application/json",
    }
    asked = wire("POST" if order else "GET", "/_emulator/notifications", headers, order)
    answer = exchange(int(ready["baseUrl"].rpartition(":")[2]), asked)
    assert answer.status == 200
    return answer.json


@contextmanager
def emulator(*words: str) -> Iterator[dict[str, Any]]:
    """Run the real program until it is ready, and end it."""
    command = [sys.executable, "-m", "apay_console", "emulator", *words]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert started.stdout
        yield dict(json.loads(started.stdout.readline()))
    finally:
        started.terminate()
        started.communicate(timeout=10)
