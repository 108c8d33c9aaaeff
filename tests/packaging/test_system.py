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
