"""The runner of the tests: a worker that dies or a test that never ends cannot hold up a run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
SLEEP = f"import time\ndef test_sleeps(): time.sleep({10 * PATIENCE_S})\n"
# SIGALRM is what tells `timeout`, the grandparent of a worker, that its time is over.
LATE = f"""
import os, signal, time
from pathlib import Path
def test_sleeps():
    fields = Path(f"/proc/{{os.getppid()}}/stat").read_text().rpartition(")")[2].split()
    os.kill(int(fields[1]), signal.SIGALRM)
    time.sleep({10 * PATIENCE_S})
"""
# What the tests of this project have in common; its own would only take longer.
CONFTEST = """
from tests.worker_deaths import WorkerDeaths
def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(WorkerDeaths())
"""

pytestmark = pytest.mark.skipif(not shutil.which("timeout"), reason="timeout comes with Linux")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = ["-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider", *arguments, str(folder)]
    return subprocess.run(
        [shutil.which("bash") or "bash", str(ROOT / "packaging/run-tests.sh"), *given],
        env=os.environ | {"TEST_LIMIT_S": "600"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_a_worker_that_dies_ends_the_run_at_once_red_with_its_test_and_stack(folder):
    (folder / "test_dying.py").write_text(
        "import os, signal\ndef test_dies(): os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    (folder / "test_other.py").write_text(SLEEP)  # a run that waited for it would be too late
    ended = run(folder, "-n", "2", "--dist", "loadfile")
    assert ended.returncode == 3
    assert "A worker process died in" in ended.stdout
    assert "test_dying.py::test_dies" in ended.stdout
    assert "Fatal Python error: Segmentation fault" in ended.stderr
    assert "in test_dies" in ended.stderr


def test_a_worker_that_crashes_after_its_last_test_fails_the_run(folder):
    (folder / "test_leaving.py").write_text(
        "import atexit, os, signal\n"
        "def test_leaves(): atexit.register(os.kill, os.getpid(), signal.SIGSEGV)\n"
    )
    ended = run(folder, "-n", "1")
    assert "1 passed" in ended.stdout
    assert "Worker processes crashed: gw0 by SIGSEGV" in ended.stdout
    assert ended.returncode == 3
    assert "Fatal Python error: Segmentation fault" in ended.stderr


def test_a_process_that_crashes_after_its_last_test_fails_the_run(folder):
    (folder / "test_leaving.py").write_text(
        "import atexit, os, signal\n"
        "def test_leaves(): atexit.register(os.kill, os.getpid(), signal.SIGSEGV)\n"
    )
    ended = run(folder)
    assert "1 passed" in ended.stdout
    assert ended.returncode != 0


def test_a_run_that_does_not_end_is_ended_with_the_stack_of_each_process(folder):
    (folder / "test_other.py").write_text(LATE)
    ended = run(folder, "-n", "1")
    assert ended.returncode == 124
    assert "did not end within 600 seconds" in ended.stderr
    assert ended.stderr.count("Fatal Python error: ") == 2  # two write at the same time
    assert "test_sleeps" in ended.stderr


def test_a_run_that_goes_well_says_so(folder):
    (folder / "test_well.py").write_text("def test_goes_well(): pass\n")
    assert run(folder, "-n", "1").returncode == 0
