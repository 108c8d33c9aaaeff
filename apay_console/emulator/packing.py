"""Answers made small while they wait to be given again."""

from __future__ import annotations

import zlib
from functools import cache

from apay_console.emulator.buyers import sample_buyers
from apay_console.emulator.values import spell
from apay_console.model import json_text
from apay_console.model.fields import ApiVersion
from apay_console.model.subjects import SUBJECTS


def pack(text: str) -> bytes:
    """Make an answer small; only this run can read it again."""
    press = zlib.compressobj(zdict=_words())
    return press.compress(text.encode()) + press.flush()


def unpack(packed: bytes) -> str:
    """Make an answer what it was."""
    return zlib.decompressobj(zdict=_words()).decompress(packed).decode()


@cache
def _words() -> bytes:
    """What answers consist of, so that it need not be written out in each."""
    blank = [
        json_text.write(spell({}, version, subject.schema))
        for subject in reversed(SUBJECTS)
        for version in ApiVersion
        if subject.schema.of(version)
    ]
    people = [json_text.write([row.name, row.email, dict(row.address)]) for row in sample_buyers()]
    return "".join([*reversed(people), *blank]).encode()
