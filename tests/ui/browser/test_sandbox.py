"""No foreign page without a sandbox, and never a browser that would take the program with it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from apay_console.ui.browser import sandbox


@pytest.fixture(autouse=True)
def fresh_answer() -> None:
    sandbox.can_sandbox.cache_clear()
    sandbox.has_process.cache_clear()


def test_f71_a_missing_browser_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert "not available" in str(sandbox.obstacle(ours=True))


@pytest.mark.skipif(sys.platform == "darwin", reason="there it is a bundle inside Qt's own")
def test_f71_a_browser_without_the_program_for_its_pages_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sandbox.has_process()
    monkeypatch.setattr(QLibraryInfo, "path", lambda _: str(tmp_path))
    assert sandbox.has_process()  # asked once
    sandbox.has_process.cache_clear()
    assert "not available" in str(sandbox.obstacle(ours=True, sandboxed=True))
    sandbox.has_process.cache_clear()


def test_f71_root_gets_no_page_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_root", lambda: True)
    assert "root" in str(sandbox.obstacle(ours=True, sandboxed=True))


def test_p26_without_a_sandbox_only_our_own_pages_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    assert sandbox.obstacle(ours=True, sandboxed=False) is None
    assert "install.sh" in str(sandbox.obstacle(ours=False, sandboxed=False))


def test_with_a_sandbox_every_page_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    assert sandbox.obstacle(ours=False, sandboxed=True) is None


def test_our_own_pages_need_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "is_root", lambda: False)
    monkeypatch.setattr(subprocess, "run", None)
    assert sandbox.obstacle(ours=True) is None


needs_namespaces = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() == 0 or not sandbox.can_sandbox(),
    reason="user namespaces are forbidden here, or this is root",
)


@needs_namespaces
def test_the_kernel_is_asked_once() -> None:
    assert sandbox.can_sandbox()
    assert sandbox.can_sandbox()
    assert sandbox.can_sandbox.cache_info().misses == 1


ASK = (
    "from apay_console.ui.browser import sandbox;"
    "sandbox.is_root = lambda: False;"
    "print(sandbox.can_sandbox(), sandbox.answer_probe())"
)


@needs_namespaces
@pytest.mark.parametrize(("most", "answer"), [(0, "False 1"), (9, "True 0")])
def test_the_answer_is_no_where_the_kernel_forbids_namespaces(most: int, answer: str) -> None:
    forbid = f'echo {most} >/proc/sys/user/max_user_namespaces && exec "$@"'
    command = ["unshare", "--user", "--map-root-user", "sh", "-c", forbid, "sh"]
    asked = subprocess.run(
        [*command, sys.executable, "-c", ASK], capture_output=True, text=True, check=False
    )
    if "sysctl" in asked.stderr or "cannot create" in asked.stderr:
        pytest.skip("the kernel's limits are read-only here")
    assert asked.stdout.strip() == answer


@pytest.mark.parametrize(
    "fault", [OSError("no such program"), subprocess.TimeoutExpired("python", 5)]
)
def test_a_question_that_cannot_be_asked_is_a_no(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(subprocess, "run", refuse)
    assert not sandbox.can_sandbox()


def test_a_packed_program_asks_through_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert sandbox._command() == [sys.executable, sandbox.PROBE]


@needs_namespaces
def test_the_program_answers_the_probe_and_ends() -> None:
    code = "import os, sys; from apay_console import startup; startup.begin(sys.argv, os.environ)"
    asked = subprocess.run([sys.executable, "-c", code, sandbox.PROBE], check=False)
    assert asked.returncode == 0


def test_windows_and_macos_sandbox_every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert sandbox.can_sandbox()
