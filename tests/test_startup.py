"""Before Qt is there: the outside has no say, memory is private, and root is left behind."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apay_console import startup
from apay_console.ui.browser import sandbox
from tests.patience import until
from tests.real_program import has_a_sale, home, started

__all__ = ["home"]

BEGIN = "import os, sys; from apay_console import startup; startup.begin(sys.argv, os.environ);"
WHO = BEGIN + "print(os.getuid(), os.environ.get('MESA_SHADER_CACHE_DISABLE'), *sys.argv[1:])"


def python(code: str, *arguments: str, run: tuple[str, ...] = (), **environ: str) -> str:
    """Run `code` in a Python of its own and give back what it printed."""
    command = [*run, sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, env=os.environ | environ, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


DROPPED = [
    "PYTHON_KEYRING_BACKEND",
    "KEYRING_PROPERTY_SCHEME",
    "SSLKEYLOGFILE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "HTTP_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "no_proxy",
    "QTWEBENGINE_DISABLE_SANDBOX",
    "QTWEBENGINE_CHROMIUM_FLAGS",
    "QTWEBENGINE_REMOTE_DEBUGGING",
    "QTWEBENGINEPROCESS_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_LOAD_TESTABILITY",
    "QT_VULKAN_LIB",
    "QT_LOGGING_RULES",
]


@pytest.mark.parametrize("name", DROPPED)
def test_a_variable_that_could_turn_the_program_is_dropped(name: str) -> None:
    environ = {name: "x", "HOME": "/home/me"}
    startup.scrub(environ)
    assert environ == {"HOME": "/home/me"}


def test_what_only_says_how_things_look_stays() -> None:
    environ = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2", "LANG": "de_DE.UTF-8"}
    kept = dict(environ)
    startup.scrub(environ)
    assert environ == kept


@pytest.mark.parametrize(
    ("wished", "left"),
    [
        ("vnc", {}),
        ("VNC:port=5999;vnc", {}),
        ("vnc:size=9x9;offscreen", {"QT_QPA_PLATFORM": "offscreen"}),
        ("wayland;xcb", {"QT_QPA_PLATFORM": "wayland;xcb"}),
    ],
)
def test_p27_the_window_is_not_served_to_the_network(wished: str, left: dict[str, str]) -> None:
    environ = {"QT_QPA_PLATFORM": wished}
    startup.scrub(environ)
    assert environ == left


SOCKETS = (
    BEGIN
    + """
import stat
from contextlib import suppress
startup.load_qt()
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(startup.qt_arguments(sys.argv))
count = 0
for handle in range(3, 256):
    with suppress(OSError):
        count += stat.S_ISSOCK(os.fstat(handle).st_mode)
