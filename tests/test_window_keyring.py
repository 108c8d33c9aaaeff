"""The whole window over a keyring that hangs, and over none."""

from __future__ import annotations

import asyncio
import importlib.metadata
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from apay_console import late_sender
from apay_console.presenters.emulator import emulator_host
from apay_console.store.keys import compact
from apay_console.ui.profiles.key_dialog import KeyDialog
from tests.profile_parts import pem
from tests.ui.dialogs import fill, found, held
from tests.ui.hands import paste, type_text
from tests.window_parts import Shop, opened, until

DIRECTORIES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, private_key: RSAPrivateKey) -> Path:
    """Everything that could be written to lies here; the emulator's key is at hand."""
    monkeypatch.setattr(emulator_host, "_make_key", lambda: private_key)
    for name in DIRECTORIES:
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "TMPDIR"))
    return tmp_path


@contextmanager
def window(app: QApplication, home: Path) -> Iterator[Shop]:
    folder = home / "data"
    folder.mkdir(exist_ok=True)
    with opened(app, folder) as shop:
        shop.start()
        yield shop


def new_profile(shop: Shop, key: RSAPrivateKey) -> KeyDialog:
    """Fill in a profile with its key, ready to be saved."""
    shop.run("profiles")
    dialog = shop.window.findChild(KeyDialog)
    assert dialog is not None
    dialog.side.add.click()
    dialog.key.paste.click()
    paste(dialog.key.paste_row.box, pem(key))
    until(lambda: held(dialog), "the key")
    fill(dialog, store_id="amzn1.application-oa2-client.8b5e45312b5248b69eeaStoreId")
    return dialog


def press(dialog: KeyDialog, name: str) -> None:
    button = dialog.strip.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


@contextmanager
def hanging(daemon: subprocess.Popen[bytes]) -> Iterator[None]:
    """The keyring answers nobody, and refuses nobody."""
    daemon.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        daemon.send_signal(signal.SIGCONT)


class Heart(QTimer):
    """Beats while the thread of the interface is free."""

    def __init__(self) -> None:
        super().__init__(interval=1)
        self.beats = 0
        self.timeout.connect(self._beat)
        self.start()

    def _beat(self) -> None:
        self.beats += 1

    def beats_on(self) -> None:
        before = self.beats
        until(lambda: self.beats > before + 20, "the interface's next beats")


def test_p05_a_keyring_that_hangs_is_said_and_given_up_and_works_again(
    qapp: QApplication, home: Path, keyring_daemon: subprocess.Popen[bytes], private_key
) -> None:
    with window(qapp, home) as shop:
        dialog = new_profile(shop, private_key)
        patience = shop.parts.console.profiles.job._patience
        assert patience.interval() == 5000
        patience.setInterval(1)
        heart = Heart()
        with hanging(keyring_daemon):
            dialog.foot.save.click()
            until(lambda: "Waiting for your keyring" in dialog.strip.text(), "the message")
            heart.beats_on()
            type_text(dialog.form.entries["store_id"].field, "amzn1.tea")
            press(dialog, "cancel")
            until(lambda: dialog.strip.text() == "Stopped. Nothing was changed.", "the end")
            assert held(dialog)
        patience.setInterval(5000)
        dialog.foot.save.click()
        until(lambda: "read back and proven" in dialog.strip.text(), "the key in the keyring")
        heart.stop()
        shop.settle()
        ref = shop.parts.console.profiles.all[1].key_ref
        assert ref.startswith("secret-service/")
        dialog.close()


def test_f33_the_window_opens_and_works_while_the_keyring_hangs(
    qapp: QApplication, home: Path, keyring_daemon: subprocess.Popen[bytes], private_key
) -> None:
    with window(qapp, home) as shop:
        dialog = new_profile(shop, private_key)
        dialog.foot.save.click()
        until(lambda: "read back and proven" in dialog.strip.text(), "the key in the keyring")
        shop.settle()
        dialog.close()
    with hanging(keyring_daemon), window(qapp, home) as shop:
        assert [profile.name for profile in shop.parts.console.profiles.all][1:] == ["Fjord Tea"]
        shop.fill_all()
        shop.send()
        assert "create_session 201" in shop.exchanges


