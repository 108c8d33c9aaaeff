"""Whether a private key stands in a text, in any form in which people carry keys about."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from apay_console.errors import N_

NOT_HERE = N_(
    "A private key does not belong here, so nothing of it was taken. Keys are handed in under "
    "Profiles and keys."
)

_SHORTEST = 16
_GAP = r"(?:[\W_]|%20|\\u0020){1,4}"
_DASH = r"(?:[-\u2010-\u2015]|%2D)"
# Each is looked for only where its word stands: a body of a quarter of a megabyte is read at
# every letter that is typed. All are linear.
_MARKS = {
    "PRIVATE": re.compile(
        rf"{_DASH}\s{{0,9}}(?:BEGIN|END)(?:{_GAP}[A-Z0-9]+){{0,3}}?{_GAP}PRIVATE{_GAP}KEY"
    ),
    "PuTTY-User": re.compile(r"PuTTY-User-Key-File-[0-9]"),
    "privateExponent": re.compile(r"privateExponent:\s"),  # as OpenSSL writes a key out
    "b3BlbnNzaC1r": re.compile(r"b3BlbnNzaC1rZXktdjE"),  # OpenSSH's form without its first line
    "r1:": re.compile(r"r1:[0-9]{1,10}:[A-Za-z0-9+/]{300}"),  # as it lies in the keyring
    "kty": re.compile(r"""["']d\\?["']\s{0,9}:\s{0,9}\\?["'][\w-]{20}"""),  # a JSON Web Key
    "<RSAKeyValue": re.compile(r"<D>"),
}
_HEX = re.compile(r"30(?:[ :]?[0-9A-Fa-f]{2}){15}")
_BASE64 = re.compile(r"M[A-P][A-Za-z0-9+/_-]{18,30}")
_ARMOURED = re.compile(r"LS0tLS[A-Za-z0-9+/]{40,74}")  # Base64 of the first line
# SEQUENCE { INTEGER 0, the algorithm or the modulus …: PKCS#8 and PKCS#1; then sealed PKCS#8.
_BINARY = re.compile(
    rb"\x30(?:\x82..|\x81.|.)(?:\x02\x01\x00(?:\x30|\x02[\x81\x82])"
    rb"|\x30(?:\x81.|.)\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01[\x05\x0c])",
    re.DOTALL,
)


def holds_private_key(text: str) -> bool:
    """Whether it does; words about keys are no key."""
    if len(text) < _SHORTEST:
        return False
    if any(word in text and mark.search(text) for word, mark in _MARKS.items()):
        return True
    if any(_BINARY.match(head) for head in _heads(text)):
        return True
    return any(b" PRIVATE KEY" in _decoded(found) for found in _ARMOURED.findall(text))


def _heads(text: str) -> Iterator[bytes]:
    """What may be the first bytes of a key, written as hex or Base64."""
    for found in _HEX.findall(text):
        yield bytes.fromhex(found.replace(":", ""))
    yield from map(_decoded, _BASE64.findall(text))


def _decoded(text: str) -> bytes:
    whole = text[: len(text) // 4 * 4]
    try:
        return base64.b64decode(whole.replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error:
        return b""
