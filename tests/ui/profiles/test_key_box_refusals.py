"""What is no usable key is refused by its name."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
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


def crafted(n: int, p: int = 3, q: int = 5) -> str:
    """Write a key of any numbers, as no library would."""
    fields = (0, n, 65537, 65537, p, q, 1, 1, 1)
    body = b"".join(element(2, one.to_bytes(one.bit_length() // 8 + 1)) for one in fields)
    lines = base64.encodebytes(element(0x30, body)).decode()
    return f"-----BEGIN RSA PRIVATE KEY-----\n{lines}-----END RSA PRIVATE KEY-----\n"


def element(tag: int, data: bytes) -> bytes:
    """Write one element of DER."""
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8)
    length = bytes([len(data)]) if len(data) < 0x80 else bytes([0x80 | len(size)]) + size
    return bytes([tag]) + length + data


def cut_off(key: Any) -> str:
    return "\n".join(pem(key).splitlines()[:-4])


def flipped(key: Any) -> str:
    lines = pem(key).splitlines()
    lines[5] = ("A" if lines[5][0] != "A" else "B") + lines[5][1:]
    return "\n".join(lines)


def refused(qtbot, parts, dialog, text: str, words: str) -> None:
    """Paste it: it is called by its name, not taken, and never echoed."""
    paste_key(qtbot, parts, dialog, text)
    assert words in found(dialog)
    assert not held(dialog)
    assert not any(line in found(dialog) for line in text.splitlines() if len(line) > 30)


def given(qtbot, parts, dialog, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    drop(dialog, of_files(path))
    settle(qtbot, parts)


def test_b30_the_public_key_is_called_so(qtbot, parts, dialog):
    refused(qtbot, parts, dialog, public(parts.key), "This is the public key")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda _: CERTIFICATE, "This is a certificate"),
        (public_of_ssh, "public key of SSH"),
        (lambda _: '{"kty":"RSA","n":"x"}', "JSON Web Key"),
    ],
)
def test_b31_what_else_is_pasted_is_named(qtbot, parts, dialog, made, words):
    refused(qtbot, parts, dialog, made(parts.key), words)


def test_b31_a_binary_key_store_is_named(qtbot, parts, dialog, private_key, tmp_path):
    data = pkcs12.serialize_key_and_certificates(b"x", private_key, None, None, NoEncryption())
    given(qtbot, parts, dialog, tmp_path / "key.p12", data)
    assert "PKCS#12" in found(dialog)
    assert not held(dialog)


@pytest.mark.parametrize(
    ("made", "kind"), [(elliptic, "EC"), (edwards, "Ed25519"), (digital, "DSA")]
)
def test_b33_a_key_of_another_kind_is_told_that_rsa_is_needed(qtbot, parts, dialog, made, kind):
    words = f"another kind ({kind}); Amazon Pay needs an RSA key"
    refused(qtbot, parts, dialog, made(parts.key), words)


def test_b34_a_short_key_is_refused(qtbot, parts, dialog):
    refused(qtbot, parts, dialog, short(parts.key), "1024 bits; at least 2048")


def test_b35_a_key_of_16384_bits_is_refused_before_it_is_tried(qtbot, parts, dialog):
    refused(qtbot, parts, dialog, crafted((1 << 16384) - 1), "16384 bits; at most 4096")


def test_b36_a_small_exponent_is_refused(qtbot, parts, dialog):
    refused(qtbot, parts, dialog, unusual(parts.key), "unusual exponent")


@pytest.mark.parametrize("name", ["even modulus", "p is q", "p and q are no primes"])
def test_b36_numbers_that_make_no_key_are_a_damaged_key(qtbot, parts, dialog, name):
    numbers = parts.key.private_numbers()
    p, q = {
        "even modulus": (numbers.p - 1, numbers.q),
        "p is q": (numbers.p, numbers.p),
        "p and q are no primes": (numbers.p + 2, numbers.q - 2),
    }[name]
    refused(qtbot, parts, dialog, crafted(p * q, p, q), "damaged")


@pytest.mark.parametrize(("made", "words"), [(cut_off, "cut off"), (flipped, "damaged")])
def test_b38_a_damaged_key_is_called_so_without_its_content(qtbot, parts, dialog, made, words):
    refused(qtbot, parts, dialog, made(parts.key), words)


def test_b39_of_two_keys_it_is_asked_which(qtbot, parts, dialog):
    refused(qtbot, parts, dialog, pem(parts.key) + pem(parts.key), "Which one")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dear sir or madam", "not a private key"),
        (KEY_ID, "the key's id"),
        (" ", "Nothing is here yet"),
    ],
)
def test_what_is_no_key_is_called_by_its_name(qtbot, parts, dialog, text, words):
    refused(qtbot, parts, dialog, text, words)


def test_a_binary_key_is_taken(qtbot, parts, dialog, private_key, tmp_path):
    given(qtbot, parts, dialog, tmp_path / "key.der", der(private_key))
    assert "converted from DER" in found(dialog)


def test_b40_a_huge_file_is_refused_at_once(qtbot, parts, dialog, tmp_path):
    path = tmp_path / "huge.pem"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    drop(dialog, of_files(path))
    settle(qtbot, parts)
    assert "too large" in found(dialog)


@POSIX
def test_b40_a_folder_a_pipe_a_device_and_a_loop_are_refused_at_once(
    qtbot, parts, dialog, tmp_path
):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, words in [
        (tmp_path, "not a file"),
        (tmp_path / "pipe", "not a file"),
        (Path("/dev/zero"), "not a file"),
        (tmp_path / "loop", "cannot be read"),
    ]:
        drop(dialog, of_files(path))
        settle(qtbot, parts)
        assert words in found(dialog)


def test_a_file_that_is_gone_is_refused(qtbot, parts, dialog, tmp_path):
    drop(dialog, of_files(tmp_path / "gone.pem"))
    settle(qtbot, parts)
    assert "no such file" in found(dialog)


@POSIX
def test_b41_a_file_that_others_can_read_is_warned_of(qtbot, parts, dialog, private_key, tmp_path):
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
