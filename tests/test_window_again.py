"""The window on the second day, after it was closed, and after it was ended suddenly."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import urllib.request
import weakref
from pathlib import Path

from PySide6.QtCore import Qt

from apay_console.model.attempt import Attempt
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.folder import DATA_FILE
from tests.api.faults import FaultServer, holding
from tests.sale_parts import AMOUNT, NOTE
from tests.window_parts import CTRL, opened, quick, until

__all__ = ["quick"]
ROOT = Path(__file__).parent.parent


def test_the_second_day_begins_where_the_first_one_ended(qapp, tmp_path, quick):
    with opened(qapp, tmp_path) as shop:
        shop.start()
        shop.fill_all()
        shop.send()
        shop.enter(NOTE, "unsent")
        ready, sale = shop.state.session.body, shop.state.sale.id
        exchanges, url = shop.exchanges, shop.state.session.redirect_url
        landing = shop.parts.console.landing.result_url
        rows = shop.window.page.sales.texts()
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert shop.state.sale.id == sale
        assert shop.window.page.sales.texts() == rows
        assert shop.text(NOTE) == "unsent"
        assert shop.state.session.body == ready
        assert shop.exchanges == [*exchanges, "get_session 200"]
        assert shop.state.session.redirect_url == url
        assert url.startswith(shop.parts.console.host.base_url)
        with urllib.request.urlopen(url) as page:
            assert b'name="decision" value="approve"' in page.read()
        assert shop.parts.console.landing.result_url == landing
        shop.send()
        assert shop.exchanges[-1] == "update_session 200"


def test_what_was_typed_in_the_last_moment_is_there_the_next_day(qapp, tmp_path, quick):
    with opened(qapp, tmp_path) as shop:
        shop.start()
        shop.enter(NOTE, "in the last moment")
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert shop.text(NOTE) == "in the last moment"


def test_json_that_cannot_be_read_is_there_the_next_day(qapp, tmp_path, quick):
    text = '{\n  "a": 1,\n}'
    with opened(qapp, tmp_path) as shop:
        shop.start()
        shop.key(Qt.Key.Key_J, CTRL)
        shop.key(Qt.Key.Key_A, CTRL)
        shop.paste(text)
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert shop.state.draft.by_hand == text
        shop.key(Qt.Key.Key_J, CTRL)
        assert shop.window.page.request.sheet.raw_text() == text


KILLED = """
import gc, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from tests.window_parts import opened
gc.disable()
app = QApplication([])
with opened(app, Path(sys.argv[1])) as shop:
    shop.start()
    shop.enter(CHECKOUT_SESSION["merchantMetadata.noteToBuyer"], "typed before the end")
    print("typed", flush=True)
    app.exec()
"""


def draft_in(folder: Path) -> str:
    """What of the draft is on the disk by now."""
    with sqlite3.connect(f"file:{folder / 'console.sqlite3'}?mode=ro", uri=True) as connection:
        return "".join(str(row) for row in connection.execute("SELECT * FROM drafts"))


def test_a_draft_survives_the_sudden_end_of_the_program(qapp, tmp_path, quick):
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "typed\n"
    until(lambda: "typed before the end" in draft_in(tmp_path))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with opened(qapp, tmp_path) as shop:
        shop.start()
        assert shop.text(NOTE) == "typed before the end"
        assert shop.exchanges[0] == "create_session 201"


def unsettled(folder: Path) -> list[Attempt]:
    database = Database(folder / DATA_FILE)
    try:
        return asyncio.run(Attempts(database).unfinished())
    finally:
        database.close()


def test_closing_does_not_wait_for_a_request_under_way(qapp, tmp_path, quick):
    with FaultServer(holding) as server, opened(qapp, tmp_path) as shop:
        shop.start()
        shop.enter(AMOUNT, "19.99")
        shop.parts.console.host.base_url = server.url
        shop.key(Qt.Key.Key_Return, CTRL)
        until(lambda: server.requests, "the request")
        jobs = shop.under_way
    assert [job.has_ended for job in jobs] == [True]
    assert len(unsettled(tmp_path)) == 1  # and the next start asks about it


def test_the_window_dies_when_it_is_closed(qapp, tmp_path, quick):
    with opened(qapp, tmp_path) as shop:
        shop.start()
        left = weakref.ref(shop.window)
    del shop
    gc.collect()
    until(lambda: left() is None, "the end of the window")
