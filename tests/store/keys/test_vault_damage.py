"""What lies in the keyring and is no sound key."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from apay_console.errors import NoKey
from apay_console.store.keys import compact
from apay_console.store.keys.vault import KeyringVault
from tests.store.keys.bad_keyrings import DictKeyring


def summed(text: str) -> str:
    return f"{text}:{zlib.crc32(text.encode()):08x}"


def short_key() -> str:
    return compact.write(generate_private_key(65537, 1024))  # noqa: S505 - to be refused


def elliptic_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


STORED: dict[str, Callable[[str], str]] = {
    "empty": lambda _: "",
    "cut off": lambda text: text[:300],
    "one character changed": lambda text: (
        text[:99] + ("A" if text[99] == "B" else "B") + text[100:]
    ),
    "no RSA key": lambda _: elliptic_key(),
    "of a wrong size": lambda _: short_key(),
    "its numbers make no key": lambda _: summed("r1:65537:" + "A" * 344),
    "only one prime": lambda _: summed("r1:65537:AAAA"),
    "an even exponent": lambda text: summed(text.rpartition(":")[0].replace("65537", "65536")),
    "not of this form": lambda _: "\x00" * 40,
}


@pytest.mark.parametrize("name", STORED)
def test_f34_what_is_no_sound_key_is_said_to_be_damaged_and_left(
    name: str, private_key: RSAPrivateKey
) -> None:
    backend = DictKeyring()
    text = STORED[name](compact.write(private_key))
    backend.kept["Apay Console tea-shop.1", "private key"] = text
    with pytest.raises(NoKey, match=r"is damaged\. Choose the key file again"):
        KeyringVault(backend, "windows").load("windows/tea-shop.1")
    assert backend.kept


def test_f34_a_key_that_is_gone_is_said_to_be_so() -> None:
    with pytest.raises(NoKey, match=r"is not in your keyring.*Choose the key file again"):
        KeyringVault(DictKeyring(), "windows").load("windows/tea-shop.1")
