"""What stands on the command line is data: it asks nobody, changes nothing, and opens no door."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from apay_console.cli import Look, run
from tests.patience import PATIENCE_S
from tests.presenters.profiles.file_parts import LIVE, of_rows
from tests.program_parts import ROOT, Program

LINES = 200
SCHEMES = ["apay://pay?x=1", "https://evil.example/", "file:///etc/passwd", "javascript:alert(1)"]
SWITCHES = [
    "--no-sandbox",
    "--remote-debugging-port=1",
    "--disable-web-security",
    "--proxy-server=http://evil.example",
    "--user-data-dir=.",
    "-platform",
    "-style",
    "-plugin",
    "--untrusted-args",
    "--profile",
    "--import",
    "--live",
    "--unlock",
    "--send",
]
KNOWN = ["--theme", "dark", "--size", "1440x900", "--scale", "2", "--tour", "pictures", "--help"]
COMMANDS = ["sign", "openapi", "doctor", "emulator", "--method", "POST", "--url", "--body"]
SIGNS = ["", "--", "-", ";", "rm", "$(id)", "`id`", "@team.json", "\u202e", "a\nb", "{{7*7}}"]


def line(random: Random) -> list[str]:
    """Make up a command line: words that mean something here, and others that would elsewhere."""
    words = [*SCHEMES, *SWITCHES, *KNOWN, *COMMANDS, *SIGNS, "team.json", "x" * 5000]
    made = random.choices(words, k=random.randrange(1, 7))
    return [*made, "--port", "x"] if "emulator" in made else made  # or it would serve for ever


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program is started: a file of profiles lies there."""
    (tmp_path / "team.json").write_text(of_rows(LIVE))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_p39_two_hundred_command_lines_send_nothing_and_write_nothing(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, place: asked.append(place))
    monkeypatch.setattr(socket.socket, "bind", lambda _, place: asked.append(place))
    before, program, codes = kept(folder), Program(), []
    for number in range(LINES):
        try:
            codes.append(run(line(Random(number)), program.starters))
        except SystemExit as ended:
            codes.append(ended.code)
    assert set(codes) <= {0, 1, 2}
    assert 0 < codes.count(0) < codes.count(2)
    assert asked == []
    assert kept(folder) == before
    assert "Traceback" not in capsys.readouterr().err
    assert all(isinstance(one if isinstance(one, Look) else one[1], Look) for one in program.seen)
    record_property("figure", f"{LINES} command lines, 0 requests, 0 profiles")


@pytest.mark.parametrize("word", [*SCHEMES, *SWITCHES, "team.json", "./team.json"])
def test_p39_no_address_no_file_and_no_unknown_switch_is_taken(folder: Path, word: str) -> None:
    program = Program()
    assert run([word], program.starters) == 2
    assert run(["--theme", "dark", word], program.starters) == 2
    assert program.seen == []


@pytest.mark.parametrize(
    "words", [["team.json"], ["apay://pay"], ["--no-sandbox"], ["-style", "x"]]
)
def test_p39_the_program_itself_refuses_and_leaves_no_trace(folder: Path, words: list[str]) -> None:
    home = folder / "home"
    home.mkdir()
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "apay_console", *words]
    environ = os.environ | places | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    done = subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert list(home.iterdir()) == []
