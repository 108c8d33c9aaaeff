"""What many tests share: no display, one key pair, a keyring daemon that is real."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from hypothesis import Phase, settings
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console.ui.collecting import collect_due
from apay_console.ui.shutdown import shut_down
from soak.daemon import is_unlocked
from tests.patience import PATIENCE_MS, PATIENCE_S, until
from tests.pulse import PulseTeller
from tests.telling import Teller
from tests.worker_deaths import WorkerDeaths

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failure of the code; what is slow has a test of its own.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
# To know that a test fails is enough there; the simplest example of it would take minutes to find.
settings.register_profile(
    "mutants", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)

# On another thread it would free Qt's objects there, and end the process: see ui/collecting.py.
gc.disable()

ENGINE = "apay_console.ui.browser.engine"  # the one way to a page
SEEN = pytest.StashKey[bool]()

KEYRING = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--tell FILE` is what `make promises` reads."""
    parser.addoption("--tell", type=Path, help="add the outcomes of numbered tests to this file")


def pytest_configure(config: pytest.Config) -> None:
    """One process tells: with several, the one that hears of all."""
    config.pluginmanager.register(PulseTeller())
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(WorkerDeaths())
    if (file := config.getoption("--tell")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Teller(file))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what cannot share a machine with other tests: the one browser, the one keyring."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & {"buyers", "keyring_daemon"} or "Secret Service" in item.name:
            item.add_marker(pytest.mark.alone)


def pytest_collection_finish() -> None:
    """Set aside what is here to stay: each collection would look at all tests again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Collect between the tests, on the thread of the interface; name who starts the browser."""
    gc.disable()
    collect_due()
    is_new = ENGINE in sys.modules and not item.config.stash.get(SEEN, False)
    item.config.stash[SEEN] = ENGINE in sys.modules
    if is_new and item.get_closest_marker("alone") is None:
        pytest.fail("It brings the browser's engine in: ask for the fixture `buyers`.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """End Qt as the program does: what of it outlives the interpreter ends in a crash."""
    if isinstance(application := QCoreApplication.instance(), QApplication):
        shut_down(application)


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Wait as long as everybody else here: the five seconds it has of itself may pass unused."""
    for wait in ("waitSignal", "waitSignals", "waitUntil"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture(scope="session")
def private_key() -> RSAPrivateKey:
    """One RSA-2048 key for the whole run: a test that only needs some key takes this one."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def keyring_daemon(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A real, unlocked and empty keyring on this run's session bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") or not shutil.which(KEYRING[0]):
        pytest.skip("needs gnome-keyring and a session bus (make test brings both)")
    with started_keyring(tmp_path / "keyring") as daemon:
        yield daemon
        daemon.kill()


def started_keyring(home: Path) -> subprocess.Popen[bytes]:
    """Start the keyring that lies in a folder, and unlock it."""
    home.mkdir(exist_ok=True)  # the keyring of an earlier daemon is opened again
    with _waiting_for_name("org.freedesktop.secrets"):
        places = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
        daemon = subprocess.Popen(
            [*KEYRING, f"--control-directory={home}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | places,
        )
        assert daemon.stdin is not None
        daemon.stdin.write(b"a password that guards nothing")
        daemon.stdin.close()
    until(is_unlocked)
    return daemon


@contextmanager
def _waiting_for_name(name: str) -> Iterator[None]:
    """Leave the block only when somebody on the session bus took `name` inside it."""
    from jeepney import MatchRule
    from jeepney.bus_messages import message_bus
    from jeepney.io.blocking import open_dbus_connection

    rule = MatchRule(type="signal", member="NameOwnerChanged", path=message_bus.object_path)
    rule.add_arg_condition(0, name)
    with (
        open_dbus_connection(bus="SESSION") as connection,
        connection.filter(rule) as taken,
    ):
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        yield
        connection.recv_until_filtered(taken, timeout=PATIENCE_S)
