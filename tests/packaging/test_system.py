"""Set-up names what a machine lacks in the words of that machine's own package manager."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SOURCE = Path(__file__).parents[2] / "packaging" / "system.py"


@pytest.fixture(scope="module")
def system() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_system", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TABLE = """
# a comment
libegl1                        libEGL.so.1

libglib2.0-0t64|libglib2.0-0   libglib-2.0.so.0
dbus-daemon                    dbus-run-session
"""


def test_each_row_names_packages_and_a_proof(system: ModuleType) -> None:
    assert system.read(TABLE) == [
        system.Part(("libegl1",), "libEGL.so.1"),
        system.Part(("libglib2.0-0t64", "libglib2.0-0"), "libglib-2.0.so.0"),
        system.Part(("dbus-daemon",), "dbus-run-session"),
    ]


def test_the_real_table_can_be_read(system: ModuleType) -> None:
    assert len(system.read(system.TABLE.read_text("utf-8"))) > 15


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these files")
@pytest.mark.parametrize(
    ("proof", "there"),
    [("libc.so.6", True), ("libnobody.so.9", False), ("sh", True), ("no-such-program", False)],
)
def test_what_is_there_is_found(system: ModuleType, proof: str, there: bool) -> None:
    assert system.is_there(system.Part(("any",), proof)) is there


@pytest.mark.parametrize(
    ("known", "named"),
    [
        ({"libegl1", "libglib2.0-0t64", "dbus-daemon"}, "libegl1 libglib2.0-0t64 dbus-daemon"),
        ({"libegl1", "libglib2.0-0", "dbus-daemon"}, "libegl1 libglib2.0-0 dbus-daemon"),
        (set(), "libegl1 libglib2.0-0 dbus-daemon"),
    ],
    ids=["new names", "old names", "no lists yet"],
)
def test_apt_is_asked_by_the_names_it_knows(
    system: ModuleType, known: set[str], named: str
) -> None:
    asked = system.command(system.read(TABLE), {"apt-get"}.__contains__, known.__contains__)
    assert asked == f"sudo apt-get install --no-install-recommends {named}"


@pytest.mark.parametrize("installer", ["dnf", "zypper"])
def test_rpm_is_asked_for_what_packages_provide(system: ModuleType, installer: str) -> None:
    asked = system.command(system.read(TABLE), {installer}.__contains__, set().__contains__)
    assert asked == (
        f"sudo {installer} install 'libEGL.so.1()(64bit)' 'libglib-2.0.so.0()(64bit)' "
        "/usr/bin/dbus-run-session"
    )


def test_elsewhere_the_files_are_named(system: ModuleType) -> None:
    asked = system.command(system.read(TABLE), set().__contains__, set().__contains__)
    assert asked.endswith("libEGL.so.1, libglib-2.0.so.0, dbus-run-session")


LACKING = "libnobody9  libnobody.so.9\nno-such-program  no-such-program\nlibc6  libc.so.6\n"


@pytest.fixture
def apt_log(system: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with apt that lacks two things, and what apt-get was told there."""
    log = tmp_path / "log"
    log.touch()
    (tmp_path / "table").write_text(LACKING, "utf-8")
    for name, script in (("apt-get", f'echo "$*" >>"{log}"'), ("apt-cache", "echo Version: 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(system, "TABLE", tmp_path / "table")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(system.APT_ENVIRONMENT, "PATH", str(tmp_path))
    return log


BRING = (
    "setup: something is missing here; bring it with: "
    "sudo apt-get install --no-install-recommends libnobody9 no-such-program\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is completed")
@pytest.mark.parametrize("user", [1000, 0], ids=["ordinary user", "root"])
def test_what_is_missing_is_one_command_and_only_root_starts_it(
    system: ModuleType,
    apt_log: Path,
    user: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert system.main() == 0
    assert capfd.readouterr() == ("", BRING)  # root too: this apt-get brings nothing
    told = [line.split(maxsplit=5)[-1] for line in apt_log.read_text("utf-8").splitlines()]
    install = "install -y --no-install-recommends libnobody9 no-such-program"
    assert told == ([] if user else ["update", install])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is completed")
def test_where_nothing_is_missing_nothing_is_said(
    system: ModuleType, apt_log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    system.TABLE.write_text("libc6  libc.so.6\n", "utf-8")
    assert system.main() == 0
    assert capfd.readouterr() == ("", "")
    assert apt_log.read_text("utf-8") == ""
