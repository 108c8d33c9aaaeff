"""A key that asks for endless work is refused before any of it is done."""

from __future__ import annotations

import base64
import shutil
import struct
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import KeyRefused
from apay_console.store.keys import key_derivation, loading
from apay_console.store.keys.inspecting import inspect
from apay_console.store.keys.words import NeedsPassphrase
from tests.store.keys.key_files import PASSPHRASE

PBES2, PBKDF2 = "2a864886f70d01050d", "2a864886f70d01050c"
SCRYPT, AES = "2b06010401da47040b", "60864801650304012a"
MD5_DES, SHA_3DES = "2a864886f70d010503", "2a864886f70d010c0103"
SALT, IV = b"saltsalt", bytes(16)


def der(tag: int, *parts: bytes) -> bytes:
    data = b"".join(parts)
    size = len(data)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2)
    return bytes([tag]) + length + data


def number(value: int) -> bytes:
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1, signed=True))


def named(oid: str, *settings: bytes) -> bytes:
    return der(0x30, der(0x06, bytes.fromhex(oid)), *settings)


def sealed(algorithm: bytes) -> bytes:
    return der(0x30, algorithm, der(0x04, bytes(1232)))


def pbes2(function: bytes) -> bytes:
    return sealed(named(PBES2, der(0x30, function, named(AES, der(0x04, IV)))))


def pbkdf2(rounds: int, *more: bytes) -> bytes:
    return pbes2(named(PBKDF2, der(0x30, der(0x04, SALT), number(rounds), *more)))


def scrypt(n: int, r: int, p: int) -> bytes:
    return pbes2(named(SCRYPT, der(0x30, der(0x04, SALT), number(n), number(r), number(p))))


def by_salt(oid: str, rounds: int) -> bytes:
    return sealed(named(oid, der(0x30, der(0x04, SALT), number(rounds))))


def openssh(key: RSAPrivateKey, rounds: int) -> bytes:
    """An encrypted OpenSSH key, in which the number of rounds was changed."""
    secret = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(PASSPHRASE)
    written = key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, secret)
    data = base64.b64decode(b"".join(written.splitlines()[1:-1]))
    place = data.index(b"\0\0\0\x10", data.index(b"bcrypt")) + 20
    assert data[place : place + 4] == b"\0\0\0\1"
    changed = data[:place] + struct.pack(">I", rounds) + data[place + 4 :]
    return armoured("OPENSSH PRIVATE KEY", changed)


def armoured(label: str, data: bytes) -> bytes:
    text = base64.b64encode(data).decode()
    return f"-----BEGIN {label}-----\n{text}\n-----END {label}-----".encode()


