"""Key files to try."""

from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from apay_console.errors import KeyRefused
from apay_console.store.keys.inspecting import inspect

PASSPHRASE = b"correct horse"
LOCKED = BestAvailableEncryption(PASSPHRASE)


def pem(
    key: RSAPrivateKey,
    form: PrivateFormat = PrivateFormat.PKCS8,
    encryption: KeySerializationEncryption | None = None,
    encoding: Encoding = Encoding.PEM,
) -> bytes:
    return key.private_bytes(encoding, form, encryption or NoEncryption())


def refusal(data: bytes, passphrase: bytes | None = None) -> str:
    """Refuse, and quote nothing of what was given."""
    with pytest.raises(KeyRefused) as caught:
        inspect(data, passphrase)
    words = str(caught.value)
    for run in re.findall(rb"[A-Za-z0-9+/]{40,}", data):
        assert not any(run[at : at + 12].decode() in words for at in range(0, len(run) - 11, 4))
    assert caught.value.__cause__ is None
    return words
