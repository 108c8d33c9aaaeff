"""Whether pages can be shown here, which, and by what: asked before the browser is brought in."""

from __future__ import annotations

import functools
import importlib.util
import os
import sys

from apay_console.errors import N_, Message, say

PROBE = "--can-sandbox"  # what a packed program, which is no Python, is started with to ask
NOT_THERE = say(N_("The built-in browser is not available. Pages open in your own browser."))
_AS_ROOT = say(
    N_(
        "The built-in browser does not run as root. Start Apay Console as an ordinary user,"
        " or open the page in your own browser."
    )
)
_NO_SANDBOX = say(
    N_(
        "This system gives the built-in browser no sandbox, so it shows the emulator's own pages"
        " only. “sudo packaging/apparmor/install.sh” changes that; or use your own browser."
    )
)
_NEW_USER, _NEW_PID, _NEW_NET = 0x10000000, 0x20000000, 0x40000000  # CLONE_… of <linux/sched.h>
_QUESTION = (
    "import ctypes, sys;"
    f"sys.exit(ctypes.CDLL(None).unshare({_NEW_USER | _NEW_PID | _NEW_NET}) != 0)"
)


def obstacle(*, ours: bool, sandboxed: bool | None = None) -> Message | None:
    """Say why a page cannot be shown in the window; None when it can.

    `ours` is a page of the built-in emulator, which may open without a sandbox.
    """
    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None or not has_process():
        return NOT_THERE
    if is_root():
        return _AS_ROOT
    if ours or (can_sandbox() if sandboxed is None else sandboxed):
        return None
    return _NO_SANDBOX


@functools.cache
def has_process() -> bool:
    """Whether the program that Chromium runs pages in can be started; without it, all would end."""
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415 - after the start

    if sys.platform == "darwin":
        return True  # there it is a bundle inside Qt's own, which cannot be parted
    name = "QtWebEngineProcess.exe" if sys.platform == "win32" else "QtWebEngineProcess"
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.LibraryExecutablesPath)
    beside = sys.executable.replace("\\", "/").rpartition("/")[0]  # as a packed program has it
    return any(os.access(f"{place}/{name}", os.X_OK) for place in (folder, beside))


def versions() -> tuple[str, str] | None:
    """Chromium's version, and the one up to which its security patches are in; None without it."""
    try:
        from PySide6 import QtWebEngineCore as Core  # noqa: PLC0415 - brings in all of Chromium
    except ImportError:
        return None
    known = (Core.qWebEngineChromiumVersion(), Core.qWebEngineChromiumSecurityPatchVersion())
    engine, patches = (str(text) for text in known)  # the stubs say bytes
    return engine, patches


def is_root() -> bool:
    """Whether Chromium would end the whole process rather than start."""
    return sys.platform != "win32" and os.geteuid() == 0


@functools.cache
def can_sandbox() -> bool:
    """Ask the kernel, in a child process, for the namespaces that Chromium's sandbox needs.

    QtWebEngine says nothing when it goes without. A child, not a fork: Python 3.12 warns of a fork
    beside threads. The child is Python itself, because AppArmor decides by program: what it
    lets `unshare` do says nothing about us.
    """
    if sys.platform != "linux":
        return True  # Windows and macOS give every program a sandbox
    import subprocess  # noqa: PLC0415 - only where a page is opened

    try:
        command = _command()
        answer = subprocess.run(command, capture_output=True, timeout=5, check=False)  # noqa: S603 - ours
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not is_root() and answer.returncode == 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, PROBE]
    return [sys.executable, "-I", "-S", "-c", _QUESTION]


def answer_probe() -> int:
    """Be the child that asks; 0 says yes."""
    import ctypes  # noqa: PLC0415 - only this child needs it

    return int(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_PID | _NEW_NET) != 0)
