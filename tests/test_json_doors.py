"""JSON from outside is read up to a depth, at each door, which says so in its own words."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from apay_console.cli import run
from apay_console.doctor import captured
from apay_console.errors import Fault
from apay_console.model import json_text
from apay_console.model.notification import read_envelope
from apay_console.model.pasting import recognising
from apay_console.presenters.profiles import profile_file
from apay_console.presenters.sale import opening
from tests.program_parts import Program

PACKAGE = Path(__file__).parents[1] / "apay_console"
DEEP = '{"a":' * 100_000 + "1" + "}" * 100_000
LISTS = '{"a":' + "[" * 100_000 + "]" * 100_000 + "}"
DOORS: dict[str, Callable[[str], object]] = {
    "a body": json_text.read_object,
    "a body on the wire": lambda text: json_text.read_bytes(text.encode()),
    "what is pasted": recognising.recognise,
    "a request with such a body": lambda text: recognising.recognise(
        f"POST /v2/charges HTTP/1.1\n\n{text}"
    ),
    "HAR for the doctor": lambda text: captured.read(text.encode()),
    "profiles": lambda text: profile_file.read(text.encode(), [], str),
    "Open…": opening.recognise,
    "a notification": lambda text: read_envelope(text[: 200 << 10]),
}


@pytest.mark.parametrize("text", [DEEP, LISTS], ids=["objects", "lists"])
@pytest.mark.parametrize("door", DOORS)
def test_each_door_says_that_it_is_too_deep(door: str, text: str) -> None:
    with pytest.raises(Fault, match=r"[Nn]ested deeper than 64 levels"):
        DOORS[door](text)


def test_the_command_line_says_so_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "profile").write_text(DEEP[: 60 << 10])
    words = ["sign", "--profile-file", str(tmp_path / "profile"), "--method", "GET", "--url", "x"]
    assert run(words, Program().starters) == 2
    assert "Nested deeper than 64 levels." in capsys.readouterr().err


# What reads JSON by other means: this program's own, or what is caught, and said, where it is read.
OTHERS = {
    "model/card_numbers.py": "whether a text is JSON at all",
    "model/redaction.py": "an exchange that was judged when it came; else all of it is hidden",
    "model/json_text.py": "the one reader",
    "model/json_faults.py": "a key, which is a text",
    "ui/browser/web_page.py": "the answer of a script of ours",
    "ui/tour/shop.py": "the tour's own",
    "ui/about_sheet.py": "the program's own licences",
    "pytest_plugin.py": "the emulator's own answers",
    "emulator/saving.py": "the state file's rows, each checked",
    "emulator/control/table.py": "the state that was just written",
    "emulator/buyers.py": "the program's own buyers",
    "store/texts.py": "the history's own",
    "store/search/text.py": "the history's own",
    "store/settings.py": "the history's own",
    "store/buyers.py": "the history's own",
    "store/exchange_rows.py": "the history's own",
    "store/keys/unlocking.py": "the answer of a process of ours",
}


def reads_json(source: str) -> bool:
    names = {
        ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)
    }
    return bool(names & {"json.loads", "json.load", "json.JSONDecoder"})


def test_nobody_else_reads_json() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if reads_json(path.read_text("utf-8"))
    }
    assert found == OTHERS.keys()
