"""With hardly any memory the window lives, and says what it could not read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from apay_console.errors import say
from tests.api.faults import FaultServer, answering
from tests.patience import PATIENCE_S
from tests.window_parts import Shop, fresh, quick

__all__ = ["fresh", "quick"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
LARGE = '{"a":[' + ",".join(['"' + "x" * 50 + '"'] * 150_000) + "]}"  # 8 MiB


def test_f69_what_could_not_be_drawn_does_not_keep_the_next_step_from_being_taken(
    fresh: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise MemoryError

    fresh.window._show(replace(fresh.state, busy=say("Sending…")))
    assert not fresh.window.commands["get"].isEnabled()
    monkeypatch.setattr(fresh.window.page, "show_state", fails)
    with pytest.raises(MemoryError):
        fresh.window._show(fresh.state)
    assert fresh.window.commands["get"].isEnabled()


@pytest.mark.parametrize("mebibytes", [4, 8, 32])
def test_f69_the_window_lives_when_there_is_no_memory_for_an_answer(
    mebibytes: int, tmp_path: Path
) -> None:
    with FaultServer(answering(200, LARGE)) as server:
        command = [sys.executable, "-m", "tests.short_of_memory", str(tmp_path), server.url]
        done = subprocess.run(
            [*command, str(mebibytes)], capture_output=True, timeout=PATIENCE_S, check=True
        )
        assert len(server.requests) == 1, "a write is never repeated by itself"
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["sent"] in {"update_session 200", "update_session UNKNOWN"}
    assert "too little free memory" in told["said"] or "no checkout session" in told["said"]
    assert told["kept"] == "19.99 USD"
    assert told["then"] == "get_session 200"
