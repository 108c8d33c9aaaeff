"""The parts put together: nothing is loaded early, and requests go where they belong."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pytestqt.qtbot import QtBot

from apay_console import assembly
from apay_console.assembly import Parts, assemble
from apay_console.errors import NoKey, NotSent
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import GET_SESSION
from apay_console.model.profile import Environment
from apay_console.model.request import Request
from apay_console.sources import Sources
from apay_console.store.folder import DATA_FILE
from apay_console.store.keys.vault import MemoryVault
from tests.api.faults import FaultServer, answering, holding
from tests.profile_parts import sandbox

ROOT = Path(__file__).parent.parent
HEAVY = ("httpx", "cryptography", "keyring", "uvicorn", "starlette", "jinja2", "truststore")
LOADED = f"""
import sys
{{}}
found = [name for name in {HEAVY} if name in sys.modules]
found += [name for name in sys.modules if "QtWebEngine" in name]
print(found)
"""
ASSEMBLE = """
from PySide6.QtCore import QCoreApplication
from pathlib import Path
from apay_console.assembly import assemble
from apay_console.sources import Sources
app = QCoreApplication([])
parts = assemble(Path("/nonexistent"), Sources(lambda: 0.0, lambda: "x"))
parts.close()
"""


@pytest.mark.parametrize(
    "code",
    [
        "import apay_console.__main__",
        "import apay_console.assembly",
        "import apay_console.presenters.console",
        "import apay_console.presenters.buyer.landing",
        "import apay_console.presenters.emulator.emulator_host",
        ASSEMBLE,
    ],
)
def test_nothing_heavy_is_loaded_before_the_first_paint(code: str) -> None:
    command = [sys.executable, "-c", LOADED.format(code)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


LATE = (
    "emulator_tools",
    "shop_watch",
    "sale.signed_call",
    "notifications.",
    "ui.clock_bar",
    "ui.panels.",
    "ui.sheets",
    "ui.exchange.",
    "ui.changes.",
    "state.comparing",
    "model.changes.lines",
    "model.changes.comparison",
    "model.captured",
    "model.rejection",
    "body_sheet",
    "store.faults",
    "store.search.listing",
)


def test_what_only_tools_and_panels_need_comes_after_the_first_paint() -> None:
    code = f"import sys, apay_console.ui.main_window\n{ASSEMBLE}\n"
    loaded = "[name for name in sys.modules if 'apay_console' in name]"
    command = [sys.executable, "-c", code.replace("parts.close()", f"print(*{loaded})")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    early = [name for name in done.stdout.split() if any(late in name for late in LATE)]
    assert early == []


BEHIND_THE_WINDOW = (
    "apay_console.assembly",
    "apay_console.jobs",
    "apay_console.store",
    "model.draft",
    "model.sale",
    "presenters.console",
    "presenters.buyer",
    "presenters.emulator",
    "presenters.notice",
    "presenters.profiles",
    "presenters.sale.desk",
    "presenters.sale.errands",
    "presenters.sale.shelf",
    "presenters.sale.live",
    "presenters.sale.state",
    "ui.panels",
    "ui.wiring",
)


def test_what_is_to_be_late_is_there_at_all() -> None:
    modules = {
        str(file.relative_to(ROOT).with_suffix("")) for file in ROOT.rglob("apay_console/**/*.py")
    }
    names = [name.replace("/", ".") + "." for name in modules]
    missing = [it for it in (*LATE, *BEHIND_THE_WINDOW) if not any(it in name for name in names)]
    assert missing == []


def test_the_window_is_painted_before_what_stands_behind_it_is_loaded() -> None:
    code = "import sys, apay_console.ui.main_window; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    unwanted = (*BEHIND_THE_WINDOW, "hashlib")
    early = [name for name in done.stdout.split() if any(it in name for it in unwanted)]
    assert early == []


PAINT = """
import enum, sys
from apay_console import cli
from apay_console.__main__ import _application
from apay_console.ui.main_window import MainWindow

def below(kind):
    return {name for one in kind.__subclasses__() for name in {one.__qualname__, *below(one)}}

look = cli.Look()
app, theme = _application(look)
window = MainWindow(theme)
window.resize(look.width, look.height)
window.show()
window.grab()
made = below(enum.Enum)
print("Shape" in str(made), "WizardButton" in str(made), "ComplexControl" in str(made))

