"""A key is taken from wherever it comes, and whatever is no usable key is called by its name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from apay_console import signing
from apay_console.errors import say
from apay_console.jobs import Runner
from apay_console.presenters.profiles import keys
from apay_console.presenters.profiles.keys import LONGEST, Intake, KeyIntake
from apay_console.store.keys import unlocking
from apay_console.store.keys.words import DAMAGED
from tests.profile_parts import pem


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.close()


@pytest.fixture
def intake(runner: Runner) -> KeyIntake:
    return KeyIntake(runner)


def settled(qtbot: QtBot, intake: KeyIntake, act: Callable[..., object], *given: Any) -> Intake:
    act(*given)
    qtbot.waitUntil(lambda: not intake.intake.is_busy)
    return intake.intake


def sentences(intake: Intake) -> str:
    return " ".join(f"{one.tone}: {one.sentence}" for one in intake.notices)


def test_a_pasted_key_is_named_and_proven(qtbot, intake, private_key):
    found = settled(qtbot, intake, intake.take_text, pem(private_key))
    assert found.key is not None
    assert found.key.private_numbers() == private_key.private_numbers()
    assert sentences(found) == (
        "ok: RSA-2048 private key, PKCS#8. It signs, and its signature verifies."
    )
    assert found.fingerprint.startswith("SHA256:")


def test_what_can_be_converted_is_converted_and_that_is_said(qtbot, intake, private_key):
    for form, name in [
        (PrivateFormat.TraditionalOpenSSL, "PKCS#1"),
        (PrivateFormat.OpenSSH, "OpenSSH"),
    ]:
        found = settled(qtbot, intake, intake.take_text, pem(private_key, form))
        assert found.key is not None
        assert f"converted from {name}" in sentences(found)


def test_the_interface_is_free_while_a_key_is_looked_at(qtbot, intake, private_key):
    intake.take_text(pem(private_key))
    assert intake.intake.is_busy
    assert sentences(intake.intake) == "info: Looking at the key…"
    qtbot.waitUntil(lambda: not intake.intake.is_busy)


def test_a_passphrase_is_asked_for_used_once_and_not_kept(qtbot, intake, private_key):
    sealed = settled(qtbot, intake, intake.take_text, pem(private_key, passphrase="camellia"))
    assert sealed.wants_passphrase
    assert sealed.key is None
    wrong = settled(qtbot, intake, intake.use_passphrase, "oolong")
    assert wrong.wants_passphrase
    assert "does not open" in sentences(wrong)
    right = settled(qtbot, intake, intake.use_passphrase, "camellia")
    assert right.key is not None
    assert right.sealed == b""
    assert "camellia" not in repr(vars(intake))


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no passphrase ever come to an end."""
    command = [sys.executable, "-I", "-S", "-c", "import threading; threading.Event().wait()"]
    monkeypatch.setattr(unlocking, "_command", lambda: command)


@pytest.mark.usefixtures("endless")
def test_the_use_of_a_passphrase_can_be_cancelled(qtbot, intake, private_key):
    sealed = settled(qtbot, intake, intake.take_text, pem(private_key, passphrase="camellia"))
    intake.use_passphrase("camellia")
    under_way = intake._unlocking
    assert (intake.intake.is_busy, intake.intake.can_cancel) == (True, True)
    assert sentences(intake.intake) == "info: Opening the key…"
    qtbot.waitUntil(lambda: under_way._process is not None)
    intake.cancel()
    assert intake.intake == sealed
    qtbot.waitUntil(lambda: under_way._process.returncode is not None)
    assert intake.intake == sealed
    intake.cancel()  # where there is nothing to cancel, nothing happens
    assert intake.intake == sealed