print(app.platformName(), count)
"""
)


def test_p27_no_variable_lets_the_network_see_or_press_anything() -> None:
    doors = {
        "QT_QPA_PLATFORM": "vnc:port=0;offscreen",
        "QT_QPA_GENERIC_PLUGINS": "tuiotouch:udp=0",
    }
    assert python(SOCKETS, **doors) == "offscreen 0"


def test_a_packed_program_keeps_the_places_it_set_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/apay/_internal", raising=False)
    own = {"QT_PLUGIN_PATH": "/opt/apay/_internal/PySide6/plugins"}
    environ = own | {"QTWEBENGINE_DISABLE_SANDBOX": "1", "QML2_IMPORT_PATH": "/tmp/evil"}
    startup.scrub(environ)
    assert environ == own


@pytest.mark.parametrize(
    "switch", ["--no-sandbox", "--remote-debugging-port=1", "-style", "--webEngineArgs"]
)
def test_qt_hears_of_no_switch(switch: str) -> None:
    assert startup.qt_arguments(["apay-console", switch, "x"]) == ["apay-console"]


def test_it_begins_without_qt_and_without_libraries() -> None:
    code = (
        BEGIN + "print(sorted(m for m in sys.modules if m.split('.')[0] in ('PySide6', 'httpx')))"
    )
    assert python(code) == "[]"


NUMBERS = """
import json
handle = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY)
os.write(handle, json.dumps([handle > 2, *map(os.get_inheritable, range(3))]).encode())
"""


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", "2>&-", ""])
def test_no_file_takes_the_number_of_a_stream_that_was_closed(tmp_path: Path, closed: str) -> None:
    told = tmp_path / "told"
    command = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", BEGIN + NUMBERS]
    subprocess.run([*command, str(told)], check=True)
    assert told.read_text() == "[true, true, true, true]"


def test_new_files_are_only_the_owners(tmp_path: Path) -> None:
    python(BEGIN + "open(sys.argv[1], 'w').close()", str(tmp_path / "new"))
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux' kernel")
def test_p10_memory_is_private() -> None:
    code = BEGIN + (
        "import ctypes, resource;"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert python(code) == "(0, 0) 0"


@pytest.fixture
def cores_wanted() -> Iterator[bool]:
    """Let programs leave core files, as far as this machine does; say whether it does."""
    kept = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (kept[1], kept[1]))
    yield kept[1] != 0
    resource.setrlimit(resource.RLIMIT_CORE, kept)


@pytest.mark.usefixtures("cores_wanted")
def test_p10_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    code = BEGIN + f"os.chdir({str(tmp_path)!r}); os.abort()"
    crashed = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert crashed.returncode == -signal.SIGABRT
    assert list(tmp_path.iterdir()) == []


def end_of(program: subprocess.Popen[bytes]) -> tuple[int, bool]:
    """Which signal ended a program, and whether the kernel wrote down its memory."""
    _, status = os.waitpid(program.pid, 0)
    program.returncode = -os.WTERMSIG(status)
    return os.WTERMSIG(status), os.WCOREDUMP(status)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux' kernel")
def test_p10_the_running_program_may_leave_no_core_and_leaves_none(
    home: Path,
    cores_wanted: bool,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.chdir(home)  # where a core file would lie
    other = subprocess.Popen([sys.executable, "-c", "import os; os.abort()"])
    assert end_of(other) == (signal.SIGABRT, cores_wanted)
    for path in home.glob("core*"):
        path.unlink()
    with started(home, home / "said.log") as program:
        until(lambda: has_a_sale(home))
        limits = Path(f"/proc/{program.pid}/limits").read_text()
        (line,) = [one for one in limits.splitlines() if one.startswith("Max core file size")]
        assert line.split()[4:6] == ["0", "0"]
        program.send_signal(signal.SIGABRT)
        assert end_of(program) == (signal.SIGABRT, False)
    cores = [path for path in home.rglob("core*") if path.is_file()]
    assert cores == []
    record_property("figure", f"{len(cores)} core files")


@pytest.fixture
def root() -> tuple[str, ...]:
    """A command that makes root of a program, in a namespace of its own."""
    command = ("unshare", "--user", "--map-root-user")
    tried = shutil.which("unshare") and subprocess.run([*command, "true"], check=False).returncode
    if tried != 0:
        pytest.skip("user namespaces are forbidden here")
    return command


@pytest.mark.parametrize("arguments", [["--tour", "DIR"], ["--tour=DIR", "--theme", "dark"]])
def test_root_plays_the_tour_as_an_ordinary_user(
    root: tuple[str, ...], arguments: list[str]
) -> None:
    bus = "unix:path=/run/bus"
    said = python(WHO, *arguments, run=root, DBUS_SESSION_BUS_ADDRESS=bus)
    assert said == " ".join(["1000", "true", *arguments])


def test_root_without_a_session_bus_opens_the_window_as_an_ordinary_user(
    root: tuple[str, ...],
) -> None:
    assert python(WHO, run=root, DBUS_SESSION_BUS_ADDRESS="") == "1000 true"


def test_root_with_a_session_bus_keeps_its_keyring(root: tuple[str, ...]) -> None:
    bus = "unix:path=/run/bus"
    assert python(WHO, run=root, DBUS_SESSION_BUS_ADDRESS=bus).startswith("0 ")


def test_a_command_without_a_window_stays_who_it_is(root: tuple[str, ...]) -> None:
    assert python(WHO, "emulator", run=root, DBUS_SESSION_BUS_ADDRESS="").startswith("0 ")


@pytest.mark.parametrize("has_unshare", [True, False])
def test_root_stays_root_where_namespaces_are_forbidden(
    root: tuple[str, ...], tmp_path: Path, has_unshare: bool
) -> None:
    if has_unshare:
        (tmp_path / "unshare").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "unshare").chmod(0o700)
    real = str(shutil.which("unshare"))
    said = python(WHO, "--tour", "x", run=(real, *root[1:]), PATH=str(tmp_path))
    assert said.startswith("0 ")


def test_the_exit_code_comes_through(root: tuple[str, ...]) -> None:
    command = [*root, sys.executable, "-c", BEGIN + "sys.exit(7)", "--tour", "x"]
    assert subprocess.run(command, check=False).returncode == 7


STARTED = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", sys.executable]


@pytest.mark.parametrize(
    ("arguments", "bus", "leaves"),
    [
        ([], "", True),
        (["--theme", "dark"], "", True),
        ([], "unix:path=/run/bus", False),
        (["--tour", "DIR"], "unix:path=/run/bus", True),
        (["emulator"], "", False),
        (["openapi", "--api-version", "v1"], "", False),
    ],
)
def test_root_is_left_where_a_page_is_wanted_and_no_keyring_lost(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], bus: str, leaves: bool
) -> None:
    started: list[list[str]] = []
    environ = {"DBUS_SESSION_BUS_ADDRESS": bus}
    monkeypatch.setattr(sandbox, "is_root", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess("", 0))
    monkeypatch.setattr(os, "execvpe", lambda _file, command, _environ: started.append(command))
    startup.leave_root(["apay-console", *arguments], environ)
    assert [command[: len(STARTED)] for command in started] == [STARTED] * leaves
    assert environ.get("MESA_SHADER_CACHE_DISABLE") == ("true" if leaves else None)


@pytest.mark.parametrize("fault", [FileNotFoundError("unshare"), None])
def test_root_stays_where_there_is_no_way_out(
    monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    def refuse(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        if fault:
            raise fault
        return subprocess.CompletedProcess("", 1)

    monkeypatch.setattr(sandbox, "is_root", lambda: True)
    monkeypatch.setattr(subprocess, "run", refuse)
    monkeypatch.setattr(os, "execvpe", None)
    startup.leave_root(["apay-console", "--tour", "DIR"], {})


def test_qt_keeps_no_source_of_what_is_loaded_after_it() -> None:
    code = "startup.load_qt(); import tabnanny, linecache; print(*linecache.cache)"
    assert "tabnanny" not in python(f"from apay_console import startup; {code}")
    unasked = "import PySide6.QtCore, tabnanny, linecache; print(*linecache.cache)"
    assert "tabnanny" in python(unasked)  # or else `load_qt` need not do what it does


def test_nothing_is_collected_while_the_window_is_loaded() -> None:
    code = "import gc; from apay_console import startup; startup.load_qt(); print(gc.isenabled())"
    assert python(code) == "False"


@pytest.mark.parametrize(("wished", "seen"), [(1.5, "1.5"), (1.0, "2")])
def test_the_scale_is_qts_for_as_long_as_it_asks(wished: float, seen: str) -> None:
    environ = {"QT_SCALE_FACTOR": "2"}
    with startup.scaled(wished, environ):
        assert environ["QT_SCALE_FACTOR"] == seen
    assert environ["QT_SCALE_FACTOR"] == "2"


def test_no_program_that_is_opened_from_here_is_scaled_too() -> None:
    environ: dict[str, str] = {}
    with startup.scaled(1.25, environ):
        assert environ == {"QT_SCALE_FACTOR": "1.25"}
    assert environ == {}
