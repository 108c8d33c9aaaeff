"""How long a cancelled request goes on: until its end is told and its connection is closed."""

from __future__ import annotations

import tempfile
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from time import perf_counter

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

from apay_console.api.client import Client
from apay_console.jobs import Runner
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters.profiles.profiles import tea_shop
from apay_console.sending import Sender
from apay_console.store.attempts import Attempts
from apay_console.store.database import Database
from apay_console.store.history import History
from bench.rows import Effort, Row
from bench.silence import Silent, silent

PROFILE = tea_shop("SANDBOX-BENCH")
IDS = {"checkoutSessionId": "08eca0c9-214c-4246-a42f-af408861ce20"}
UPDATE = Request(UPDATE_SESSION, PROFILE, ApiVersion.V1, IDS, b"{}", sale_id="s1")


def measure(effort: Effort) -> Iterable[Row]:
    """Send updates that nobody answers, and cancel each once it has left."""
    app = QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder, silent() as server:
        database, runner = Database(Path(folder) / "bench.sqlite3"), Runner()
        desk = Desk(app, runner, _sender(database, server))
        times = [desk.cancel_one(server) for _ in range(effort.times(30))]
        runner.close()
        database.close()
    yield Row("cancel", median(times) * 1e3, "ms", 5)


def _sender(database: Database, server: Silent) -> Sender:
    key = generate_private_key(public_exponent=65537, key_size=2048)

    async def key_of(_: Profile) -> RSAPrivateKey:
        return key

    async def profile_of(_: str) -> Profile:
        return PROFILE

    return Sender(
        Client(clock=time.time),
        Attempts(database),
        History(database),
        key_of=key_of,
        endpoint_of=lambda _: server.url,
        profile_of=profile_of,
        clock=time.time,
        new_id=lambda: uuid.uuid4().hex,
    )


class Desk(QObject):
    """Starts a request and hears of its end, as the window does."""

    def __init__(self, app: QCoreApplication, runner: Runner, sender: Sender) -> None:
        super().__init__()
        self._app = app
        self._runner = runner
        self._sender = sender
        self._ended: list[BaseException] = []

    def cancel_one(self, server: Silent) -> float:
        """Cancel a request that was sent; the time until nothing of it is left, in seconds."""
        work, ended = self._sender.send(UPDATE), self._ended.append
        job = self._runner.run(work, owner=self, done=_answered, failed=ended)
        server.asked.acquire()
        began = perf_counter()
        job.cancel()
        while not self._ended:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        server.left.acquire()
        self._ended.clear()
        return perf_counter() - began


def _answered(_: object) -> None:
    raise AssertionError("nobody answered, and yet there is an answer")
