"""Text from outside is printed so that a terminal shows all of it and obeys none of it."""

from __future__ import annotations

import ast
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import hooks
from apay_console.cli import run
from apay_console.emulator import standalone
from apay_console.emulator.journal import Note
from apay_console.emulator.wire import Asked
from apay_console.visible_text import is_hidden, print_text
from tests.doctor.conftest import as_http, asked, key_file
from tests.program_parts import Program

__all__ = ["asked", "key_file"]
PACKAGE = Path(__file__).parents[1] / "apay_console"
# A title, a hyperlink and the clipboard by OSC; a cleared screen; C1; turned text; a bell; DEL.
OBEYED = (
    "\x1b]0;x\x07\x1b]8;;http://evil.example\x1b\\\x1b]52;c;eA==\x07\x1b[2J\x9b2J\u202e\u2066\x7f"
)


def is_harmless(printed: str) -> bool:
    return not any(is_hidden(sign) for sign in printed.replace("\n", ""))


def test_each_character_that_a_terminal_obeys_is_printed_as_its_number() -> None:
    out = io.StringIO()
    print_text(f"a{OBEYED}\r\nb\rc", out)
    assert is_harmless(out.getvalue())
    assert "a<U+001B>]0;x<U+0007>" in out.getvalue()
    assert out.getvalue().endswith("<U+009B>2J<U+202E><U+2066><U+007F>\nb<U+000D>c\n")


def test_what_the_terminal_cannot_write_is_printed_as_its_number_too() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="")
    print_text("緑茶 \ud800", out)
    assert out.buffer.getvalue() == rb"\u7dd1\u8336 <U+D800>" + b"\n"


def test_without_a_terminal_nothing_is_printed() -> None:
    print_text("a", None)


# --- each command ---------------------------------------------------------------------------------


def hostile(asked: Asked, path: Path) -> str:
    """Write a signed request, one of whose signed headers speaks to the terminal."""
    said = OBEYED.encode("utf-8").decode("latin-1")
    pairs = [(name, f"{said}{old}" if name == "accept" else old) for name, old in asked.headers]
    path.write_bytes(as_http(replace(asked, headers=tuple(pairs))))
    return str(path)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_doctor_prints_no_escape_sequence_of_a_captured_request(
    asked: Asked,
    key_file: str,
    options: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    request = hostile(asked, tmp_path / "request.http")
    assert run(["doctor", request, "--public-key", key_file, *options], Program().starters) == 1
    out = capsys.readouterr().out
    assert "]52;c;" in out
    assert is_harmless(out)


def test_the_doctors_sentence_stays_in_its_line(
    asked: Asked, key_file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [(name, old) for name, old in asked.headers if name != "accept"]
    forged = "application/json,\u2028\\nRight: all is well"
    curl = " ".join(f"-H '{name}: {value}'" for name, value in [*pairs, ("accept", forged)])
    path = tmp_path / "request"
    path.write_text(f"curl $'https://h.example/a\\nRight: x' {curl} --data-raw '{{}}'", "utf-8")
    run(["doctor", str(path), "--public-key", key_file], Program().starters)
    lines = capsys.readouterr().out.split("\n")
    assert not any(line.startswith("Right") for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        ["doctor", f"/nowhere{OBEYED}", "--rejection", __file__],
        ["sign", "--profile-file", f"/nowhere{OBEYED}", "--method", "GET", "--url", "http://a/"],
        ["emulator", "--ipn-endpoint", f"http://{OBEYED}"],
        ["emulator", "--public-key-id", "a", "--public-key", f"/nowhere{OBEYED}"],
        ["openapi", "--api-version", OBEYED],
        [f"--{OBEYED}"],
    ],
)
def test_what_is_said_of_a_command_line_obeys_none_of_it(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words, Program().starters) in {1, 2}
    out, errors = capsys.readouterr()
    assert (out, errors.count("\n")) == ("", 1)
    assert is_harmless(errors)


def test_a_signed_url_is_printed_as_json_without_escape_sequences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], private_key: RSAPrivateKey
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps({"publicKeyId": OBEYED, "privateKeyFile": OBEYED}))
    words = ["sign", "--profile-file", str(profile), "--method", "GET", "--url", "http://a/b"]
    assert run(words, Program().starters) == 1
    assert is_harmless(capsys.readouterr().err)


def test_a_line_of_the_emulators_journal_stays_one(capsys: pytest.CaptureFixture[str]) -> None:
    standalone._tell(Note(0.0, f"GET /v2/{OBEYED}\nforged 200"))
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert is_harmless(errors)


def test_what_qt_says_is_printed_without_escape_sequences(
    capsys: pytest.CaptureFixture[str],
) -> None:
    hooks.say(OBEYED)
    assert is_harmless(capsys.readouterr().err)


# --- and by nothing else --------------------------------------------------------------------------


def printed_in(source: str) -> list[int]:
    """The lines of a module that print by other means."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if prints(node)]


def prints(node: ast.AST) -> bool:
    name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    streams = ("sys.stdout.", "sys.stderr.", "out.write", "outlet.out.")
    return name == "print" or (name.startswith(streams) and not name.endswith(".flush"))


def test_no_other_module_prints() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if printed_in(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize("line", ["print(1)", "sys.stderr.write(x)", "out.write(x)"])
def test_whoever_prints_is_found(line: str) -> None:
    assert printed_in(line)
