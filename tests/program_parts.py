"""The program at its command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from apay_console import cli
from apay_console.cli import Look, Starters, run

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


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run a command line that fails; give its code and its one line."""
    code = run(words, Program().starters)
    out, errors = capsys.readouterr()
    assert out == ""
    assert errors.count("\n") == 1
    assert errors.startswith("apay-console: ")
    return code, errors.removeprefix("apay-console: ").rstrip("\n")
