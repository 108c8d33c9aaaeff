"""A keyring may fail while keys are kept and used; `python -m soak outages` has fifty outages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from soak import outages
from soak.programs.outages import OUTAGES
from soak.rounds import CannotRun


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the keyring is part of the system")
def test_f37_no_key_is_lost_and_no_window_stands_still_whatever_befalls_the_keyring(
    record_property: Callable[[str, object], None],
) -> None:
    row = outages.run(len(OUTAGES))
    record_property("figure", f"{row.rounds} outages, {row.lost} lost")
    assert row.ok, row.line()
    assert row.figures["keys"] > row.rounds


def told(monkeypatch: pytest.MonkeyPatch, code: int, **found: object) -> None:
    """Let the program with the window end at once, having said so."""
    done = subprocess.CompletedProcess([], code, json.dumps(found).encode(), b"")
    monkeypatch.setattr(outages.subprocess, "run", lambda *_, **__: done)
    monkeypatch.setattr(outages.shutil, "which", lambda name: name)


def test_what_the_program_counted_is_in_the_row(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, 0, lost=1, failures=2, figures={"keys": 3})
    row = outages.run(4)
    assert (row.rounds, row.lost, row.failures, row.figures) == (4, 1, 2, {"keys": 3})


def test_a_program_that_died_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch, 1)
    assert not outages.run(4).ok


def test_without_a_keyring_it_is_said_that_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outages.shutil, "which", lambda _: None)
    with pytest.raises(CannotRun, match="is missing"):
        outages.run(4)
