"""Finds PEM in what people paste: broken lines, no lines, quotes, byte order marks."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from apay_console.store.keys import words

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----")
_BLOCK = re.compile(r"-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \1-----", re.DOTALL)
_PARAMETERS = {"EC PARAMETERS", "DSA PARAMETERS", "DH PARAMETERS"}
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{200,}={0,2}\s*")
_SIGNS = (
    (r"(?:ssh-|ecdsa-|sk-)[a-z0-9-]+(?:@openssh\.com)? AAAA", words.SSH_PUBLIC),
    (r"---- BEGIN SSH2 PUBLIC KEY ----", words.SSH_PUBLIC),
    (r"PuTTY-User-Key-File", words.PUTTY),
    (r"\{.*\"kty\"", words.JWK),
    (r"(?:SANDBOX|LIVE)-[A-Z0-9]{8,40}\s*$", words.KEY_ID),
)


@dataclass(frozen=True)
class Block:
    """One piece of PEM, laid out as the standard wants it."""

    label: str
    pem: bytes


def decoded(data: bytes) -> str | None:
    """Read bytes as text; None for a binary file."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def begun(text: str) -> list[str]:
    """Name the pieces that begin in a text, those that are cut off too."""
    return [label for label in _BEGIN.findall(text) if label not in _PARAMETERS]


def blocks(text: str) -> list[Block]:
    """Find the whole pieces of PEM, whatever became of their line ends."""
    broken = re.sub(r"\\r\\n|\\n|\\r|\r", "\n", text)
    found = _BLOCK.findall(broken)
    return [_block(label, body) for label, body in found if label not in _PARAMETERS]


def _block(label: str, body: str) -> Block:
    lines = [line.strip() for line in body.splitlines()]
    headers = [line for line in lines if ": " in line]
    dense = "".join("".join(lines[len(headers) + 1 :] if headers else lines).split())
    folded = [dense[start : start + 64] for start in range(0, len(dense), 64)]
    head = [*headers, ""] if headers else []
    return Block(
        label, _joined([f"-----BEGIN {label}-----", *head, *folded, f"-----END {label}-----"])
    )


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def bare(text: str) -> bytes | None:
    """Read Base64 whose first and last line were left out."""
    if not _BASE64.fullmatch(text.strip()):
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        return None


def words_for(text: str) -> str:
    """Say what a text is that holds no PEM."""
    if not text.strip():
        return words.EMPTY
    start = text.strip()[:4096]
    named = (found for sign, found in _SIGNS if re.match(sign, start, re.DOTALL))
    return next(named, words.NOT_A_KEY)