# What is asked for, and what is said of it; of 2^62 rounds the library panics.
COSTLY = {
    "PBKDF2, 2^31": (pbkdf2(2**31), "takes 2,147,483,648 rounds"),
    "PBKDF2, one too many": (pbkdf2(10_000_001), "10,000,001 rounds to use; at most 10,000,000"),
    "PBKDF2, 2^62": (pbkdf2(2**62), "takes 4,611,686,018,427,387,904 rounds"),
    "PKCS#5, 2^31": (by_salt(MD5_DES, 2**31), "takes 2,147,483,648 rounds"),
    "PKCS#12, 2^63": (by_salt(SHA_3DES, 2**63), "takes 9,223,372,036,854,775,808 rounds"),
    "scrypt of 4 GiB": (scrypt(2**24, 8, 1), "n = 16,777,216, r = 8, p = 1"),
    "scrypt 2^20 times": (scrypt(2**14, 8, 2**20), "n = 16,384, r = 8, p = 1,048,576"),
    "scrypt, endless r": (scrypt(2, 2**60, 1), "r = 1,152,921,504,606,846,976"),
}
DAMAGED = {
    "no rounds": pbkdf2(0),
    "rounds below none": pbkdf2(-5),
    "scrypt of nothing": scrypt(0, 8, 1),
    "scrypt without p": pbes2(named(SCRYPT, der(0x30, der(0x04, SALT), number(2), number(8)))),
}


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail as soon as a passphrase is used."""

    def load(form: Callable[..., object]) -> Callable[..., object]:
        def checked(data: bytes, passphrase: bytes | None, **more: object) -> object:
            assert passphrase is None
            return form(data, passphrase, **more)

        return checked

    for name in ("_PEM", "_DER", "_OPENSSH"):
        form = getattr(loading, name)
        monkeypatch.setattr(loading, name, loading._Form(load(form.load), form.check))


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
@pytest.mark.parametrize("wrap", [bytes, lambda data: armoured("ENCRYPTED PRIVATE KEY", data)])
@pytest.mark.parametrize("name", COSTLY)
def test_endless_work_is_refused_with_its_number_and_a_command(
    name: str, wrap: Callable[[bytes], bytes], passphrase: bytes | None
) -> None:
    data, words = COSTLY[name]
    with pytest.raises(KeyRefused) as caught:
        inspect(wrap(data), passphrase)
    assert not isinstance(caught.value, NeedsPassphrase)
    assert words in str(caught.value)
    assert str(caught.value).endswith(": openssl pkcs8 -topk8 -iter 600000 -in FILE -out COPY")


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("rounds", [1_001, 2**31, 2**32 - 1])
def test_endless_rounds_of_openssh_are_refused(private_key: RSAPrivateKey, rounds: int) -> None:
    with pytest.raises(KeyRefused, match=rf"{rounds:,} rounds .*: ssh-keygen -p -a 24 -f COPY$"):
        inspect(openssh(private_key, rounds), PASSPHRASE)


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("name", DAMAGED)
def test_work_that_is_none_is_damage(name: str) -> None:
    with pytest.raises(KeyRefused, match="The key is damaged"):
        inspect(DAMAGED[name], PASSPHRASE)


@pytest.mark.parametrize(
    "data", [pbkdf2(10), by_salt(SHA_3DES, 10), scrypt(16, 8, 1), scrypt(2**18, 8, 2)]
)
def test_usual_work_is_let_through(data: bytes) -> None:
    with pytest.raises(NeedsPassphrase) as caught:
        inspect(data)
    assert not caught.value.was_wrong


def test_a_function_that_nobody_knows_is_refused() -> None:
    for data in (pbes2(named("2a03", der(0x30))), sealed(named("2a03", der(0x30)))):
        with pytest.raises(KeyRefused, match="cannot be read here"):
            key_derivation.check_der(data)


def test_a_number_that_nobody_reads_is_told_by_its_size() -> None:
    with pytest.raises(KeyRefused, match=r"takes 2\^8000 rounds"):
        key_derivation.check_der(pbkdf2(2**8000))


@given(st.binary(max_size=80), st.integers(0, 60))
def test_whatever_stands_there_nothing_but_a_refusal_comes(junk: bytes, place: int) -> None:
    data = pbkdf2(10)
    for made in (junk, data[:place] + junk, data[:place] + junk + data[place + len(junk) :]):
        with suppress(KeyRefused):
            key_derivation.check_der(made)
        with suppress(KeyRefused):
            key_derivation.check_openssh(armoured("X", made))


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_the_command_that_is_told_makes_a_key_that_opens(
    tmp_path: Path, private_key: RSAPrivateKey
) -> None:
    source = tmp_path / "FILE"
    secret = BestAvailableEncryption(PASSPHRASE)
    source.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))
    command = key_derivation._TO_PKCS8.split()
    password = f"pass:{PASSPHRASE.decode()}"
    options = ["-passin", password, "-passout", password]
    subprocess.run([*command, *options], cwd=tmp_path, check=True, capture_output=True)
    made = inspect((tmp_path / "COPY").read_bytes(), PASSPHRASE)
    assert made.key.private_numbers() == private_key.private_numbers()
