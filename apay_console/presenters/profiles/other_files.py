"""What a file is that holds no profiles, said by name; nothing of it is carried out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from apay_console.errors import N_, Message, say
from apay_console.model.private_keys import holds_private_key
from apay_console.store.keys.words import JWK

_ARCHIVE = N_("This is an archive. Unpack it, then choose the file of profiles.")
_DATABASE = N_("This is a database, not a file of profiles. It was not opened.")
_PICKLE = N_("This is a Python pickle, which could run programs. It was not opened.")
_NO_TEXT = N_("This is no text, so it holds no profiles.")
_PAGE = N_("This is a web page or XML, whatever it is called. It holds no profiles.")
_YAML = N_("This is YAML. Profiles are read from JSON only.")
_KEY = N_("This is a private key. Choose it under “Private key” instead.")
_POSTMAN = N_("Collections of Postman are not supported. Enter the profile by hand.")
_INSOMNIA = N_("Collections of Insomnia are not supported. Enter the profile by hand.")

_BEGINNINGS = {
    b"PK\x03\x04": _ARCHIVE,
    b"PK\x05\x06": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"SQLite format 3\0": _DATABASE,
    **{bytes((0x80, number)): _PICKLE for number in range(2, 6)},
}
_YAML_LINE = re.compile(r"(?:---|%YAML|- \S|[\w.-]+:(?:\s|$))", re.ASCII)


def of_bytes(data: bytes) -> Message | None:
    """Say what these bytes are, if they are known not to be JSON."""
    for beginning, words in _BEGINNINGS.items():
        if data.startswith(beginning):
            return say(words)
    return say(_NO_TEXT) if b"\0" in data else None


def no_text() -> Message:
    """Say that bytes are no text at all."""
    return say(_NO_TEXT)


def of_text(text: str) -> Message | None:
    """Say what a text is that does not begin as JSON."""
    head = text.lstrip()[:4096]
    if head.startswith(("{", "[")):
        return None
    if holds_private_key(text):
        return say(_KEY)
    if head.startswith("<"):
        return say(_PAGE)
    is_insomnia = "collection.insomnia.rest" in head
    if is_insomnia or _YAML_LINE.match(head):
        return say(_INSOMNIA if is_insomnia else _YAML)
    return None


def of_object(found: Mapping[str, Any]) -> Message | None:
    """Say what a JSON object is, if another program or another purpose made it."""
    if found.keys() & {"_postman_id", "_postman_variable_scope"} or _is_postmans(found.get("info")):
        return say(_POSTMAN)
    if "__export_format" in found or "insomnia" in str(found.get("type")):
        return say(_INSOMNIA)
    return say(JWK) if "kty" in found else None


def _is_postmans(info: Any) -> bool:
    return isinstance(info, Mapping) and "postman" in f"{info.get('schema')} {' '.join(info)}"
