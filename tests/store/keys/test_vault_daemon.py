from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from apay_console.errors import Fault, NoKey
from apay_console.store.keys import compact, refusals
from apay_console.store.keys.vault import KeyringVault, open_vault
from soak.daemon import lock, unlock
from tests.conftest import started_keyring
from tests.store.keys.vaults import reopened, same

# WORKAROUND: keyring leaves its connection open when the collection is locked.
# https://github.com/jaraco/keyring/blob/v25.7.0/keyring/backends/SecretService.py#L49
LEAKS = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

# The real one


def end_the_other() -> None:
    """End the keyring that the session bus started by itself."""
    with open_dbus_connection(bus="SESSION") as connection:
        question = message_bus.GetConnectionUnixProcessID("org.freedesktop.secrets")
        (pid,) = connection.send_and_get_reply(question).body
        os.kill(pid, signal.SIGKILL)
        while has_owner(connection):
            os.sched_yield()


def has_owner(connection: DBusConnection) -> bool:
    reply = connection.send_and_get_reply(message_bus.NameHasOwner("org.freedesktop.secrets"))
    return bool(reply.body[0])


@LEAKS
def test_f31_a_locked_keyring_is_said_to_be_locked_and_works_once_it_is_unlocked(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    lock()
    with pytest.raises(NoKey) as caught:
        reopened(kept).load(ref)
    assert caught.value.message.template == refusals.LOCKED
    assert same(kept.load(ref), private_key)  # what was read before still signs
    unlock()
    assert same(reopened(kept).load(ref), private_key)
    del caught
    gc.collect()


def test_f33_a_stopped_keyring_is_waited_for_and_works_again(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    kept = open_vault()
    assert isinstance(kept, KeyringVault)
    ref = kept.save("tea-shop", private_key)
    again = KeyringVault(kept._backend, kept.place, patience=0.3)
    keyring_daemon.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(NoKey, match="has not answered"):
            again.load(ref)
    finally:
        keyring_daemon.send_signal(signal.SIGCONT)
    again._asker.patience = 10
    assert same(again.load(ref), private_key)


def test_f37_a_key_that_was_read_outlives_the_keyring(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    keyring_daemon.kill()
    keyring_daemon.wait()
    assert same(kept.load(ref), private_key)
    assert compact.is_sound(kept.load(ref))


@LEAKS
def test_f37_a_keyring_that_was_killed_is_named_and_costs_no_key(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey, tmp_path: Path
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    keyring_daemon.kill()
    keyring_daemon.wait()
    with pytest.raises(NoKey, match="Try again"):  # the bus starts another, which is locked
        reopened(kept).load(ref)
    end_the_other()
    with started_keyring(tmp_path / "keyring") as daemon:
        assert same(reopened(kept).load(ref), private_key)
        daemon.kill()
    gc.collect()


def test_p01_nothing_of_the_key_reaches_any_file(
    keyring_daemon: subprocess.Popen[bytes], private_key: RSAPrivateKey, tmp_path: Path
) -> None:
    open_vault().save("tea-shop", private_key)
    text = compact.write(private_key).encode()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.suffix == ".keyring" for file in files)
    assert not [file for file in files if text[20:60] in file.read_bytes()]


MEDDLING = """
import os, sys
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from apay_console.store.keys.vault import open_vault

kept = open_vault()
key = generate_private_key(65537, 2048)
ref = kept.save("tea-shop", key)
assert kept.load(ref).private_numbers() == key.private_numbers()
kept.forget(ref)
print(type(kept._backend).__module__, kept._backend.appid)
print([name for name in os.environ if "KEYRING" in name])
"""


def test_p02_neither_file_nor_environment_turns_to_another_keyring(
    keyring_daemon: subprocess.Popen[bytes],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    config = tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (tmp_path / "planted.py").write_text(
        f"open({str(tmp_path / 'sentinel')!r}, 'w')\n"
        "from keyring.backends.null import Keyring as Planted\n"
    )
    (config / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring=planted.Planted\nkeyring-path={tmp_path}\n"
    )
    meddling = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "KEYRING_PROPERTY_APPID": "meddled",
        "PYTHONPATH": str(Path.cwd()),
    }
    ran = subprocess.run(
        [sys.executable, "-c", MEDDLING],
        env=os.environ | meddling,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.splitlines() == ["keyring.backends.SecretService Apay Console", "[]"]
    assert not (tmp_path / "sentinel").exists()
    record_property("figure", "sentinel absent")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the keyring is part of the system")
@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent"])
def test_f30_without_a_keyring_keys_stay_in_memory(
    address: str | None, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    if address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    kept = open_vault()
    assert not kept.persistent
    assert str(kept.where()) == ("No system keyring found. The key stays in memory until you quit.")
    assert same(kept.load(kept.save("tea-shop", private_key)), private_key)


def test_f30_a_keyring_that_went_away_is_said_to_be_out_of_reach(
    keyring_daemon: subprocess.Popen[bytes],
    private_key: RSAPrivateKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = open_vault()
    ref = kept.save("tea-shop", private_key)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    with pytest.raises(Fault, match="cannot be reached"):
        reopened(kept).load(ref)


def test_opening_the_module_loads_nothing_slow() -> None:
    program = (
        "import sys; import apay_console.store.keys.vault, apay_console.store.keys.inspecting; "
        "print([name for name in ('keyring', 'cryptography') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
