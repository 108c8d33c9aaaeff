"""Text from outside, with a visible mark for each character that would not be seen as itself."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TextIO

_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0")  # seen as nothing, though letters
# All else is looked up by its category, one by one; these blocks hold nothing that hides.
_PLAIN = (
    r" -~\u00a0-\u00ac\u00ae-\u034e\u0370-\u05ff"
    r"\u3040-\u3163\u3165-\u31ff\u4e00-\u9fff\uac00-\ud7a3"
)


def print_text(text: str, stream: TextIO | None) -> None:
    """Print lines so that a terminal shows all of their characters and obeys none."""
    if stream is not None:  # a program without a terminal may have none
        stream.write(f"{_encodable(visible_lines(text), stream)}\n")
        stream.flush()


def _encodable(text: str, stream: TextIO) -> str:
    """Write as its number what the terminal's own encoding lacks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def marked(text: str) -> str:
    """Write what would not be seen, or would turn the text round, as its number: <U+202E>."""
    return text if _is_plain_ascii(text) else _suspect().sub(_mark, text)


def visible_lines(text: str) -> str:
    """Do the same for text of several lines: line ends and tabs stay."""
    if _is_plain_ascii(text):
        return text
    return _suspect(r"\n\t").sub(_mark, text.replace("\r\n", "\n"))


def hidden_in(text: str) -> list[str]:
    """Return the numbers of the characters in a text that would not be seen, each once."""
    found = (sign.group() for sign in _suspect().finditer(text) if is_hidden(sign.group()))
    return [f"U+{ord(sign):04X}" for sign in dict.fromkeys(found)]


def is_hidden(sign: str) -> bool:
    """Say whether a character would not be seen as itself."""
    return unicodedata.category(sign) in _HIDDEN or sign in _BLANK_LETTERS


@cache
def _suspect(also_plain: str = "") -> re.Pattern[str]:
    """Return the pattern of what is looked up; made when first needed, as it takes 2 ms."""
    return re.compile(f"[^{_PLAIN}{also_plain}]")


def _is_plain_ascii(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _mark(found: re.Match[str]) -> str:
    sign = found.group()
    return f"<U+{ord(sign):04X}>" if is_hidden(sign) else sign
