"""The second start has everything that the first one left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from apay_console.model.draft import Draft
from tests.presenters.conftest import Run
from tests.sale_parts import NOTE

ROOT = Path(__file__).parent.parent.parent


def test_the_second_start_shows_the_same_sale_and_its_redirect_url_still_opens(run: Run) -> None:
    with run() as first:
        first.start()
        first.make_ready()
        first.type(NOTE, "not sent yet")
        before = first.state
    with run() as second:
        second.start()
        after = second.state
        assert after.sale.id == before.sale.id
        assert after.draft == before.draft == Draft({NOTE.name: "not sent yet"})
        assert [one.id for one in after.exchanges[1:]] == [one.id for one in before.exchanges]
        assert second.exchanges[0] == ("get_session", 200)
        assert before.session is not None
        assert before.session.redirect_url.startswith(second.console.host.base_url + "/")
        assert second.console.landing.result_url == first.console.landing.result_url
        opened: list[Any] = []
        second.console.buyer.page_wanted.connect(opened.append)
        second.console.buyer.open_page()
        assert opened[0].url.toString() == before.session.redirect_url


def test_the_sale_that_was_open_last_is_open_again(run: Run) -> None:
    with run() as first:
        first.start()
        older = first.state.sale
        first.do(first.console.shelf.begin)
        assert first.state.sale.id != older.id
        first.do(lambda: first.console.shelf.open(older))
    with run() as second:
        second.start()
        assert second.state.sale.id == older.id
        assert [sale.id for sale in second.console.shelf.sales][1] == older.id


def test_what_was_typed_in_the_last_moment_is_there_again(run: Run) -> None:
    with run() as first:
        first.start()
        first.type(NOTE, "the last word")
    with run() as second:
        second.start()
        assert second.state.draft == Draft({NOTE.name: "the last word"})


KILLED = """
import os, sys, time, itertools
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from apay_console import assembly
from apay_console.sources import Sources
from apay_console.store.keys.vault import MemoryVault
from tests.api.faults import FaultServer
assembly.open_vault = MemoryVault
app = QCoreApplication([])
numbers = itertools.count(1)
parts = assembly.assemble(
    Path(sys.argv[1]), Sources(time.time, lambda: f"{next(numbers):032x}")
)
console = parts.console
def die(visit):
    os.kill(os.getpid(), 9)
server = FaultServer(die)
server.__enter__()
def send(state):
    if state.session is not None and state.busy is None and not state.draft:
        console.host.base_url = server.url
        console.editor.set_text("merchantMetadata.noteToBuyer", "Tea")
        console.courier.send()
console.desk.shown.connect(send)
console.start()
app.exec()
"""


def test_f61_after_kill_9_while_sending_the_next_start_says_so(run: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, tmp_path]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == -9
    with run() as desk:
        desk.start()
        assert desk.state.unresolved
        assert not desk.state.can_act
        assert str(desk.notice.sentence).startswith(
            "A request was on its way when this console ended."
        )
        assert desk.state.draft == Draft({NOTE.name: "Tea"})
        state = desk.do(desk.console.courier.check)
        assert not state.unresolved
        assert not state.draft
        assert state.session is not None
        assert state.session.text(NOTE.name) == "Tea"