def test_p05_a_request_says_that_it_waits_for_the_keyring_and_can_be_stopped(
    qapp: QApplication,
    home: Path,
    keyring_daemon: subprocess.Popen[bytes],
    private_key,
    monkeypatch,
) -> None:
    with window(qapp, home) as shop:
        dialog = new_profile(shop, private_key)
        dialog.foot.save.click()
        until(lambda: "read back and proven" in dialog.strip.text(), "the key in the keyring")
        shop.settle()
        dialog.foot.use.click()
        shop.settle()
    monkeypatch.setattr(late_sender, "_SLOW_S", 0)
    with window(qapp, home) as shop:
        shop.run("new")
        shop.fill_all()
        with hanging(keyring_daemon):
            heart = Heart()
            shop.window.commands.run("act")
            until(lambda: "Waiting for your keyring" in str(shop.state.busy), "the words")
            heart.beats_on()
            shop.run("stop")
            assert shop.state.busy is None
            assert shop.notice.startswith("Not sent. You stopped it.")
            heart.stop()
        assert asyncio.run(shop.parts.shelf.load(shop.state.profile.key_ref))
        assert not shop.exchanges


def slices(key: RSAPrivateKey) -> dict[str, bytes]:
    """Pieces of a key in every form in which it could have been written down."""
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    prime = key.private_numbers().p.to_bytes(128)[32:64]
    return {
        "PEM": pem(key).splitlines()[5].encode(),
        "PEM on one line": pem(key).splitlines()[5].encode()[:20],
        "DER": der[300:340],
        "hex": der[300:340].hex().encode(),
        "HEX": der[300:340].hex().upper().encode(),
        "the keyring's": compact.write(key)[40:80].encode(),
        "a prime": prime,
        "a prime as a number": str(key.private_numbers().p)[20:60].encode(),
    }


def hits(folder: Path, key: RSAPrivateKey) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    found = slices(key).items()
    contents = {path: path.read_bytes() for path in files}
    return [
        f"{name} in {path}" for path, data in contents.items() for name, one in found if one in data
    ]


@pytest.fixture
def plain_text(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No keyring but one in a plain file, installed as others are, and asked for by every means."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    package, told = home / "installed", home / "plain.txt"
    (package / "plain_keyring-1.dist-info").mkdir(parents=True)
    (package / "plain_keyring.py").write_text(PLAIN_KEYRING.replace("FILE", repr(str(told))))
    (package / "plain_keyring-1.dist-info/METADATA").write_text("Name: plain_keyring\nVersion: 1\n")
    (package / "plain_keyring-1.dist-info/entry_points.txt").write_text(
        "[keyring.backends]\nplain = plain_keyring\n"
    )
    monkeypatch.syspath_prepend(str(package))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "plain_keyring.Keyring")
    found = importlib.metadata.entry_points(group="keyring.backends")
    assert "plain" in found.names
    return told


PLAIN_KEYRING = """
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 9

    def set_password(self, service, user, password):
        with open(FILE, "a") as file:
            file.write(password)

    def get_password(self, service, user):
        with open(FILE) as file:
            return file.read()
"""


def test_p01_without_a_keyring_the_key_is_in_memory_and_in_no_file(
    qapp: QApplication, home: Path, plain_text: Path, private_key, record_property
) -> None:
    with window(qapp, home) as shop:
        dialog = new_profile(shop, private_key)
        until(lambda: "stays in memory until you quit" in found(dialog), "the banner")
        dialog.foot.save.click()
        until(lambda: "this session only" in dialog.strip.text(), "the end of saving")
        shop.settle()
        dialog.close()
        ref = shop.parts.console.profiles.all[1].key_ref
        assert ref.startswith("memory/")
        assert hits(home, private_key) == []
    assert hits(home, private_key) == []
    assert not plain_text.exists()
    record_property("figure", f"{len(hits(home, private_key))} hits")
