"""What must happen before Qt is brought in: close what the outside could open, leave root."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager

from apay_console.store.keys import unlocking
from apay_console.ui.browser import sandbox

Environ = MutableMapping[str, str]

# What could exchange the keyring, write down TLS keys, turn certificates or traffic aside, switch
# off Chromium's sandbox, open a debugger, load plug-ins, or let the network press buttons.
_DROPPED = {
    "PYTHON_KEYRING_BACKEND",
    "SSLKEYLOGFILE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QT_QPA_GENERIC_PLUGINS",
    "QT_LOAD_TESTABILITY",
    "QT_VULKAN_LIB",
    "QT_LOGGING_CONF",
    "QT_LOGGING_RULES",
    "QML_IMPORT_PATH",
    "QML2_IMPORT_PATH",
}
_DROPPED_STARTS = ("KEYRING_PROPERTY_", "QTWEBENGINE")
_DROPPED_ENDS = ("_PROXY",)
_FIRST_FREE = 3  # after what is read from, written to and complained to
_PLATFORM = "QT_QPA_PLATFORM"
_SCALE = "QT_SCALE_FACTOR"
_SERVED = "vnc"  # shows the window to the whole network, and takes its keys and clicks
_PR_SET_DUMPABLE = 4  # <linux/prctl.h>
_UNPRIVILEGED = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


def begin(argv: Sequence[str], environ: Environ) -> None:
    """Make the process safe to go on; call this first of all, and only once."""
    fill_streams()
    os.umask(0o077)
    scrub(environ)
    if sandbox.PROBE in argv[1:2]:
        raise SystemExit(sandbox.answer_probe())
    if unlocking.OPEN_KEY in argv[1:2]:
        keep_memory_private()
        raise SystemExit(unlocking.answer_question())
    leave_root(argv, environ)
    keep_memory_private()


def fill_streams() -> None:
    """Take the place of streams that were closed: a file opened there would get others' words.

    Chromium and the C library write to number 2 whatever it is, and the browser's processes are
    handed it: they would hold the lock of a program that ended.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) < _FIRST_FREE:
        os.set_inheritable(handle, True)
    os.close(handle)


def scrub(environ: Environ) -> None:
    """Drop the variables by which others could change what this program does."""
    for name in [name for name in environ if _is_dropped(name.upper(), environ[name])]:
        del environ[name]
    _keep_window_here(environ)


def _keep_window_here(environ: Environ) -> None:
    """Of the platforms that are wished for, take none that serves the window to the network."""
    wished = environ.get(_PLATFORM, "").split(";")
    here = [one for one in wished if one.partition(":")[0].strip().lower() != _SERVED]
    if not here:
        del environ[_PLATFORM]
    elif here != wished:
        environ[_PLATFORM] = ";".join(here)


def _is_dropped(name: str, value: str) -> bool:
    listed = name in _DROPPED or name.startswith(_DROPPED_STARTS) or name.endswith(_DROPPED_ENDS)
    return listed and not _is_packed(value)


def _is_packed(value: str) -> bool:
    """Whether the value is a place inside the packed program, which set it by itself."""
    folder = getattr(sys, "_MEIPASS", "")
    return bool(folder) and value.startswith(folder)


def qt_arguments(argv: Sequence[str]) -> list[str]:
    """Give QApplication the program's name and nothing else: no switch of Qt's or Chromium's."""
    return list(argv[:1])


def load_qt() -> None:
    """Bring Qt in, and keep it from reading the source of every module that comes after it.

    It looks there for `from __feature__ import …`, which nothing here uses; that takes 20 ms until
    the first paint, and all these sources would stay in memory (8 MiB then, 12 in the end).
    """
    gc.disable()  # it would go through all that is loaded again and again; see ui/collecting.py
    import PySide6.QtCore  # noqa: F401, PLC0415 - after the environment was cleaned

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        vars(feature)["_mod_uses_pyside"] = lambda _: False  # there is no other way to say so


@contextmanager
def scaled(scale: float, environ: Environ) -> Iterator[None]:
    """Have Qt draw larger, which reads this once; what is opened from here later must not."""
    before = environ.get(_SCALE)
    if scale != 1:
        environ[_SCALE] = str(scale)
    yield
    if before is None:
        environ.pop(_SCALE, None)
    else:
        environ[_SCALE] = before


def leave_root(argv: Sequence[str], environ: Environ) -> None:
    """Start once more as an ordinary user where root would lose the buyer's page and gain nothing.

    A session bus of root's would refuse that user, and the keyring matters more than the page.
    """
    if not sandbox.is_root() or not _wants_pages(argv, environ) or not _may_leave():
        return
    # Mesa would look for its cache as a user who has no home, and complain.
    environ["MESA_SHADER_CACHE_DISABLE"] = "true"
    sys.stdout.flush()
    command = [*_UNPRIVILEGED, "--", sys.executable, *sys.orig_argv[1:]]
    os.execvpe(command[0], command, dict(environ))  # noqa: S606 - a list, and no shell


def _wants_pages(argv: Sequence[str], environ: Environ) -> bool:
    if any(word == "--tour" or word.startswith("--tour=") for word in argv[1:]):
        return True
    opens_window = all(word.startswith("-") for word in argv[1:2])
    return opens_window and not environ.get("DBUS_SESSION_BUS_ADDRESS")


def _may_leave() -> bool:
    import subprocess  # noqa: PLC0415 - only for root

    try:
        command = [*_UNPRIVILEGED, "true"]
        tried = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - ours
    except OSError:
        return False
    return tried.returncode == 0


def keep_memory_private() -> None:
    """Forbid core files, and other programs of this user to look inside: keys are in memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
