"""The emulator's memory stays what it was; `python -m soak traffic` lets eight hours pass."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from soak import traffic
from soak.rounds import CannotRun

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much it is")


def test_the_emulators_memory_does_not_grow_with_the_hours(
    record_property: Callable[[str, object], None],
) -> None:
    row = traffic.run(32)
    record_property("figure", f"+{row.figures['growth_mib']} MiB")
    assert row.ok, row.line()
    assert row.figures["requests"] > 10 * row.rounds


@pytest.mark.parametrize(("growth", "failures"), [(2.0, 0), (2.1, 1)])
def test_more_than_two_mebibytes_is_a_failure(
    growth: float, failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = json.dumps({"requests": 1, "growth_mib": growth}).encode()
    done = subprocess.CompletedProcess([], 0, told, b"")
    monkeypatch.setattr(traffic.subprocess, "run", lambda *_, **__: done)
    assert traffic.run(3).failures == failures


def test_an_emulator_that_refuses_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], 1, b"", b"")
    monkeypatch.setattr(traffic.subprocess, "run", lambda *_, **__: done)
    assert traffic.run(3).failures == 3


def test_where_nobody_tells_the_memory_it_cannot_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traffic.Path, "exists", lambda _: False)
    with pytest.raises(CannotRun):
        traffic.run(3)
