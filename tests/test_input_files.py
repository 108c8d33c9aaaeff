"""Every file that a person names is read by one function: at once, and no further than it may."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from apay_console import input_files
from apay_console.cli import run
from apay_console.errors import Invalid
from apay_console.input_files import (
    NotAFile,
    TooLarge,
    read_argument,
    read_file,
    read_stdin,
    read_text,
)
from tests.program_parts import Program

PACKAGE = Path(__file__).parents[1] / "apay_console"
posix = pytest.mark.skipif(os.name != "posix", reason="there are no such files there")
KEY_ID = "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D"
URL = "https://pay-api.amazon.com/v2/checkoutSessions"
NOT_REGULAR = "is no regular file. Give one, or - to read the standard input."


# --- files ----------------------------------------------------------------------------------------


def test_a_file_of_just_the_size_is_read_whole_and_one_byte_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "request.http"
    path.write_bytes(b"x" * 1024)
    assert read_file(path, 1024).data == b"x" * 1024
    with pytest.raises(TooLarge, match=r"“request\.http” is larger than 0 KiB"):
        read_file(path, 1023)


def test_a_file_that_grows_is_read_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grows"
    path.write_bytes(b"x" * 5000)
    empty = Path(__file__).stat()
    status = os.stat_result([*empty[:6], 0, *empty[7:]])  # it was still empty
    monkeypatch.setattr(os, "fstat", lambda _: status)
    monkeypatch.setattr(Path, "stat", lambda _: status)
    with pytest.raises(TooLarge):
        read_file(path, 4999)


def test_a_sparse_file_of_3_gib_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sparse"
    path.touch()
    os.truncate(path, 3 << 30)
    monkeypatch.setattr(os, "read", None)
    with pytest.raises(TooLarge):
        read_file(path, 4 << 20)


@posix
def test_a_pipe_that_takes_the_place_of_a_file_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    file = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda _: file)  # what it was a moment ago
    with pytest.raises(NotAFile):
        read_file(pipe, 4 << 20)


def test_every_handle_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, opened, closed = tmp_path / "file", [], []
    path.write_bytes(b"xy")
    real_open, real_close = os.open, os.close
    monkeypatch.setattr(os, "open", lambda *a: opened.append(real_open(*a)) or opened[-1])
    monkeypatch.setattr(os, "close", lambda handle: closed.append(handle) or real_close(handle))
    read_file(path, 2)
    path.write_bytes(b"xyz")
    monkeypatch.setattr(Path, "stat", lambda _: os.stat_result([33188, *[0] * 9]))
    with pytest.raises(TooLarge):
        read_file(path, 2)
    assert (len(opened), closed) == (2, opened)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"\xff\xfe", "is no text"), (b"a\0b", "is no text"), (None, "cannot be read")],
)
def test_what_is_no_text_says_so(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "file"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Invalid, match=words):
        read_text(path, 100)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"\xef\xbb\xbfcurl")
    assert read_text(tmp_path / "file", 100) == "curl"


def test_a_name_with_a_nul_in_it_cannot_be_read() -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        read_text(Path("a\0b"), 100)


# --- the standard input ---------------------------------------------------------------------------


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of the standard input."""
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb") as given:
        monkeypatch.setattr(sys, "stdin", given)
        yield theirs


def test_the_standard_input_is_read_to_its_end(pipe: int) -> None:
    os.write(pipe, b"GET / HTTP/1.1")
    os.close(pipe)
    assert read_argument(Path("-"), 100) == b"GET / HTTP/1.1"


def test_an_input_that_does_not_end_is_given_up(pipe: int) -> None:
    os.write(pipe, b"GET / HT")
    with pytest.raises(Invalid, match=r"did not end within 0 seconds\. Write it to a file"):
        read_stdin(100, seconds=0)
    os.close(pipe)


@posix
def test_an_endless_input_is_read_no_further_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    real_read, read = os.read, []
    monkeypatch.setattr(os, "read", lambda *a: read.append(real_read(*a)) or read[-1])
    with Path("/dev/zero").open("rb") as given:
        monkeypatch.setattr(sys, "stdin", given)
        with pytest.raises(TooLarge, match="The standard input is larger than 3 MiB"):
            read_stdin(3 << 20)
    assert sum(map(len, read)) == (3 << 20) + 1


def test_where_there_is_no_input_a_file_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Invalid, match="There is no standard input here"):
        read_stdin(100)


# --- the command line -----------------------------------------------------------------------------


@pytest.fixture
def profile(tmp_path: Path, private_key: RSAPrivateKey) -> str:
    key, path = tmp_path / "key.pem", tmp_path / "profile.json"
    key.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.write_text(f'{{"publicKeyId":"{KEY_ID}","privateKeyFile":"{key}"}}')
    return str(path)


