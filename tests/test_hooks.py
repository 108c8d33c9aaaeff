"""What nobody caught is logged and told, and the program goes on."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from apay_console import hooks
from tests.real_program import home

__all__ = ["home"]
CANARY = "Mara Quill"
WAYS = {
    "a slot": "QTimer.singleShot(0, fail)",
    "a thread": "threading.Thread(target=fail).start()",
    "a coroutine": "console.desk.services.runner.run(failing(), owner=console, done=print)",
    "a task": "console.desk.services.runner.run(leaving(), owner=console, done=quiet)",
    "the collector": "Failing()",
}
# The program itself; once its first sale is there it fails in one way, and then ends by itself.
PROGRAM = """
import asyncio, sys, threading
from PySide6.QtCore import QTimer
from apay_console import __main__ as program
from apay_console.ui.main_window import MainWindow

secret = "{canary}"

def quiet(_): pass
def fail(): raise LookupError(secret)
async def failing(): fail()
async def leaving():
    task = asyncio.get_running_loop().create_task(failing())
    await asyncio.wait([task])
class Failing:
    def __del__(self): fail()

def broken(console, window):
    console.editor.set_text("merchantMetadata.noteToBuyer", "typed before")
    {fail}

def look(console, window, done=[]):
    state = console.desk.state
    if state is None or not console.courier or state.busy or not state.exchange:
        return
    if not done:
        done.append(broken(console, window))
    elif state.notice and "LookupError" in str(state.notice.sentence):
        window.look.stop()
        print(state.notice.sentence)
        window.close()

def serve(self, console, before=MainWindow.serve):
    before(self, console)
    self.look = QTimer(self)
    self.look.timeout.connect(lambda: look(console, self))
    self.look.start(20)

MainWindow.serve = serve
sys.argv[1:] = []
sys.exit(program.main())
"""


def run(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    places = {name: str(home / name) for name in ("data", "state", "cache", "config")}
    environ = {f"XDG_{name.upper()}_HOME": place for name, place in places.items()}
    environ |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, env=os.environ | environ, capture_output=True, text=True, timeout=30, check=False
    )


def log_of(home: Path) -> str:
    return (home / "state/apay-console/log/console.log").read_text("utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_f64_what_nobody_caught_is_told_and_logged_and_the_program_lives(
    home: Path, way: str
) -> None:
    done = run(home, PROGRAM.format(canary=CANARY, fail=WAYS[way]))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "This console made a mistake (LookupError). Your values are kept.\n"
    assert "ERROR mistake kind=LookupError\n  " in log_of(home)
    assert CANARY not in done.stderr + log_of(home)
    assert b"typed before" in (home / "data/apay-console/console.sqlite3").read_bytes()


def test_a_mistake_in_telling_a_mistake_is_told_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    def tell(kind: str) -> None:
        told.append(kind)
        hooks._caught(KeyError(CANARY))

    hooks.listen(tell)
    hooks._caught(ValueError(CANARY))
    hooks._caught(OSError(CANARY))
    hooks.listen(None)
    assert told == ["ValueError", "OSError"]


def python(home: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run a program that catches, and whose lines are printed at the end."""
    head = "import sys\nfrom pathlib import Path\nfrom apay_console import hooks, log\n"
    begin = f"log.begin()\nhooks.catch()\nFOLDER = Path({str(home)!r})\n"
    return run(
        home, f"{head}{begin}SECRET = {CANARY!r}\n{code}\nprint(*log.lines.all(), sep='\\n')"
    )


def test_p09_a_program_that_fails_before_its_window_says_so_in_one_line(home: Path) -> None:
    done = run(home, f"from apay_console import hooks\nhooks.catch()\nraise ValueError({CANARY!r})")
    assert done.returncode == 1
    assert done.stderr.endswith("apay-console: a mistake (ValueError); the log says where\n")
    assert CANARY not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_ctrl_c_is_no_mistake(home: Path) -> None:
    done = python(home, "try:\n  sys.excepthook(*[KeyboardInterrupt, KeyboardInterrupt(), None])\n"
                        "finally: pass")  # fmt: skip
    assert "mistake" not in done.stdout


def test_p08_what_qt_says_is_told_by_its_place_and_shown_without_data(home: Path) -> None:
    said = (
        "from PySide6.QtCore import QLoggingCategory, qWarning, qCWarning\n"
        "hooks.hear_qt()\n"
        "qWarning('QFile::open: /home/mara/x \"Mara Quill\" mara@example.com 4111111111111111')\n"
        "qCWarning(QLoggingCategory('js'), 'Mara Quill')\n"
        "hooks.leave_qt()"
    )
    done = python(home, said)
    assert done.stderr == "QFile::open: … … … …\n"
    lines = [line.split(" ", 1)[1] for line in done.stdout.splitlines()]
    assert lines == ["WARNING qt kind=default at=QFile::open", "WARNING qt kind=js at=-"]


def test_p09_a_crash_is_told_at_the_next_start_without_the_paths_that_python_wrote(
    home: Path,
) -> None:
    crash = "import faulthandler\nhooks.catch_crashes(FOLDER)\nfaulthandler._sigabrt()"
    assert python(home, crash).returncode < 0
    written = (home / hooks.CRASHES).read_text("utf-8")
    assert str(Path(hooks.__file__).parents[1]) in written or "File" in written
    assert (home / hooks.CRASHES).stat().st_mode & 0o777 == 0o600
    told = python(home, "hooks.catch_crashes(FOLDER)").stdout
    assert "ERROR crashed last time\n  <string>:" in told
    assert "/" not in told.partition("last time")[2]
    assert (home / hooks.CRASHES).read_bytes() == b""


@pytest.mark.parametrize(
    ("context", "said"),
    [
        ({"exception": MemoryError(), "transport": None}, ""),
        ({"exception": MemoryError()}, "a mistake (MemoryError)"),
        ({"exception": ValueError(), "transport": None}, "a mistake (ValueError)"),
    ],
)
def test_a_transport_without_memory_tells_who_waits_and_is_no_mistake(
    context: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(asyncio.new_event_loop()) as loop:
        hooks.loop_failed(loop, context)
    told = capsys.readouterr().err
    assert said in told if said else told == ""
