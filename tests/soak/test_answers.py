"""Broken answers reach the real window; `python -m soak answers` has a thousand of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from soak import answers
from soak.spoiler import spoilt

WHOLE = b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"state":"Open"}'
TRIES = 400


def test_p25_the_window_survives_whatever_is_answered_and_takes_a_good_answer_after(
    record_property: Callable[[str, object], None],
) -> None:
    row = answers.run(15)
    record_property("figure", f"{row.rounds} answers, {row.failures} failures")
    assert row.ok, row.line()
    assert row.rounds >= 15


def test_a_window_that_dies_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], 1, b"", b"")
    monkeypatch.setattr(answers.subprocess, "run", lambda *_, **__: done)
    assert answers.run(3).failures == 3


MISTAKEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from soak.programs import answers
asks = answers.Reader._ask
def mistaken(reader):
    QTimer.singleShot(0, lambda: 1 / 0)
    asks(reader)
answers.Reader._ask = mistaken
answers.main(Path(sys.argv[1]), 1)
"""


def test_a_mistake_in_the_window_is_noticed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MISTAKEN, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert json.loads(done.stdout)["failures"] > 0
    assert b"ZeroDivisionError" in done.stderr


def test_answers_are_broken_in_head_and_body_and_some_stay_whole() -> None:
    found = [spoilt(WHOLE, Random(number)) for number in range(TRIES)]
    assert 0 < found.count(WHOLE) < TRIES / 2
    assert any(b'"Open"}' not in one for one in found)
    assert any(not one.startswith(b"HTTP/1.1 200 ") for one in found)
    assert len(set(found)) > TRIES / 2
