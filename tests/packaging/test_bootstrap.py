"""Set-up takes the newest Python that works, does nothing twice, and says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="set-up is a shell script")

ROOT = Path(__file__).parents[2]
TOOLS = ("bash", "sh", "dirname", "cat", "cksum", "grep", "mkdir", "cp", "flock")
# What the set-up asks is answered by a real Python, which is first made to look like another.
GOOD = ""
TOO_OLD = "import sys; sys.version_info = (3, 10, 12, 'final', 0)"
NO_VENV = "import sys; sys.modules['venv'] = None"
NO_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"
SHIM = "shim"
PYTHON = """#!/bin/sh
echo "{name} $*" >>"{log}"
case "$*" in
    -c*) exec "{real}" -I -c "{likeness}
$2" ;;
    --version) echo "Python of {name}" ;;
    "-m venv --clear .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python
        echo "VIRTUAL_ENV=$PWD/.venv" >.venv/bin/activate ;;
esac
"""
DEAD = (
    '#!/bin/sh\necho "{name} $*" >>"{log}"\necho "pyenv: {name}: command not found" >&2\nexit 127\n'
)


@dataclass(frozen=True)
class Machine:
    """A project to set up, and all the programs that there are."""

    project: Path
    programs: Path
    log: Path

    def put(self, name: str, script: str, folder: Path | None = None) -> None:
        """Put a program on the PATH."""
        path = (folder or self.programs) / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, "utf-8")
        path.chmod(0o755)

    def python(self, name: str, likeness: str, folder: Path | None = None) -> None:
        """Put a Python on the PATH that notes how it is called."""
        script = DEAD if likeness == SHIM else PYTHON
        words = {"name": name, "log": self.log, "real": sys.executable, "likeness": likeness}
        self.put(name, script.format(**words), folder)

    def apt(self, *known: str) -> None:
        """Put an apt on the PATH that knows these packages, for who is not root."""
        names = "|".join(known) or "nothing"
        self.put("apt-cache", f'#!/bin/sh\ncase "$2" in {names}) echo "Version: 3" ;; esac\n')
        self.put("apt-get", f'#!/bin/sh\necho "apt-get $*" >>"{self.log}"\n')
        self.put("id", "#!/bin/sh\necho 1000\n")

    def set_up(self, *more: Path) -> subprocess.CompletedProcess[str]:
        """Run the real script, with an empty log."""
        self.log.write_text("", "utf-8")
        path = os.pathsep.join(map(str, (*more, self.programs)))
        command = ["bash", str(self.project / "packaging" / "bootstrap.sh")]
        return subprocess.run(
            command, env={"PATH": path}, capture_output=True, text=True, check=False, timeout=30
        )

    def called(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "a project", tmp_path / "programs", tmp_path / "log")
    made.programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:  # some systems have no flock, and the set-up can do without
            (made.programs / tool).symlink_to(found)
    (made.project / "packaging").mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "bootstrap.sh", made.project / "packaging")
    for name in ("pyproject.toml", "packaging/requirements-dev.txt", "packaging/system.py"):
        (made.project / name).touch()
    return made


def made_by(machine: Machine) -> list[str]:
    return [line.split()[0] for line in machine.called() if "-m venv" in line]


@pytest.mark.parametrize(
    ("pythons", "taken"),
    [
        ({"python3.11": GOOD, "python3.13": GOOD}, "python3.13"),
        ({"python3.14": SHIM, "python3.12": GOOD, "python3.11": GOOD}, "python3.12"),
        ({"python3.14": NO_VENV, "python3.13": NO_ENSUREPIP, "python3.11": GOOD}, "python3.11"),
        ({"python3.12": TOO_OLD, "python3": GOOD}, "python3"),
    ],
    ids=["the newest", "one is a shim", "two lack their venv", "one is not what it is called"],
)
def test_the_newest_python_that_works_is_taken(
    machine: Machine, pythons: dict[str, str], taken: str
) -> None:
    for name, likeness in pythons.items():
        machine.python(name, likeness)
    done = machine.set_up()
    assert done.returncode == 0, done.stderr
    assert made_by(machine) == [taken]
    assert f"({machine.programs / taken})" in done.stderr


def test_a_shim_does_not_hide_the_python_behind_it(machine: Machine, tmp_path: Path) -> None:
    shims = tmp_path / "shims"
    machine.python("python3.13", SHIM, shims)
    machine.python("python3.13", GOOD)
    machine.python("python3.12", GOOD)
    done = machine.set_up(shims)
    assert done.returncode == 0, done.stderr
    assert f"({machine.programs / 'python3.13'})" in done.stderr


def test_what_is_installed_is_pinned_and_comes_before_the_stamp(machine: Machine) -> None:
    machine.python("python3.12", GOOD)
    assert machine.set_up().returncode == 0
    assert [line for line in machine.called() if "install" in line or "system" in line] == [
        "python3.12 -m pip install -qq --require-hashes -r packaging/requirements-dev.txt",
        "python3.12 -m pip install -qq --no-index --no-deps --no-build-isolation -e .",
        "python3.12 packaging/system.py",
    ]
    assert (machine.project / ".venv" / ".ready").exists()


def test_a_second_time_nothing_is_done_or_said(machine: Machine) -> None:
    machine.python("python3.12", GOOD)
    machine.set_up()
    done = machine.set_up()
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.called() == ["python3.12 -c "]  # only whether it still starts


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements-dev.txt"])
def test_what_changed_is_installed_into_the_same_environment(
    machine: Machine, changed: str
) -> None:
    machine.python("python3.12", GOOD)
    machine.set_up()
    (machine.project / changed).write_text("# more", "utf-8")
    assert machine.set_up().returncode == 0
    assert made_by(machine) == []
    assert sum("pip install" in line for line in machine.called()) == 2


def test_an_environment_that_was_moved_with_its_folder_is_made_again(machine: Machine) -> None:
    machine.python("python3.12", GOOD)
    machine.set_up()
    moved = replace(machine, project=machine.project.rename(machine.project.with_name("moved")))
    assert moved.set_up().returncode == 0
    assert made_by(moved) == ["python3.12"]
    assert moved.set_up().returncode == 0
    assert made_by(moved) == []


def test_a_set_up_that_broke_off_is_done_again(machine: Machine) -> None:
    machine.python("python3.12", GOOD)
    machine.set_up()
    machine.put("python", DEAD.format(name="gone", log=machine.log), machine.project / ".venv/bin")
    assert machine.set_up().returncode == 0
    assert made_by(machine) == ["python3.12"]


@pytest.mark.parametrize(
    ("known", "named"),
    [
        (("python3.13-venv", "python3.11-venv"), "python3.13-venv"),
        (("python3.11-venv",), "python3.11-venv"),
        ((), "python3-venv"),
    ],
)
def test_without_a_python_an_ordinary_user_is_told_one_command(
    machine: Machine, known: tuple[str, ...], named: str
) -> None:
    machine.python("python3.11", NO_ENSUREPIP)
    machine.python("python3", TOO_OLD)
    machine.apt(*known)
    done = machine.set_up()
    assert done.returncode != 0
    assert [line for line in done.stderr.splitlines() if "install" in line] == [
        f"setup: bring one with: sudo apt-get install {named}"
    ]
    assert {line.split()[1] for line in machine.called()} == {"-c"}  # asked, and no more
    assert not (machine.project / ".venv").exists()
