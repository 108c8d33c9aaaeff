"""What an encrypted key wants done with its passphrase, read before any of it is done."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass

from apay_console.errors import KeyRefused, say
from apay_console.store.keys import words

# Seconds on a usual machine, and many times what tools write today.
MOST_ROUNDS = 10_000_000  # of a hash: PBKDF2, and the older ways of PKCS#5 and PKCS#12
MOST_BCRYPT_ROUNDS = 1_000
MOST_SCRYPT_BYTES = 256 << 20
MOST_SCRYPT_WORK = 1 << 22  # n · r · p

_TO_PKCS8 = "openssl pkcs8 -topk8 -iter 600000 -in FILE -out COPY"
_TO_OPENSSH = "ssh-keygen -p -a 24 -f COPY"
_ENCRYPTED = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"
_PBES2 = bytes.fromhex("2a864886f70d01050d")
_PBKDF2 = bytes.fromhex("2a864886f70d01050c")
_SCRYPT = bytes.fromhex("2b06010401da47040b")
# PKCS#5's and PKCS#12's own ways, each by a number: salt and rounds, and nothing else.
_SALT_AND_ROUNDS = (bytes.fromhex("2a864886f70d0105"), bytes.fromhex("2a864886f70d010c01"))
_SEQUENCE, _INTEGER, _OBJECT_ID = 0x30, 0x02, 0x06
_OPENSSH = b"openssh-key-v1\0"


@dataclass(frozen=True)
class _Value:
    """A value of DER: its kind, and its bytes."""

    tag: int
    data: bytes


def check_pem(pem: bytes) -> None:
    """Refuse a costly PKCS#8 in PEM; the older encryption of PEM hashes once."""
    if _ENCRYPTED in pem:
        check_der(_unarmoured(pem))


def check_der(data: bytes) -> None:
    """Refuse a PKCS#8 whose passphrase would cost too much time or memory."""
    try:
        _check_algorithm(_algorithm(data))
    except (ValueError, IndexError):
        raise KeyRefused(say(words.DAMAGED)) from None


def check_openssh(pem: bytes) -> None:
    """Refuse a key of OpenSSH's own form whose passphrase would cost too much time."""
    try:
        rounds = _bcrypt_rounds(_unarmoured(pem))
    except (ValueError, IndexError):
        raise KeyRefused(say(words.DAMAGED)) from None
    _limit(rounds, MOST_BCRYPT_ROUNDS, _TO_OPENSSH)


def _unarmoured(pem: bytes) -> bytes:
    lines = [line for line in pem.splitlines() if b"-----" not in line]
    return base64.b64decode(b"".join(lines), validate=True)


def _algorithm(data: bytes) -> list[_Value]:
    """Return the values of the algorithm, with which the encrypted key begins."""
    (whole,) = _values(data)  # and nothing behind it
    return _inside(_inside(whole)[0])


def _check_algorithm(values: list[_Value]) -> None:
    name, settings = _object_id(values[0]), values[1]
    if name == _PBES2:
        _check_function(_inside(_inside(settings)[0]))
    elif name[:-1] in _SALT_AND_ROUNDS:
        _limit(_number(_inside(settings)[1]), MOST_ROUNDS, _TO_PKCS8)
    else:
        raise KeyRefused(say(words.UNKNOWN))


def _check_function(values: list[_Value]) -> None:
    name, settings = _object_id(values[0]), _inside(values[1])
    if name == _PBKDF2:
        _limit(_number(settings[1]), MOST_ROUNDS, _TO_PKCS8)
    elif name == _SCRYPT:
        _limit_scrypt(*map(_number, settings[1:4]))
    else:
        raise KeyRefused(say(words.UNKNOWN))


def _limit(rounds: int, most: int, command: str) -> None:
    if rounds < 1:
        raise KeyRefused(say(words.DAMAGED))
    if rounds > most:
        found = _told(rounds)
        raise KeyRefused(say(words.COSTLY, found=found, most=f"{most:,}", command=command))


def _limit_scrypt(n: int, r: int, p: int) -> None:
    if min(n, r, p) < 1:
        raise KeyRefused(say(words.DAMAGED))
    if 128 * n * r > MOST_SCRYPT_BYTES or n * r * p > MOST_SCRYPT_WORK:
        found = {"n": _told(n), "r": _told(r), "p": _told(p)}
        raise KeyRefused(say(words.COSTLY_SCRYPT, **found, command=_TO_PKCS8))


def _told(number: int) -> str:
    """Write a number, or its size when it has more digits than anyone reads."""
    bits = number.bit_length()
    return f"{number:,}" if bits <= 64 else f"2^{bits - 1}"


def _values(data: bytes) -> Iterator[_Value]:
    """Take values of DER apart, one beside the other; raise ValueError or IndexError."""
    place = 0
    while place < len(data):
        tag, length, start = data[place], data[place + 1], place + 2
        if length & 0x80:  # so many bytes tell it
            size = length & 0x7F
            length, start = int.from_bytes(data[start : start + size]), start + size
        place = start + length
        if place > len(data):
            raise ValueError("cut off")
        yield _Value(tag, data[start:place])


def _inside(value: _Value) -> list[_Value]:
    if value.tag != _SEQUENCE:
        raise ValueError("no sequence")
    return list(_values(value.data))


def _object_id(value: _Value) -> bytes:
    if value.tag != _OBJECT_ID:
        raise ValueError("no object identifier")
    return value.data


def _number(value: _Value) -> int:
    if value.tag != _INTEGER:
        raise ValueError("no number")
    return int.from_bytes(value.data, signed=True)


def _bcrypt_rounds(data: bytes) -> int:
    """Return the rounds in OpenSSH's options; raise ValueError."""
    if not data.startswith(_OPENSSH):
        raise ValueError("not OpenSSH's form")
    _, rest = _text(data[len(_OPENSSH) :])  # the cipher
    _, rest = _text(rest)  # the function, of which there is one
    options, _ = _text(rest)
    _, rounds = _text(options)  # the salt goes before
    if len(rounds) != 4:
        raise ValueError("no rounds")
    return int.from_bytes(rounds)


def _text(data: bytes) -> tuple[bytes, bytes]:
    """Split off a text of SSH, which begins with its length."""
    end = 4 + int.from_bytes(data[:4])
    if end > len(data):
        raise ValueError("cut off")
    return data[4:end], data[end:]
