"""`apay-console doctor`: what a person reads, what a script reads, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apay_console.cli import Starters, run
from apay_console.emulator.wire import Asked
from tests.doctor.conftest import as_curl, as_http

STARTERS = Starters(window=lambda _: 9, tour=lambda *_: 9)


@pytest.fixture
def request_file(tmp_path: Path, asked: Asked) -> Path:
    path = tmp_path / "request.http"
    path.write_bytes(as_http(asked))
    return path


def test_a_right_request_ends_with_0(
    request_file: Path, key_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", str(request_file), "--public-key", key_file], STARTERS) == 0
    out = capsys.readouterr().out
    assert out.startswith("Right: The signature is right")
    assert "  POST\n  /v2/checkoutSessions\n" in out


def test_a_wrong_one_ends_with_1_and_says_where(
    request_file: Path, key_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    request_file.write_bytes(
        request_file.read_bytes().replace(
            b"accept: application/json", b"accept: application/json, */*"
        )
    )
    words = ["doctor", str(request_file), "--public-key", key_file, "--json"]
    assert run(words, STARTERS) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is False
    assert found["finding"].startswith("The header accept was “application/json”")
    assert found["line"] == 4
    assert found["reasonCode"] == "InvalidRequestSignature"


def test_a_request_is_read_from_the_input_too(
    asked: Asked, key_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "captured").write_bytes(as_curl(asked))
    with (tmp_path / "captured").open("rb") as given:
        monkeypatch.setattr("sys.stdin", given)
        assert run(["doctor", "-", "--public-key", key_file], STARTERS) == 0


def test_amazons_refusal_is_enough(
    request_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = tmp_path / "refusal.json"
    refusal.write_text(f"signing String [AMZN-PAY-RSASSA-PSS-V2\\n{'0' * 64}]", "utf-8")
    assert run(["doctor", str(request_file), "--rejection", str(refusal)], STARTERS) == 1
    assert "Amazon read another request than this one" in capsys.readouterr().out


@pytest.mark.parametrize("options", [[], ["--public-key", __file__], ["--public-key", "/nowhere"]])
def test_what_cannot_be_read_is_said_in_one_line(
    request_file: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", str(request_file), *options], STARTERS) in {1, 2}
    out, errors = capsys.readouterr()
    assert out == ""
    assert errors.startswith("apay-console: ")
    assert errors.count("\n") == 1
