"""What every type of value does, and which characters none can hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Any, Self

from apay_console.errors import N_, Invalid, say

# Unicode's categories: control characters, halves of characters, ends of lines and paragraphs
UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
HIDDEN = UNFIT | {"Cf"}  # also what turns the direction of writing, or has no width


class Kind:
    """One type of value; `parse` and `decode` raise Invalid for what Amazon would refuse."""

    example = ""

    def parse(self, text: str) -> Any:
        """Read what a person typed."""
        return self.check(plain(text, self.example))

    def show(self, value: Any) -> str:
        """Write what a person reads, and could type again."""
        return str(value)

    def encode(self, value: Any) -> Any:
        """Make what is sent."""
        return value

    def decode(self, wire: Any) -> Any:
        """Read what stands on the wire."""
        if not isinstance(wire, str):
            raise Invalid(say(N_("Text is needed here.")), self.example)
        return self.check(wire)

    def check(self, value: Any) -> Any:
        """Refuse a value that is out of bounds; else return it."""
        return value

    def within(self, version: str, region: str) -> Self:  # noqa: ARG002 - most kinds are the same everywhere
        """Narrow the kind to what one API version and region take."""
        return self


def plain(text: str, example: str = "") -> str:
    """Trim outer blanks; refuse line breaks, control characters and broken ones, naming each."""
    trimmed = text.strip()
    refuse_signs(trimmed, UNFIT, example)
    return trimmed


def refuse_signs(text: str, categories: Collection[str], example: str = "") -> None:
    """Refuse the first character of one of Unicode's categories, naming it."""
    if text.isprintable():
        return
    for sign in text:
        if unicodedata.category(sign) in categories:
            words = N_("The character U+{code} cannot be used here; remove it.")
            raise Invalid(say(words, code=f"{ord(sign):04X}"), example)
