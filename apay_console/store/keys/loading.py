"""Makes a key of its bytes, and judges it; the slow part, which needs cryptography."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_ssh_private_key,
)

from apay_console.errors import KeyRefused, say
from apay_console.store.keys import key_derivation, words
from apay_console.store.keys.words import NeedsPassphrase

_USUAL_EXPONENT = 65537
_PKCS12 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"  # "data", the outer shell of PKCS#12


@dataclass(frozen=True)
class _Form:
    """A form of encrypted key: what loads it, and what limits the work that it asks for."""

    load: Callable[..., Any]
    check: Callable[[bytes], None]


_PEM = _Form(load_pem_private_key, key_derivation.check_pem)
_DER = _Form(load_der_private_key, key_derivation.check_der)
_OPENSSH = _Form(load_ssh_private_key, key_derivation.check_openssh)


def from_pem(pem: bytes, passphrase: bytes | None) -> RSAPrivateKey:
    """Read PKCS#8 or PKCS#1."""
    return _judged(_opened(_PEM, pem, passphrase))


def from_openssh(pem: bytes, passphrase: bytes | None) -> RSAPrivateKey:
    """Read a private key of OpenSSH's own form."""
    return _judged(_opened(_OPENSSH, pem, passphrase))


def from_der(data: bytes, passphrase: bytes | None) -> RSAPrivateKey:
    """Read a binary key, or say what else the file is."""
    other = _words_for(data)
    if other is not None:
        raise KeyRefused(say(other))
    return _judged(_opened(_DER, data, passphrase))


def _opened(form: _Form, data: bytes, passphrase: bytes | None) -> Any:
    try:
        return form.load(data, None, unsafe_skip_rsa_key_validation=True)
    except TypeError:
        form.check(data)
        return _decrypted(form, data, passphrase)
    except UnsupportedAlgorithm:
        raise KeyRefused(say(words.UNKNOWN)) from None
    except ValueError:
        raise KeyRefused(say(words.DAMAGED)) from None


def _decrypted(form: _Form, data: bytes, passphrase: bytes | None) -> Any:
    if not passphrase:
        raise NeedsPassphrase(say(words.NEEDS_PASSPHRASE), was_wrong=False)
    try:
        return form.load(data, passphrase, unsafe_skip_rsa_key_validation=True)
    except UnsupportedAlgorithm:
        raise KeyRefused(say(words.SSH_PASSPHRASE if form is _OPENSSH else words.UNKNOWN)) from None
    except ValueError:
        raise NeedsPassphrase(say(words.WRONG_PASSPHRASE), was_wrong=True) from None


def _judged(key: Any) -> RSAPrivateKey:
    """Validate once, here; the length comes first, for a long key takes minutes to validate."""
    if not isinstance(key, RSAPrivateKey):
        raise KeyRefused(say(words.RSA_NEEDED, kind=_kind(key)))
    if key.key_size < 2048:
        raise KeyRefused(say(words.TOO_SHORT, bits=key.key_size))
    if key.key_size > 4096:
        raise KeyRefused(say(words.TOO_LONG, bits=key.key_size))
    if not _USUAL_EXPONENT <= key.public_key().public_numbers().e < 1 << 32:
        raise KeyRefused(say(words.UNUSUAL))
    return _validated(key)


def _validated(key: RSAPrivateKey) -> RSAPrivateKey:
    try:
        return key.private_numbers().private_key()
    except ValueError:
        raise KeyRefused(say(words.DAMAGED)) from None


def _kind(key: Any) -> str:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return "EC"
    if isinstance(key, dsa.DSAPrivateKey):
        return "DSA"
    return type(key).__name__.removesuffix("PrivateKey").lstrip("_")


def _words_for(data: bytes) -> str | None:
    """Name a binary file that is no private key."""
    if data.startswith(b"\xfe\xed\xfe\xed"):
        return words.JAVA
    if not data.startswith(b"\x30"):
        return words.NOT_A_KEY
    if _PKCS12 in data[:64]:
        return words.PKCS12
    others: list[tuple[Callable[[bytes], object], str]] = [
        (load_der_public_key, words.PUBLIC),
        (x509.load_der_x509_certificate, words.CERTIFICATE),
        (x509.load_der_x509_csr, words.REQUEST),
    ]
    return next((name for load, name in others if _takes(load, data)), None)


def _takes(load: Callable[[bytes], object], data: bytes) -> bool:
    try:
        load(data)
    except (ValueError, UnsupportedAlgorithm):
        return False
    return True


def fingerprint(key: RSAPrivateKey) -> str:
    """Name a key by its public half, as OpenSSL and Amazon's support see it."""
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "SHA256:" + base64.b64encode(sha256(public).digest()).decode().rstrip("=")
