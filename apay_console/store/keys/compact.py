"""A private key as one short text: `r1:<e>:<base64 of p and q>:<check sum>`.

Windows keeps 2,560 bytes a credential and counts UTF-16, of which a PEM of RSA-2048 needs 3,408.
The two primes and the exponent give the whole key back, in 724 bytes; for RSA-4096 in 1,404.
The check sum is there because one wrong bit may make another prime, and so another sound key.
"""

from __future__ import annotations

import base64
import re
import zlib

from cryptography.hazmat.primitives.asymmetric import rsa

from apay_console import signing
from apay_console.model.profile import Algorithm

_FORM = re.compile(r"r1:([0-9]{1,10}):([A-Za-z0-9+/]{8,4096}={0,2}):([0-9a-f]{8})", re.ASCII)
_FEWEST_BITS = 2048
_PROBE = "Apay Console proves a key"


def write(key: rsa.RSAPrivateKey) -> str:
    """Make the text of a key."""
    numbers = key.private_numbers()
    half = (max(numbers.p, numbers.q).bit_length() + 7) // 8
    primes = numbers.p.to_bytes(half) + numbers.q.to_bytes(half)
    text = f"r1:{numbers.public_numbers.e}:{base64.b64encode(primes).decode()}"
    return f"{text}:{_sum(text)}"


def read(text: str) -> rsa.RSAPrivateKey:
    """Make the key of a text; raise ValueError for anything but a whole one.

    It was validated when it was imported; here one signature proves it, which is a hundred times
    as fast and does not hold up the other threads.
    """
    form = _FORM.fullmatch(text)
    if form is None or form[3] != _sum(text[: form.end(2)]):
        raise ValueError("not a key of this form")
    primes = base64.b64decode(form[2], validate=True)
    half = len(primes) // 2
    key = _built(int.from_bytes(primes[:half]), int.from_bytes(primes[half:]), int(form[1]))
    if key.key_size < _FEWEST_BITS or not is_sound(key):
        raise ValueError("not a sound key")
    return key


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _built(p: int, q: int, e: int) -> rsa.RSAPrivateKey:
    if not (p & q & e & 1 and min(p, q, e) > 1 and p != q):
        raise ValueError("not the numbers of a key")
    d = rsa.rsa_recover_private_exponent(e, p, q)
    numbers = rsa.RSAPrivateNumbers(
        p=p,
        q=q,
        d=d,
        dmp1=rsa.rsa_crt_dmp1(d, p),
        dmq1=rsa.rsa_crt_dmq1(d, q),
        iqmp=rsa.rsa_crt_iqmp(p, q),
        public_numbers=rsa.RSAPublicNumbers(e, p * q),
    )
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def is_sound(key: rsa.RSAPrivateKey) -> bool:
    """Sign something and verify it."""
    signature = signing.sign(key, Algorithm.PSS_V2, _PROBE)
    return signing.verify(key.public_key(), Algorithm.PSS_V2, _PROBE, signature)
