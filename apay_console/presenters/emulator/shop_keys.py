"""The keys that the built-in emulator trusts besides its own: public ones, and one file made."""

from __future__ import annotations

import os
import re
import secrets
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apay_console.errors import N_, Fault, Invalid, KeyRefused, say
from apay_console.store import whole_file
from apay_console.store.keys import text as key_text
from apay_console.store.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

LONGEST = 16 << 10  # characters of a pasted key
_NAME = "shop"
_SIGNS = string.ascii_uppercase + string.digits
_KEY_ID = re.compile(r"[!-+\--~]{1,128}")
_EXAMPLE = "SANDBOX-AGEXAMPLE0SHOP0KEY0ID000"
_LEAST_BITS, _MOST_BITS = 2048, 4096

NOT_WRITTEN = N_("The key file could not be written: {reason}. Choose another place.")
NOT_PUBLIC = N_("This is no public key. It begins with -----BEGIN PUBLIC KEY-----.")
IS_PRIVATE = N_("This is a private key; paste the public one. Nothing of it was kept.")
NOT_RSA = N_("Amazon Pay signs with RSA keys only; this is a public key of another kind.")
WRONG_SIZE = N_("This key has {bits} bits; it must have {least} to {most}.")
NOT_AN_ID = N_("A public key id has no blanks and no comma.")
OWN_ID = N_("This is the console's own key id; give your shop's key another one.")


class Exists(Fault):
    """A file is there already; it is replaced only after asking."""


@dataclass(frozen=True)
class ShopKeys:
    """What is kept: the shop's key id, where its private key was written, the public keys."""

    key_id: str = ""
    file: str = ""
    trusted: tuple[tuple[str, str], ...] = ()  # public key ids with their keys, in PEM

    def trusting(self, key_id: str, pem: str) -> ShopKeys:
        """Trust one more key, in the place of an older one of the same id."""
        rest = tuple(row for row in self.trusted if row[0] != key_id)
        return replace(self, trusted=(*rest, (key_id, pem)))


def new_key_id() -> str:
    """Make a key id as Amazon's look."""
    return "SANDBOX-" + "".join(secrets.choice(_SIGNS) for _ in range(24))


async def read(settings: Settings) -> ShopKeys:
    """Read what is kept; what cannot be used is left out."""
    kept = await settings.get(_NAME, {})
    found = kept if isinstance(kept, Mapping) else {}
    rows = found.get("keys")
    pairs = tuple(_pairs(rows if isinstance(rows, list) else []))
    return ShopKeys(_text(found.get("keyId")), _text(found.get("file")), pairs)


def _pairs(rows: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for row in rows:
        if isinstance(row, Mapping) and _text(row.get("id")) and _text(row.get("pem")):
            yield str(row["id"]), str(row["pem"])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


async def keep(settings: Settings, keys: ShopKeys) -> None:
    """Keep which keys are trusted; public ones only."""
    rows = [{"id": key_id, "pem": pem} for key_id, pem in keys.trusted]
    await settings.put(_NAME, {"keyId": keys.key_id, "file": keys.file, "keys": rows})


def usable(keys: ShopKeys, own: str) -> list[tuple[str, RSAPublicKey]]:
    """The keys that can be trusted; one that was damaged is passed over."""
    found = []
    for key_id, pem in keys.trusted:
        try:
            found.append((check_id(key_id, own), public_key(pem)))
        except (KeyRefused, Invalid):
            continue
    return found


def check_id(text: str, own: str) -> str:
    """Take a public key id as it was typed, but not the console's own; raise Invalid."""
    key_id = text.strip()
    if not _KEY_ID.fullmatch(key_id):
        raise Invalid(say(NOT_AN_ID), _EXAMPLE)
    if key_id == own:
        raise Invalid(say(OWN_ID), _EXAMPLE)
    return key_id


def public_key(text: str) -> RSAPublicKey:
    """Read a public key from PEM, whatever became of its line ends; raise KeyRefused."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - after first paint
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - as above

    try:
        key = load_pem_public_key(_pem(text))
    except (ValueError, UnsupportedAlgorithm):
        raise KeyRefused(say(NOT_PUBLIC)) from None
    if not isinstance(key, RSAPublicKey):
        raise KeyRefused(say(NOT_RSA))
    if not _LEAST_BITS <= key.key_size <= _MOST_BITS:
        words = say(WRONG_SIZE, bits=key.key_size, least=_LEAST_BITS, most=_MOST_BITS)
        raise KeyRefused(words)
    return key


def _pem(text: str) -> bytes:
    if any("PRIVATE" in label for label in key_text.begun(text)):
        raise KeyRefused(say(IS_PRIVATE))
    found = key_text.blocks(text) if len(text) <= LONGEST else []
    if not found:
        raise KeyRefused(say(NOT_PUBLIC))
    return found[0].pem


def pem_of(key: RSAPublicKey) -> str:
    """Write a public key as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - after first paint

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def make_key_file(path: Path, *, replaces: bool) -> str:
    """Make a pair, write its private key where only this person reads it, give the public one.

    Raises Exists when a file is there that is not to be replaced, and Fault when the disk refuses.
    """
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 - after first paint

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    try:
        (whole_file.replace if replaces else _create)(path, _private_pem(key))
    except FileExistsError:
        raise Exists(say(N_("There is a file {path} already."), path=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Fault(say(NOT_WRITTEN, reason=reason)) from None
    return pem_of(key.public_key())


def _private_pem(key: RSAPrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - after first paint
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _create(path: Path, pem: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        whole_file.write(handle, pem)
    except OSError:
        path.unlink(missing_ok=True)
        raise
