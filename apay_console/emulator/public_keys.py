"""Public keys, read from files of one's own."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from apay_console import input_files
from apay_console.errors import N_, Invalid, say

_LARGEST = 64 * 1024
_PRIVATE = N_(
    "{path} holds a private key. Give its public half: openssl pkey -in {path} -pubout -out FILE"
)


def read_public_key(path: Path) -> RSAPublicKey:
    """Read a public key in PEM form; raise Invalid, or OSError when the file cannot be read."""
    pem = input_files.read_argument(path, _LARGEST)
    if b"PRIVATE KEY-----" in pem:
        raise Invalid(say(_PRIVATE, path=path))
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise Invalid(say(N_("{path} holds no public key in PEM form."), path=path)) from None
    if not isinstance(key, RSAPublicKey):
        raise Invalid(say(N_("{path} holds a public key of another kind than RSA."), path=path))
    return key
