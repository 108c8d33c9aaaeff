"""Where Amazon's pages are silent the emulator says what it does, from one table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from apay_console.emulator import choices
from apay_console.emulator.choices import CHOICES, Choice
from tests.emulator.shop import Till

FOLDER = Path(choices.__file__).parent


def chosen_in_the_code() -> list[str]:
    """What each call of `choose` is given."""
    calls = [
        node
        for path in sorted(FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "choose"
    ]
    return [ast.unparse(call.args[0]) for call in calls]


def test_every_choice_is_a_row_and_every_row_is_made_somewhere() -> None:
    named = {f"choices.{name}": row for name, row in vars(choices).items() if row in CHOICES}
    assert {named[text] for text in chosen_in_the_code()} == set(CHOICES)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda row: row.name)
def test_each_says_what_is_open_and_which_page_is_silent(choice: Choice) -> None:
    assert choice.question.endswith(".")
    assert choice.source.endswith(".html")
    assert len([row for row in CHOICES if row.name == choice.name]) == 1


def test_each_is_told_once(till: Till) -> None:
    for _ in range(3):
        till.update(till.new(), {})
    told = [note.text for note in till.emulator.journal.notes]
    assert told.count(f"emulator's choice: {choices.EMPTY_UPDATE.does}") == 1
