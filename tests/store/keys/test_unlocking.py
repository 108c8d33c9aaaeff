"""A passphrase is used by a process of its own, which can be ended."""

from __future__ import annotations

import sys
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import PrivateFormat

from apay_console.errors import KeyRefused
from apay_console.store.keys import loading, unlocking
from apay_console.store.keys.unlocking import Unlocking
from apay_console.store.keys.words import NeedsPassphrase
from tests.patience import until
from tests.store.keys.key_files import LOCKED, PASSPHRASE, pem

ENDLESS = [sys.executable, "-I", "-S", "-c", "import threading; threading.Event().wait()"]


@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.OpenSSH])
def test_a_key_is_opened_elsewhere_and_never_here(
    private_key: RSAPrivateKey, form: PrivateFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_decrypted", None)
    found = Unlocking().open(pem(private_key, form, LOCKED), PASSPHRASE)
    assert found.key.private_numbers() == private_key.private_numbers()
    assert found.kind == ("PKCS#8" if form is PrivateFormat.PKCS8 else "OpenSSH")


def test_a_wrong_passphrase_is_called_so(private_key: RSAPrivateKey) -> None:
    with pytest.raises(NeedsPassphrase, match="does not open the key") as caught:
        Unlocking().open(pem(private_key, encryption=LOCKED), b"oolong \xff")
    assert caught.value.was_wrong


def test_what_is_no_key_is_refused_as_ever() -> None:
    with pytest.raises(KeyRefused, match="This is not a private key") as caught:
        Unlocking().open(b"tea", PASSPHRASE)
    assert not isinstance(caught.value, NeedsPassphrase)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlocking, "_command", lambda: ENDLESS)


@pytest.mark.usefixtures("endless")
def test_work_without_an_end_is_ended() -> None:
    one, refused = Unlocking(), []

    def work() -> None:
        try:
            one.open(b"", b"")
        except KeyRefused as error:
            refused.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    until(lambda: one._process is not None)
    one.end()
    thread.join()
    assert refused == ["Cancelled. The key was not opened."]
    assert one._process.returncode


def test_the_end_of_the_program_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    due: list[object] = []
    monkeypatch.setattr(unlocking.atexit, "register", due.append)
    monkeypatch.setattr(unlocking.atexit, "unregister", due.remove)
    at_work = [sys.executable, "-I", "-S", "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(unlocking, "_command", lambda: at_work)
    one, seen = Unlocking(), []
    started = one._started

    def watched() -> object:
        process = started()
        communicate = process.communicate
        process.communicate = lambda data: seen.extend(due) or communicate(data)
        return process

    monkeypatch.setattr(one, "_started", watched)
    with pytest.raises(KeyRefused):
        one.open(b"", b"")
    assert (seen, due) == ([one._process.kill], [])


@pytest.mark.usefixtures("endless")
def test_what_is_ended_before_it_began_never_begins() -> None:
    one = Unlocking()
    one.end()
    with pytest.raises(KeyRefused, match="Cancelled"):
        one.open(b"", b"")
    assert one._process is None


def test_a_process_that_dies_of_its_work_is_no_mistake_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dying = [sys.executable, "-I", "-S", "-c", "import os; os.abort()"]
    monkeypatch.setattr(unlocking, "_command", lambda: dying)
    with pytest.raises(KeyRefused, match=r"could not be opened.*openssl pkcs8 -topk8"):
        Unlocking().open(b"", b"")


def test_neither_key_nor_passphrase_stands_on_a_command_line_or_in_a_repr() -> None:
    assert unlocking._command()[-1] == unlocking.OPEN_KEY
    assert PASSPHRASE.decode() not in repr(vars(Unlocking()))
