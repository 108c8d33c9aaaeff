from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

from apay_console.errors import KeyRefused
from apay_console.store.keys.inspecting import fingerprint, inspect, read_key_file
from tests.store.keys.key_files import pem

# What is taken

FORMS: list[tuple[str, bool, Callable[[RSAPrivateKey], bytes]]] = [
    ("PKCS#8", False, pem),
    ("PKCS#1", True, lambda key: pem(key, PrivateFormat.TraditionalOpenSSL)),
    ("OpenSSH", True, lambda key: pem(key, PrivateFormat.OpenSSH)),
    ("DER", True, lambda key: pem(key, encoding=Encoding.DER)),
    (
        "DER",
        True,
        lambda key: pem(key, PrivateFormat.TraditionalOpenSSL, encoding=Encoding.DER),
    ),
    ("Base64", True, lambda key: b"".join(pem(key).splitlines()[1:-1])),
]


@pytest.mark.parametrize(("kind", "converted", "write"), FORMS)
def test_every_usual_form_is_taken(
    kind: str, converted: bool, write: Callable[[RSAPrivateKey], bytes], private_key: RSAPrivateKey
) -> None:
    found = inspect(write(private_key))
    assert (found.kind, found.converted) == (kind, converted)
    assert found.key.private_numbers() == private_key.private_numbers()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\n".join("   " + line + "\t" for line in text.splitlines()),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\\n"),
        lambda text: '"' + text.replace("\n", "\\r\\n") + '"',
        lambda text: json.dumps({"privateKey": text}),
        lambda text: text.replace("\n", " "),
        lambda text: text.replace("\n", ""),
        lambda text: "\ufeff" + text,
        lambda text: "\n\n\n" + text + "\n\n",
        lambda text: "Bag Attributes\n    friendlyName: shop\n" + text,
        lambda text: text.replace("\n", "\n\n"),
    ],
)
@pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.OpenSSH])
def test_what_pasting_does_to_a_key_is_undone(
    change: Callable[[str], str], form: PrivateFormat, private_key: RSAPrivateKey
) -> None:
    found = inspect(change(pem(private_key, form).decode()).encode())
    assert found.key.private_numbers() == private_key.private_numbers()


def test_what_notepad_does_to_a_key_is_undone(private_key: RSAPrivateKey) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        assert inspect(pem(private_key).decode().encode(encoding)).kind == "PKCS#8"


def test_a_key_never_shows_in_what_was_found(private_key: RSAPrivateKey) -> None:
    assert repr(inspect(pem(private_key))) == "Found(kind='PKCS#8')"


@pytest.mark.parametrize("bits", [2048, 3072, 4096])
def test_amazons_sizes_are_taken(bits: int) -> None:
    assert inspect(pem(generate_private_key(65537, bits))).key.key_size == bits


# Names


def test_a_key_is_named_by_its_public_half(private_key: RSAPrivateKey) -> None:
    name = fingerprint(private_key)
    assert name.startswith("SHA256:")
    assert len(name) == 50
    assert name == fingerprint(inspect(pem(private_key)).key)
    assert name != fingerprint(generate_private_key(65537, 2048))


# Files


def refused_file(path: Path) -> str:
    with pytest.raises(KeyRefused) as caught:
        read_key_file(path)
    return str(caught.value)


def test_a_key_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(b"k" * 65_536)
    file.chmod(0o600)
    found = read_key_file(file)
    assert (len(found.data), found.is_open_to_others) == (65_536, False)
    assert "kkk" not in repr(found)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_file_that_others_can_read_is_remarked(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(b"key")
    file.chmod(mode)
    assert read_key_file(file).is_open_to_others


def test_a_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large"
    file.touch()
    os.truncate(file, 64 << 20)
    monkeypatch.setattr(os, "read", None)
    assert "too large" in refused_file(file)


def test_a_file_that_is_gone_or_a_folder_is_named(tmp_path: Path) -> None:
    assert "no such file" in refused_file(tmp_path / "gone")
    assert "not a file" in refused_file(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_what_would_wait_or_never_end_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in refused_file(tmp_path / "pipe")
    assert "not a file" in refused_file(Path("/dev/zero"))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be read" in refused_file(tmp_path / "loop")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such links")
def test_a_link_to_a_key_is_followed(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(b"key")
    (tmp_path / "link").symlink_to(tmp_path / "key.pem")
    assert read_key_file(tmp_path / "link").data == b"key"


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(b"key")
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("root may read everything")
    assert "Permission denied" in refused_file(file)