from shibokensupport.signature import mapping
print(hasattr(mapping, "QWidget"))
print("html" in sys.modules)
"""


def test_the_first_paint_brings_in_nothing_that_it_does_not_show() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True False False\nFalse\nFalse\n"


def test_the_start_of_the_program_does_not_even_load_qt() -> None:
    code = "import sys, apay_console.__main__; print('PySide6' in sys.modules)"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    monkeypatch.setattr(assembly, "open_vault", MemoryVault)
    made = assemble(tmp_path / "data", Sources(time.time, lambda: f"{time.time_ns():032x}"))
    yield made
    made.close()


def test_putting_together_touches_nothing(parts: Parts, tmp_path: Path) -> None:
    assert not (tmp_path / "data").exists()
    assert parts.console.desk.state is None


def ask(qtbot: QtBot, parts: Parts, request: Request) -> Any:
    """Send a request; give the exchange, or the error."""
    ended: list[Any] = []
    parts.runner.run(
        parts.sender.send(request), owner=parts.console, done=ended.append, failed=ended.append
    )
    qtbot.waitUntil(lambda: bool(ended))
    return ended[0]


def get(parts: Parts, **values: Any) -> Request:
    profile = replace(parts.console.profiles.current, **values)
    return Request(GET_SESSION, profile, ApiVersion.V1, {"checkoutSessionId": "x"})


def test_before_the_emulator_answers_nothing_is_sent_to_it(qtbot: QtBot, parts: Parts) -> None:
    error = ask(qtbot, parts, get(parts))
    assert isinstance(error, NotSent)
    assert str(error) == "The emulator is not running yet."


def test_a_profile_without_a_key_says_where_to_add_one(qtbot: QtBot, parts: Parts) -> None:
    error = ask(qtbot, parts, get(parts, environment=Environment.SANDBOX))
    assert isinstance(error, NoKey)
    assert str(error) == "This profile has no private key yet; add one under Profiles."


def test_each_environment_has_its_own_address(parts: Parts) -> None:
    endpoint_of = parts.sender._signers.endpoint_of
    parts.console.host.base_url = "http://127.0.0.1:8098"
    assert endpoint_of(parts.console.profiles.current) == "http://127.0.0.1:8098"
    assert endpoint_of(sandbox()) == "https://pay-api.amazon.eu"
    assert endpoint_of(replace(sandbox(), environment=Environment.LIVE)) == (
        "https://pay-api.amazon.eu"
    )


def test_the_emulators_key_signs_for_the_emulator_alone(
    qtbot: QtBot, parts: Parts, private_key: RSAPrivateKey
) -> None:
    parts.console.host.key = private_key
    key_of = parts.sender._signers.key_of
    assert asyncio.run(key_of(parts.console.profiles.current)) is private_key
    with pytest.raises(NoKey):
        asyncio.run(key_of(sandbox()))


def test_a_write_of_a_profile_that_was_removed_cannot_be_repeated(parts: Parts) -> None:
    profile_of = parts.sender._signers.profile_of
    assert asyncio.run(profile_of("emulator")) is parts.console.profiles.current
    with pytest.raises(NoKey) as refused:
        asyncio.run(profile_of("gone"))
    assert str(refused.value) == "The profile that sent this was removed."


def test_what_came_just_before_the_end_is_stored(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey
) -> None:
    monkeypatch.setattr(assembly, "open_vault", MemoryVault)
    with FaultServer(answering(200, "{}")) as server:
        parts = assemble(tmp_path, Sources(time.time, lambda: f"{time.time_ns():032x}"))
        parts.console.host.base_url, parts.console.host.key = server.url, private_key
        held = threading.Event()
        parts.database.post(lambda _: held.wait())  # a disk that takes its time
        exchange = ask(qtbot, parts, get(parts))
        assert exchange.id == 0
        held.set()
        parts.close()
    assert exchange.id == 1
    with closing(sqlite3.connect(tmp_path / DATA_FILE)) as stored:
        assert stored.execute("SELECT id FROM exchanges").fetchall() == [(1,)]


def test_ending_does_not_wait_for_a_request_under_way(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey
) -> None:
    monkeypatch.setattr(assembly, "open_vault", MemoryVault)
    with FaultServer(holding) as server:
        parts = assemble(tmp_path, Sources(time.time, lambda: f"{time.time_ns():032x}"))
        parts.console.host.base_url, parts.console.host.key = server.url, private_key
        job = parts.runner.run(parts.sender.send(get(parts)), owner=parts.console, done=print)
        qtbot.waitUntil(lambda: bool(server.requests))
        parts.close()
        assert job.has_ended, "nobody waited for its answer"


def test_p10_the_end_of_the_program_lets_go_of_every_key(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey
) -> None:
    monkeypatch.setattr(assembly, "open_vault", MemoryVault)
    parts = assemble(tmp_path, Sources(time.time, lambda: f"{time.time_ns():032x}"))
    asyncio.run(parts.shelf.save("fjord", private_key))
    held = parts.shelf._vault
    parts.close()
    assert held is not None
    assert (parts.shelf._at_hand, parts.shelf._vault) == ({}, None)
