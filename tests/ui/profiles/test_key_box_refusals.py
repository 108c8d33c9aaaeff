"""What is no usable key is refused by its name."""

from __future__ import annotations

import os
import sys
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from PySide6.QtCore import QMimeData, QUrl

from apay_console.presenters.profiles.keys import LONGEST
from tests.profile_parts import KEY_ID, pem
from tests.ui.dialogs import drop, found, held, of_files, paste_key, settle
from tests.ui.hands import paste

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions are not modes there")


def der(key: Any) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


PLAIN = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

INFO = PublicFormat.SubjectPublicKeyInfo

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"


def public(key: Any) -> str:
    return key.public_key().public_bytes(Encoding.PEM, INFO).decode()


def public_of_ssh(key: Any) -> str:
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def elliptic(_: Any) -> str:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(*PLAIN).decode()


def edwards(_: Any) -> str:
    return ed25519.Ed25519PrivateKey.generate().private_bytes(*PLAIN).decode()


def digital(_: Any) -> str:
    return dsa.generate_private_key(1024).private_bytes(*PLAIN).decode()  # noqa: S505 - refused


def short(_: Any) -> str:
    return pem(generate_private_key(65537, 1024))  # noqa: S505 - to be refused


def unusual(_: Any) -> str:
    return pem(generate_private_key(3, 2048))


def cut_off(key: Any) -> str:
    return "\n".join(pem(key).splitlines()[:-4])


def flipped(key: Any) -> str:
    lines = pem(key).splitlines()
    lines[5] = ("A" if lines[5][0] != "A" else "B") + lines[5][1:]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (public, "This is the public key"),
        (lambda _: CERTIFICATE, "This is a certificate"),
        (public_of_ssh, "public key of SSH"),
        (lambda _: '{"kty":"RSA","n":"x"}', "JSON Web Key"),
        (elliptic, "another kind (EC)"),
        (edwards, "another kind (Ed25519)"),
        (digital, "another kind (DSA)"),
        (short, "at least 2048"),
        (unusual, "unusual exponent"),
        (cut_off, "cut off"),
        (flipped, "damaged"),
        (lambda key: pem(key) + pem(key), "Which one"),
        (lambda _: "Dear sir or madam", "not a private key"),
        (lambda _: KEY_ID, "the key's id"),
        (lambda _: " ", "Nothing is here yet"),
    ],
)
def test_what_is_no_usable_key_is_called_by_its_name_and_never_echoed(
    qtbot, parts, dialog, made, words
):
    text = made(parts.key)
    paste_key(qtbot, parts, dialog, text)
    assert words in found(dialog)
    assert not held(dialog)
    assert not any(line in found(dialog) for line in text.splitlines() if len(line) > 30)


def test_a_binary_key_store_is_named(qtbot, parts, dialog, private_key, tmp_path):
    from cryptography.hazmat.primitives.serialization import pkcs12

    path = tmp_path / "key.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", private_key, None, None, NoEncryption())
    )
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert "PKCS#12" in found(dialog)


def test_a_binary_key_is_taken(qtbot, parts, dialog, private_key, tmp_path):
    path = tmp_path / "key.der"
    path.write_bytes(der(private_key))
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert "converted from DER" in found(dialog)


def test_a_huge_key_is_refused_at_once(qtbot, parts, dialog, tmp_path):
    path = tmp_path / "huge.pem"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert "too large" in found(dialog)


@POSIX
def test_a_folder_a_pipe_and_a_loop_are_refused_at_once(qtbot, parts, dialog, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name, words in [("", "not a file"), ("pipe", "not a file"), ("loop", "cannot be read")]:
        drop(dialog, of_files(tmp_path / name))
        settle(qtbot, parts)
        assert words in found(dialog)


def test_a_file_that_is_gone_is_refused(qtbot, parts, dialog, tmp_path):
    drop(dialog, of_files(tmp_path / "gone.pem"))
    settle(qtbot, parts)
    assert "no such file" in found(dialog)


@POSIX
def test_a_file_that_others_can_read_is_warned_of(qtbot, parts, dialog, private_key, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text(pem(private_key))
    path.chmod(0o644)
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert "chmod 600 key.pem" in found(dialog)
    assert held(dialog)


# Row 118.
def test_many_files_and_pages_are_refused(qtbot, parts, dialog, tmp_path):
    drop(dialog, of_files(*[tmp_path / str(number) for number in range(1000)]))
    assert "Drop one file" in found(dialog)
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/key.pem")])
    drop(dialog, mime)
    assert "not a file of this computer" in found(dialog)


def test_a_huge_clipboard_is_refused_before_it_is_laid_out(qtbot, parts, dialog):
    dialog.key.paste.click()
    paste(dialog.key.paste_row.box, "x" * (LONGEST + 1))
    assert "too much text" in found(dialog)
    assert dialog.key.paste_row.box.toPlainText() == ""
    mime = QMimeData()
    mime.setText("x" * (LONGEST + 1))
    drop(dialog, mime)
    assert "too much text" in found(dialog)
