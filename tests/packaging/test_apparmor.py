"""One command gives this program, and no other, the namespaces that its sandbox is built from."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging/apparmor"
# A /etc of our own, inside a namespace: nothing of this machine is touched.
INSIDE = (
    'mount -t tmpfs none /etc && mkdir /etc/apparmor.d && bash "$@"; status=$?;'
    "cat /etc/apparmor.d/* 2>/dev/null; exit $status"
)
IN_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", INSIDE, "sh"]


def _has_namespaces() -> bool:
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    tried = subprocess.run([*IN_NAMESPACE, "-c", "true"], capture_output=True, check=False)
    return tried.returncode == 0


pytestmark = pytest.mark.skipif(
    not _has_namespaces(), reason="it needs a /etc of its own, and user namespaces are forbidden"
)


@dataclass(frozen=True)
class Run:
    """What came of the command."""

    status: int
    said: str
    loaded: str  # what AppArmor's own program was called with
    profile: str


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with a program to be let, and one in the place of AppArmor's own."""
    parser = tmp_path / "bin/apparmor_parser"
    parser.parent.mkdir()
    parser.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/loaded\n')
    parser.chmod(0o755)
    return tmp_path


def install(tools: Path, program: Path) -> Run:
    told = subprocess.run(
        [*IN_NAMESPACE, str(FOLDER / "install.sh"), str(program)],
        env={"PATH": f"{tools}/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    loaded = tools / "loaded"
    words = loaded.read_text() if loaded.exists() else ""
    said, _, profile = told.stdout.partition("# Ubuntu")
    return Run(told.returncode, said + told.stderr, words, profile)


def program_at(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", ["apay-console", "Apay Console/apay-console", "$(id) & x/a"])
def test_p26_one_command_lets_this_program_have_its_sandbox(tools: Path, name: str) -> None:
    program = program_at(tools / name)
    done = install(tools, program)
    assert (done.status, done.loaded) == (0, "-r /etc/apparmor.d/apay-console\n")
    assert f'profile apay-console "{program}" flags=(unconfined) {{' in done.profile
    assert "userns," in done.profile
    assert "@PROGRAM@" not in done.profile
    assert str(program) in done.said


@pytest.mark.parametrize(
    "name", ["*/a", "a{b,c}/d", "a[b]/c", "@{HOME}/a", 'a"b', "a\\b", "a?", "^a"]
)
def test_p26_a_path_that_would_mean_more_than_one_program_is_refused(
    tools: Path, name: str
) -> None:
    done = install(tools, program_at(tools / name))
    assert (done.status, done.loaded, done.profile) == (1, "", "")
    assert "AppArmor cannot take this path" in done.said


def test_p26_a_program_that_is_not_there_is_refused(tools: Path) -> None:
    done = install(tools, tools / "nothing")
    assert (done.status, done.loaded, done.profile) == (1, "", "")
    assert "There is no program at" in done.said


def test_p26_the_profile_is_of_this_form() -> None:
    text = (FOLDER / "apay-console.in").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    assert lines[:2] == ["abi <abi/4.0>,", "include <tunables/global>"]
    assert re.fullmatch(r'profile \S+ "@PROGRAM@" flags=\(unconfined\) \{', lines[2])
    assert lines[3:] == ["userns,", "include if exists <local/apay-console>", "}"]
