"""The emulator as merchants start it, with a key that both kinds of key ids share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

ROOT = Path(__file__).parents[2]
KEY_IDS = (
    "SANDBOX-AG6KZ5VFXNQ3JPTMWL2D",
    "AHC4VQ7RLM2XWTPEJ9KSD3NB",
)  # with a prefix, and a legacy one


@dataclass(frozen=True)
class Program:
    """A running emulator, and who may ask it."""

    base_url: str
    admin_token: str
    key: RSAPrivateKey
    key_file: Path
    stranger_file: Path  # another private key, which it does not know


@contextmanager
def program(folder: Path) -> Iterator[Program]:
    """Run `apay-console emulator` until the block ends."""
    key, stranger = (generate_private_key(public_exponent=65537, key_size=2048) for _ in "ab")
    public = folder / "public.pem"
    public.write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    keys = [word for name in KEY_IDS for word in ("--public-key-id", name, "--public-key", public)]
    command = [sys.executable, "-m", "apay_console", "emulator", *map(str, keys)]
    log = (folder / "emulator.log").open("wb")
    with log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=ROOT) as running:
        try:
            assert running.stdout
            ready = json.loads(running.stdout.readline())
            files = (_kept(folder / "merchant.pem", key), _kept(folder / "stranger.pem", stranger))
            yield Program(ready["baseUrl"], ready["adminToken"], key, *files)
        finally:
            running.terminate()


def _kept(path: Path, key: RSAPrivateKey) -> Path:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
    return path
