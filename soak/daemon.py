"""A real keyring of GNOME's on this session's bus: started, locked, unlocked, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from PySide6.QtDBus import QDBusConnection, QDBusConnectionInterface

KEYRING = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
_NAME, _PATH = "org.freedesktop.secrets", "/org/freedesktop/secrets"
_LOGIN = f"{_PATH}/collection/login"  # which a keyring that is unlocked with a password has at once
_UNLOCKS = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
_PASSWORD = b"a password that guards nothing"
_PATIENCE_S = 60.0  # only what is broken takes so long


def started(home: Path) -> subprocess.Popen[bytes]:
    """Start the keyring that lies in a folder, and unlock it; there is no other by now."""
    home.mkdir(0o700, exist_ok=True)  # the keyring of an earlier daemon is opened again
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
    daemon = subprocess.Popen(
        [*KEYRING, f"--control-directory={home}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | places,
    )
    assert daemon.stdin is not None
    daemon.stdin.write(_PASSWORD)
    daemon.stdin.close()
    _until(lambda: _owner() == daemon.pid and is_unlocked())
    return daemon


def is_unlocked() -> bool:
    """Tell whether the keyring is open; its daemon takes its name on the bus before that."""
    from secretstorage import Collection, dbus_init
    from secretstorage.exceptions import ItemNotFoundException

    with closing(dbus_init()) as connection, suppress(ItemNotFoundException):
        return not Collection(connection, _LOGIN).is_locked()
    return False


def lock() -> None:
    """Lock the keyring, as a desktop does when nobody was there for a while."""
    from secretstorage import Collection, dbus_init

    with closing(dbus_init()) as connection:
        Collection(connection, _LOGIN).lock()


def unlock() -> None:
    """Give the keyring its password, as a sign-in to the desktop does."""
    import secretstorage
    from secretstorage.util import DBusAddressWrapper, format_secret, open_session

    with closing(secretstorage.dbus_init()) as connection:
        secret = format_secret(open_session(connection), _PASSWORD, "text/plain")
        service = DBusAddressWrapper(_PATH, _UNLOCKS, connection)
        service.call("UnlockWithMasterPassword", "o(oayays)", _LOGIN, secret)


def end_the_other() -> None:
    """End the keyring that the session bus started by itself, if it did."""

    def is_gone() -> bool:
        if owner := _owner():
            os.kill(owner, signal.SIGKILL)
        return not owner

    _until(is_gone)


def _owner() -> int:
    """Which process answers as the keyring; 0 for none."""
    bus: QDBusConnectionInterface = QDBusConnection.sessionBus().interface()
    found = bus.servicePid(_NAME)
    return int(found.value()) if found.isValid() else 0


def _until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + _PATIENCE_S
    while not is_so():
        if time.monotonic() > ends:
            raise TimeoutError("the keyring did not do what was waited for")
        time.sleep(0.005)
