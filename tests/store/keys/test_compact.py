from __future__ import annotations

import base64
import re
import zlib

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from hypothesis import given
from hypothesis import strategies as st

from apay_console.store.keys import compact


def pem(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_the_whole_key_comes_back_byte_for_byte(private_key: RSAPrivateKey) -> None:
    text = compact.write(private_key)
    assert len(text.encode("utf-16-le")) == 724
    assert re.fullmatch(r"r1:65537:[A-Za-z0-9+/=]+:[0-9a-f]{8}", text)
    assert pem(compact.read(text)) == pem(private_key)


def test_what_comes_back_is_a_valid_key(private_key: RSAPrivateKey) -> None:
    load_pem_private_key(pem(compact.read(compact.write(private_key))), None)


@given(place=st.integers(0, 361), sign=st.sampled_from("ABab01+/=:"))
def test_no_changed_character_goes_unnoticed(
    private_key: RSAPrivateKey, place: int, sign: str
) -> None:
    text = compact.write(private_key)
    changed = text[:place] + sign + text[place + 1 :]
    if changed != text:
        with pytest.raises(ValueError, match="not a key of this form"):
            compact.read(changed)


def summed(text: str) -> str:
    return f"{text}:{zlib.crc32(text.encode()):08x}"


@given(primes=st.binary(max_size=600), exponent=st.integers(0, 10**10))
def test_no_numbers_do_more_than_be_refused(primes: bytes, exponent: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of them does not matter
        compact.read(summed(f"r1:{exponent}:{base64.b64encode(primes).decode()}"))


@given(st.text(max_size=50))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key of this form"):
        compact.read(text)
