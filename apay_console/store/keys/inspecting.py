"""Takes in private keys: from any file or paste, said plainly, validated once, never echoed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from apay_console import input_files
from apay_console.errors import KeyRefused, say
from apay_console.input_files import InputFile, NotAFile, TooLarge
from apay_console.store.keys import text as key_text
from apay_console.store.keys import words

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_LARGEST = 64 << 10
_FORMS = {
    "PRIVATE KEY": "PKCS#8",
    "ENCRYPTED PRIVATE KEY": "PKCS#8",
    "RSA PRIVATE KEY": "PKCS#1",
    "OPENSSH PRIVATE KEY": "OpenSSH",
}
_OTHER_KINDS = ("EC PRIVATE KEY", "DSA PRIVATE KEY")


@dataclass(frozen=True)
class Found:
    """A private key that can be used, and the form in which it came."""

    kind: str
    key: RSAPrivateKey = field(repr=False)

    @property
    def converted(self) -> bool:
        """Whether it had another form than the one that Amazon hands out."""
        return self.kind != "PKCS#8"


def inspect(data: bytes, passphrase: bytes | None = None) -> Found:
    """Make a key of a file's or paste's bytes; raise KeyRefused, saying what it is instead.

    An encrypted key raises NeedsPassphrase, and does so again when the passphrase is wrong.
    Slow, and it holds the interpreter for a quarter of a second: not for the interface's thread.
    """
    if len(data) > _LARGEST:
        raise KeyRefused(say(words.TOO_LARGE))
    text = key_text.decoded(data)
    if text is None:
        return _binary("DER", data, passphrase)
    if key_text.begun(text):
        return _pem(text, passphrase)
    bare = key_text.bare(text)
    if bare is None:
        raise KeyRefused(say(key_text.words_for(text)))
    return _binary("Base64", bare, passphrase)


def _pem(text: str, passphrase: bytes | None) -> Found:
    labels, blocks = key_text.begun(text), key_text.blocks(text)
    if len(labels) > 1:
        kinds = ", ".join(_known(label) for label in labels[:4])
        raise KeyRefused(say(words.SEVERAL, count=len(labels), kinds=kinds))
    if not blocks:
        raise KeyRefused(say(words.CUT_OFF))
    return _of_block(blocks[0], passphrase)


def _of_block(block: key_text.Block, passphrase: bytes | None) -> Found:
    if block.label in _OTHER_KINDS:
        raise KeyRefused(say(words.RSA_NEEDED, kind=block.label.split()[0]))
    if block.label not in _FORMS:
        raise KeyRefused(say(words.OF_LABEL.get(block.label, words.NOT_A_KEY)))
    from apay_console.store.keys import loading  # noqa: PLC0415 - cryptography waits until needed

    is_openssh = block.label == "OPENSSH PRIVATE KEY"
    load = loading.from_openssh if is_openssh else loading.from_pem
    return Found(_FORMS[block.label], load(block.pem, passphrase))


def _binary(kind: str, data: bytes, passphrase: bytes | None) -> Found:
    from apay_console.store.keys import loading  # noqa: PLC0415 - cryptography waits until needed

    return Found(kind, loading.from_der(data, passphrase))


def _known(label: str) -> str:
    return label if label in _FORMS or label in words.OF_LABEL or label in _OTHER_KINDS else "?"


def fingerprint(key: RSAPrivateKey) -> str:
    """Name a key by its public half."""
    from apay_console.store.keys import loading  # noqa: PLC0415 - cryptography waits until needed

    return loading.fingerprint(key)


def read_key_file(path: Path) -> InputFile:
    """Read a key file; raise KeyRefused at once for what is no file of a key's size."""
    try:
        return input_files.read_file(path, _LARGEST)
    except NotAFile:
        raise KeyRefused(say(words.NOT_A_FILE)) from None
    except TooLarge:
        raise KeyRefused(say(words.TOO_LARGE)) from None
    except FileNotFoundError:
        raise KeyRefused(say(words.NO_FILE)) from None
    except OSError as error:
        raise KeyRefused(say(words.UNREADABLE, reason=error.strerror or error)) from None
