"""The return address: one for each profile, the same tomorrow, and open for buyers on their way."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from apay_console.jobs import Runner
from apay_console.presenters.buyer.landing import Landing
from apay_console.store.database import Database
from apay_console.store.settings import Settings
from tests.patience import PATIENCE_S


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    database = Database(tmp_path / "console.sqlite3")
    yield Settings(database)
    database.close()


@pytest.fixture
def landing(qtbot: QtBot, runner: Runner, settings: Settings) -> Iterator[Landing]:
    landing = Landing(runner, settings)
    yield landing
    stopped(qtbot, runner, landing)


def served(qtbot: QtBot, landing: Landing, profile_id: str) -> str:
    with qtbot.waitSignal(landing.ready) as told:
        landing.serve(profile_id)
    return str(told.args[0])


def stopped(qtbot: QtBot, runner: Runner, landing: Landing) -> None:
    ended: list[object] = []
    runner.run(landing.stop(), owner=landing, done=ended.append)
    qtbot.waitUntil(lambda: len(ended) == 1)


def visit(qtbot: QtBot, landing: Landing, address: str) -> str:
    """Land on an address as a browser does; say what the console is told."""
    browser = Thread(target=lambda: urllib.request.urlopen(address, timeout=PATIENCE_S).read())
    with qtbot.waitSignal(landing.landed) as told:
        browser.start()
    browser.join()
    return str(told.args[0])


def test_a_buyer_who_lands_is_told_with_the_whole_address(qtbot: QtBot, landing: Landing) -> None:
    served(qtbot, landing, "shop")
    address = f"{landing.result_url}?cart=77&amazonCheckoutSessionId=3f0c"
    assert visit(qtbot, landing, address) == address


def test_each_profile_has_an_address_of_its_own(qtbot: QtBot, landing: Landing) -> None:
    first = served(qtbot, landing, "shop")
    second = served(qtbot, landing, "other")
    assert first != second
    assert landing.result_url == f"{second}/return"


def test_going_back_to_a_profile_goes_back_to_its_address(qtbot: QtBot, landing: Landing) -> None:
    first = served(qtbot, landing, "shop")
    served(qtbot, landing, "other")
    assert served(qtbot, landing, "shop") == first


def test_a_buyer_on_the_way_lands_although_another_profile_was_chosen(
    qtbot: QtBot, landing: Landing
) -> None:
    served(qtbot, landing, "shop")
    address = f"{landing.result_url}?amazonCheckoutSessionId=3f0c"
    served(qtbot, landing, "other")
    assert visit(qtbot, landing, address) == address


def test_being_asked_twice_serves_once(qtbot: QtBot, landing: Landing) -> None:
    landing.serve("shop")
    first = served(qtbot, landing, "shop")
    assert landing.base_url == first


def test_the_address_is_the_same_tomorrow(qtbot: QtBot, runner: Runner, settings: Settings) -> None:
    today = Landing(runner, settings)
    addresses = [served(qtbot, today, name) for name in ("shop", "other")]
    stopped(qtbot, runner, today)
    tomorrow = Landing(runner, settings)
    assert [served(qtbot, tomorrow, name) for name in ("shop", "other")] == addresses
    stopped(qtbot, runner, tomorrow)


def test_a_port_that_is_taken_is_exchanged(
    qtbot: QtBot, runner: Runner, settings: Settings
) -> None:
    today = Landing(runner, settings)
    first = served(qtbot, today, "shop")
    stopped(qtbot, runner, today)
    with socket.create_server(("127.0.0.1", int(first.rpartition(":")[2]))):
        tomorrow = Landing(runner, settings)
        assert served(qtbot, tomorrow, "shop") != first
        stopped(qtbot, runner, tomorrow)
