"""What the outside may say to the program: switches and variables that would turn it do nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S
from tests.real_program import home

__all__ = ["home"]
SWITCHES = [
    ["--no-sandbox"],
    ["--remote-debugging-port=1"],
    ["--remote-debugging-port", "1"],
    ["--webEngineArgs", "--no-sandbox"],
    ["-style", "windows"],
    ["-platform", "xcb"],
    ["-platformpluginpath", "/tmp"],
    ["-qwindowgeometry", "1x1"],
    ["--profile", "x", ";", "rm", "-rf", "x"],
    ["$(touch pwned)"],
    ["`touch pwned`"],
    ["--tou", "x"],
    ["--\u202eenil"],
    ["x\nsecond line"],
    ["--theme", "dark; touch pwned"],
]
# The window of the program itself, which tells what it came to and closes.
LOOK = """
import os, sys
from PySide6.QtCore import QTimer
from apay_console import __main__ as program
from apay_console.ui.main_window import MainWindow

def look(window, console):
    state = console.desk.state
    if state is not None and (state.exchange or state.notice) and not state.busy:
        window.look.stop()
        kept = {name for name in os.environ if name in NAMES}
        said = f"{state.notice.sentence}" if state.notice else "answered"
        print(said, *sorted(kept), sep="|", flush=True)
        window.close()

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    self.look = QTimer(self)
    self.look.timeout.connect(lambda: look(self, console))
    self.look.start(20)

MainWindow.serve = serve
NAMES, sys.argv[1:] = sys.argv[1:], []
sys.exit(program.main())
"""


def run(home: Path, *command: str, **environ: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command in a home of its own; None takes a variable away."""
    places = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    whole = os.environ | places | {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"} | environ
    given = {name: value for name, value in whole.items() if value is not None}
    return subprocess.run(
        [sys.executable, *command],
        env=given,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.parametrize("switches", SWITCHES, ids=" ".join)
def test_b115_switches_of_qts_chromiums_or_nobodys_are_refused_in_one_line(
    home: Path, switches: list[str]
) -> None:
    done = run(home, "-m", "apay_console", *switches)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("apay-console: ")
    assert done.stderr.count("\n") == 1
    assert list(home.iterdir()) == []  # nothing was begun, and no shell was asked


def test_b115_help_says_what_there_is_and_does_nothing_else(home: Path) -> None:
    done = run(home, "-m", "apay_console", "--help", "--profile", "x", ";", "rm")
    assert done.returncode == 0
    assert "--tour" in done.stdout
    assert list(home.iterdir()) == []


HOSTILE = {
    "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    "SSLKEYLOGFILE": "keys.log",
    "SSL_CERT_FILE": "/nope",
    "SSL_CERT_DIR": "/nope",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "socks5://127.0.0.1:9",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
    "QTWEBENGINE_REMOTE_DEBUGGING": "9",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
    "QT_PLUGIN_PATH": "/nope",
    "QT_LOGGING_RULES": "*.debug=true",
}


def test_b116_variables_that_would_turn_it_are_gone_and_it_answers(home: Path) -> None:
    done = run(home, "-c", LOOK, *HOSTILE, **HOSTILE)
    assert (done.returncode, done.stdout) == (0, "answered\n"), done.stderr
    assert not (home / "keys.log").exists()


@pytest.mark.parametrize("zone", ["bad", "../../etc/passwd", ":", "Mars/Olympus\x01"])
def test_b116_a_time_zone_that_is_none_keeps_nobody_out(home: Path, zone: str) -> None:
    done = run(home, "-c", LOOK, TZ=zone)
    assert (done.returncode, done.stdout) == (0, "answered\n"), done.stderr


def test_b116_without_a_home_it_takes_the_folders_that_are_named(home: Path) -> None:
    done = run(home, "-c", LOOK, HOME=None)
    assert (done.returncode, done.stdout) == (0, "answered\n"), done.stderr
    assert (home / "DATA/apay-console/console.sqlite3").exists()


def test_b116_a_home_that_cannot_be_written_is_explained(home: Path) -> None:
    places = {f"XDG_{name}_HOME": None for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    done = run(home, "-c", LOOK, HOME="/proc/nowhere", **places)
    assert done.returncode == 0, done.stderr
    assert "/proc/nowhere/.local/share/apay-console" in done.stdout
    assert "Traceback" not in done.stderr
