"""Told to end while a request is on its way: what was typed is kept, and the request is unknown."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.faults import FaultServer, holding
from tests.patience import PATIENCE_S, until
from tests.sale_parts import NOTE
from tests.window_parts import opened, quick

__all__ = ["quick"]

ROOT = Path(__file__).parents[1]
ENDED = """
import gc, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from apay_console.ui.ending import Ending, end
from tests.sale_parts import NOTE
from tests.window_parts import opened
gc.disable()
app = QApplication([])
with opened(app, Path(sys.argv[1])) as shop:
    shop.start()
    Ending(shop.window).asked.connect(lambda: end(shop.window))
    shop.enter(NOTE, "typed before the end")
    shop.parts.console.host.base_url = sys.argv[2]
    shop.window.commands.run("send")
    app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_f65_what_was_typed_is_kept_and_what_is_on_its_way_is_unknown(name, qapp, tmp_path, quick):
    with FaultServer(holding) as server:
        command = [sys.executable, "-c", ENDED, str(tmp_path), server.url]
        program = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ))
        until(lambda: bool(server.requests))
        program.send_signal(name)
        assert program.wait(PATIENCE_S) == 0
        assert len(server.requests) == 1
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert shop.state.unresolved
        assert shop.text(NOTE) == "typed before the end"
        assert "may or may not have applied it" in shop.notice
        shop.run("check")
        assert not shop.state.unresolved
