"""The emulator that ships inside: up soon, the same tomorrow, and honest when it is not."""

from __future__ import annotations

import asyncio
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pytestqt.qtbot import QtBot

from apay_console.errors import Message
from apay_console.jobs import Runner
from apay_console.presenters.emulator import emulator_host
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.ports import kept_port
from apay_console.store.database import Database
from apay_console.store.records import Records
from apay_console.store.settings import Settings


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "console.sqlite3")
    yield database
    database.close()


def host_of(runner: Runner, database: Database) -> EmulatorHost:
    return EmulatorHost(runner, Records(database), Settings(database), lambda: 1749543312.0)


def started(qtbot: QtBot, host: EmulatorHost) -> str:
    with qtbot.waitSignal(host.ready) as told:
        host.start()
    return str(told.args[0])


def stopped(qtbot: QtBot, runner: Runner, host: EmulatorHost) -> None:
    ended: list[object] = []
    runner.run(host.stop(), owner=host, done=ended.append)
    qtbot.waitUntil(lambda: len(ended) == 1)


def test_it_answers_on_loopback_with_a_new_key_every_run(
    qtbot: QtBot, runner: Runner, database: Database
) -> None:
    hosts = [host_of(runner, database), host_of(runner, database)]
    bases = []
    for host in hosts:
        bases.append(started(qtbot, host))
        assert host.base_url == bases[-1]
        found: list[dict[str, Any]] = []
        runner.call(lambda url=bases[-1]: read(url), owner=host, done=found.append)
        qtbot.waitUntil(lambda found=found: bool(found))
        assert found[0]["reasonCode"]
        stopped(qtbot, runner, host)
    keys = [host.key.private_numbers() for host in hosts if host.key]
    assert keys[0] != keys[1]
    assert bases[0] == bases[1]


def read(base: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"{base}/v2/checkoutSessions/x") as page:
            return dict(json.load(page))
    except urllib.error.HTTPError as error:
        with error:
            return dict(json.load(error))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey) -> None:
    monkeypatch.setattr(emulator_host, "_make_key", lambda: private_key)


@pytest.mark.usefixtures("quick")
def test_a_port_that_is_taken_meanwhile_is_given_up_for_another(
    qtbot: QtBot, runner: Runner, database: Database
) -> None:
    first = host_of(runner, database)
    base = started(qtbot, first)
    stopped(qtbot, runner, first)
    port = int(base.rpartition(":")[2])
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        second = host_of(runner, database)
        assert started(qtbot, second) != base
        stopped(qtbot, runner, second)


@pytest.mark.usefixtures("quick")
def test_a_store_that_cannot_be_read_is_the_reason_why_it_did_not_start(
    qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    (tmp_path / "folder.sqlite3").mkdir()
    database = Database(tmp_path / "folder.sqlite3")
    host = host_of(runner, database)
    with qtbot.waitSignal(host.failed) as told:
        host.start()
    words = told.args[0]
    assert isinstance(words, Message)
    assert str(words).startswith("The emulator did not start: ")
    assert host.base_url == ""
    database.close()


@pytest.mark.usefixtures("quick")
def test_stopping_what_never_started_is_harmless(
    qtbot: QtBot, runner: Runner, database: Database
) -> None:
    stopped(qtbot, runner, host_of(runner, database))


@pytest.mark.parametrize(
    ("kept", "port"),
    [(8098, 8098), (None, 0), ("8098", 0), (True, 0), (-1, 0), (65536, 0), (1.5, 0), ([], 0)],
)
def test_only_a_port_is_taken_from_the_settings(database: Database, kept: Any, port: int) -> None:
    settings = Settings(database)

    async def kept_and_read() -> int:
        await settings.put("port", kept)
        return await kept_port(settings, "port")

    assert asyncio.run(kept_and_read()) == port