@pytest.mark.usefixtures("endless")
@pytest.mark.parametrize(
    "act",
    [
        lambda intake: intake.clear(),
        lambda intake: intake.take_text("tea"),
        lambda intake: intake.refuse(say("x")),
    ],
)
def test_whatever_takes_its_place_ends_the_use_of_a_passphrase(qtbot, intake, private_key, act):
    settled(qtbot, intake, intake.take_text, pem(private_key, passphrase="camellia"))
    intake.use_passphrase("camellia")
    under_way = intake._unlocking
    qtbot.waitUntil(lambda: under_way._process is not None)
    act(intake)
    assert not intake.intake.can_cancel
    qtbot.waitUntil(lambda: under_way._process.returncode is not None)


def test_no_passphrase_is_tried_where_none_is_wanted(intake):
    intake.use_passphrase("camellia")
    assert intake.intake == Intake()
    intake.put(Intake(wants_passphrase=True, sealed=b"x"))
    intake.use_passphrase("")
    assert not intake.intake.is_busy


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are not modes there")
def test_a_file_that_others_can_read_is_warned_of(qtbot, intake, private_key, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(pem(private_key))
    path.chmod(0o644)
    assert "chmod 600 key.pem" in sentences(settled(qtbot, intake, intake.take_file, str(path)))
    path.chmod(0o600)
    assert "chmod" not in sentences(settled(qtbot, intake, intake.take_file, str(path)))


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are not modes there")
def test_the_warning_stays_while_the_passphrase_is_typed(qtbot, intake, private_key, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(pem(private_key, passphrase="camellia"))
    path.chmod(0o644)
    settled(qtbot, intake, intake.take_file, str(path))
    settled(qtbot, intake, intake.use_passphrase, "oolong")
    found = settled(qtbot, intake, intake.use_passphrase, "camellia")
    assert "chmod 600 key.pem" in sentences(found)
    found = settled(qtbot, intake, intake.take_text, "nothing of the kind")
    assert "chmod" not in sentences(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders there")
def test_a_pipe_a_folder_and_a_device_are_refused_at_once(qtbot, intake, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, Path("/dev/zero")):
        assert "This is not a file" in sentences(
            settled(qtbot, intake, intake.take_file, str(path))
        )


def test_the_public_half_is_called_so_and_no_key_is_kept(qtbot, intake, private_key):
    settled(qtbot, intake, intake.take_text, pem(private_key))
    public = private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    refused = settled(qtbot, intake, intake.take_text, public.decode())
    assert sentences(refused).startswith("err: This is the public key")
    assert refused.key is None


def test_too_much_text_is_not_even_looked_at(intake):
    intake.take_text("x" * (LONGEST + 1))
    assert not intake.intake.is_busy
    assert "too much text" in sentences(intake.intake)


def test_the_last_thing_handed_in_counts(qtbot, intake, private_key, runner):
    intake.take_text(pem(private_key))
    intake.take_text("no key")
    qtbot.waitUntil(lambda: not runner._jobs)
    assert sentences(intake.intake).startswith("err: This is not a private key")


def test_a_late_answer_is_dropped_once_the_form_shows_something_else(
    qtbot, intake, private_key, runner
):
    intake.take_text(pem(private_key))
    intake.clear()
    qtbot.waitUntil(lambda: not runner._jobs)
    assert intake.intake == Intake()


def test_a_key_whose_signature_does_not_verify_is_damaged(qtbot, intake, private_key, monkeypatch):
    monkeypatch.setattr(signing, "verify", lambda *_: False)
    refused = settled(qtbot, intake, intake.take_text, pem(private_key))
    assert refused.key is None
    assert refused.notices[0].sentence.template == DAMAGED


def test_a_bug_goes_to_who_reports_bugs(qtbot, intake, runner, monkeypatch):
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(keys, "inspect", bug)
    with qtbot.waitSignal(runner.unhandled):
        intake.take_text("x")
    assert intake.intake == Intake()


def test_nothing_of_a_key_is_ever_in_a_repr(qtbot, intake, private_key):
    text = pem(private_key, passphrase="camellia")
    sealed = settled(qtbot, intake, intake.take_text, text)
    opened = settled(qtbot, intake, intake.use_passphrase, "camellia")
    for line in text.splitlines()[1:-1]:
        assert line not in repr(sealed)
        assert line not in repr(opened)
