"""The interop run brings Node where it may, and never passes without it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it is a shell script")

SCRIPT = Path(__file__).parents[2] / "packaging/interop.sh"
NODE = "#!/bin/sh\nexit {code}\n"  # what it says to the question whether it is new enough
APT = """#!/bin/sh
echo "apt-get $*" >>"{log}"
case "$*" in *install*) {install} ;; esac
"""


@dataclass(frozen=True)
class Machine:
    """A project to run, and all the programs that there are."""

    folder: Path

    def put(self, name: str, script: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(script, "utf-8")
        path.chmod(0o755)

    def node(self, code: int) -> None:
        self.put("bin/npm", "#!/bin/sh\n")
        self.put("bin/node", NODE.format(code=code))

    def apt(self, install: str, *, user: int = 0) -> None:
        self.put("bin/apt-get", APT.format(log=self.folder / "log", install=install))
        self.put("bin/id", f"#!/bin/sh\necho {user}\n")

    def run(self) -> tuple[int, str]:
        done = subprocess.run(
            [shutil.which("bash") or "bash", str(self.folder / "packaging/interop.sh"), "--all"],
            env={"PATH": str(self.folder / "bin")},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        return done.returncode, done.stdout + done.stderr

    def asked(self) -> list[str]:
        log = self.folder / "log"
        return log.read_text("utf-8").splitlines() if log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    found = Machine(tmp_path)
    found.put("packaging/interop.sh", SCRIPT.read_text("utf-8"))
    found.put(".venv/bin/python", '#!/bin/sh\necho "ran $*"\n')
    for tool in ("sh", "dirname", "cp", "chmod"):
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return found


def test_with_node_it_runs_at_once_and_installs_nothing(machine: Machine) -> None:
    machine.node(0)
    machine.apt("exit 1")
    assert machine.run() == (0, "ran -m tests.interop --all\n")
    assert machine.asked() == []


def test_without_node_it_installs_debians_and_runs(machine: Machine) -> None:
    machine.node(0)
    ready = machine.folder / "ready"
    (machine.folder / "bin/node").rename(ready)
    machine.apt(f'cp "{ready}" "{machine.folder}/bin/node"')
    code, words = machine.run()
    assert code == 0
    assert "ran -m tests.interop --all" in words
    assert machine.asked()[-1] == "apt-get -qq install -y --no-install-recommends nodejs npm"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda machine: machine.apt("exit 100"),
        lambda machine: machine.apt("exit 0"),  # it says that it worked, and brought nothing
        lambda machine: machine.apt("exit 100", user=1000),
        lambda machine: None,  # no apt at all
        lambda machine: machine.node(1),  # too old
    ],
    ids=["apt fails", "apt brings nothing", "no root", "no apt", "Node is too old"],
)
def test_without_node_it_fails_and_says_what_brings_it(
    machine: Machine, spoil: Callable[[Machine], None]
) -> None:
    spoil(machine)
    code, words = machine.run()
    assert code == 1
    assert "Node 18 or newer" in words
    assert "apt-get install --no-install-recommends nodejs npm" in words
    assert "ran -m" not in words


def test_who_is_not_root_is_told_the_command_and_nothing_is_installed(machine: Machine) -> None:
    machine.apt("exit 0", user=1000)
    assert machine.run()[0] == 1
    assert machine.asked() == []