SIGN = ["--method", "POST", "--url", URL]
COMMANDS = {
    "doctor FILE": lambda bad, _: ["doctor", bad, "--rejection", __file__],
    "doctor --public-key": lambda bad, _: ["doctor", __file__, "--public-key", bad],
    "doctor --rejection": lambda bad, _: ["doctor", "HTTP", "--rejection", bad],
    "sign --body": lambda bad, profile: ["sign", "--profile-file", profile, *SIGN, "--body", bad],
    "sign --profile-file": lambda bad, _: ["sign", "--profile-file", bad, *SIGN],
    "emulator --public-key": lambda bad, _: [
        "emulator", "--public-key-id", KEY_ID, "--public-key", bad
    ],
}  # fmt: skip


@posix
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_nothing_but_a_file_is_waited_for_at_the_command_line(
    command: str, kind: str, tmp_path: Path, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    request = tmp_path / "HTTP"
    request.write_bytes(b"GET / HTTP/1.1\n")
    bad = {"pipe": str(tmp_path / "pipe"), "device": "/dev/zero", "folder": str(tmp_path)}[kind]
    words = [str(request) if one == "HTTP" else one for one in COMMANDS[command](bad, profile)]
    assert NOT_REGULAR in failed(words, capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_of_3_gib_is_not_read_at_the_command_line(
    command: str, tmp_path: Path, profile: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sparse, request = tmp_path / "sparse", tmp_path / "HTTP"
    sparse.touch()
    os.truncate(sparse, 3 << 30)
    request.write_bytes(b"GET / HTTP/1.1\n")
    words = [
        str(request) if one == "HTTP" else one for one in COMMANDS[command](str(sparse), profile)
    ]
    assert f"{sparse} is larger than " in failed(words, capsys)


def failed(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command line that fails in one line."""
    assert run(words, Program().starters) in {1, 2}
    out, errors = capsys.readouterr()
    assert (out, errors.count("\n")) == ("", 1)
    return errors


# --- and by nothing else --------------------------------------------------------------------------

# What opens files of this program's own, none of which a person names to be read.
OWN_FILES = {
    "input_files.py": "the one reader",
    "startup.py": "/dev/null, for streams that were closed",
    "log.py": "the log",
    "hooks.py": "the report of a crash, in the log's folder",
    "ui/instance.py": "the lock in the data folder",
    "ui/tour/stage.py": "the tour's screen, and the marker in its folder, after a look at it",
    "ui/tour/player.py": "a picture in memory",
    "emulator/key_file.py": "the key of one run, in the folder for temporary files",
    "presenters/emulator/shop_keys.py": "a key that is written, and must not be there yet",
    "store/folder.py": "the data folder",
    "store/header.py": "the data file",
    "store/whole_file.py": "files that are written whole",
}
OPENS = {"open", "fdopen", "read_bytes", "read_text"}
MODES = {"r", "rb", "w", "wb", "a", "ab", "x", "xb", "r+", "r+b", "rt", "wt"}
QT_FILES = {"QFile", "QSaveFile", "QTextStream", "QFileDevice", "QIODevice"}


def opened_in(source: str) -> list[int]:
    """The lines of a module that open a file, or read the standard input."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if opens(node)]


def opens(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.stdin":
        return True
    if isinstance(node, ast.Name | ast.alias):
        name = node.id if isinstance(node, ast.Name) else node.name
        return name in QT_FILES
    return isinstance(node, ast.Call) and is_opening(node)


def is_opening(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    owner, _, method = name.rpartition(".")
    if owner.endswith(("json_text", "input_files")) or owner.startswith("resource("):
        return False
    if name in {"open", "io.open", "os.open", "os.fdopen"} or owner in {"shutil", "mmap"}:
        return True
    modes = [one.value for one in call.args if isinstance(one, ast.Constant)]
    named = any(word.arg == "mode" for word in call.keywords)
    if method == "open":  # a widget's has no mode
        is_path = owner.startswith("Path(") or owner.lower().endswith(("path", "file"))
        return is_path or named or any(mode in MODES for mode in modes)
    return method in {"read_bytes", "read_text"}


def test_no_other_module_opens_a_file() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {name for name, path in modules.items() if opened_in(path.read_text("utf-8"))}
    assert found == OWN_FILES.keys()


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "path.open('rb')",
        "chosen.key_file.open()",
        "Path(name).open()",
        "shutil.copyfile(path, other)",
        "path.open(mode='r')",
        "chosen.body.read_bytes()",
        "Path(x).read_text('utf-8')",
        "os.open(path, 0)",
        "sys.stdin.buffer.read()",
        "from PySide6.QtCore import QFile",
    ],
)
def test_whoever_opens_one_is_found(line: str) -> None:
    assert opened_in(line)


def test_the_window_and_the_command_line_ask_the_one_reader() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "input_files" in path.read_text("utf-8")
    }
    assert users == {
        "cli.py",
        "doctor/reporting.py",
        "emulator/public_keys.py",
        "presenters/emulator/doctor_case.py",
        "presenters/profiles/keys.py",
        "presenters/profiles/profile_import.py",
        "presenters/sale/pasting.py",
        "signing_file.py",
        "store/keys/inspecting.py",
        "store/keys/unlocking.py",
    }
    assert input_files.read_file.__doc__
