"""Why a text is not the JSON that is wanted, and where: the line and column of each fault."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterator
from decimal import Decimal

from apay_console.errors import N_, BadText, Message, say

DEEPEST = 64
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)'  # one that is not closed takes in all that follows
_TOKENS = re.compile(_STRING + r"|[][{}]|NaN|-?Infinity|-?[0-9][0-9.eE+-]*", re.DOTALL)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_ESCAPES = re.compile(
    r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\(?P<half>u[dD][89a-fA-F]..)|\\(?P<zero>u0000)|\\.",
    re.DOTALL,
)
_TRAILING = re.compile(r",\s*([]}])")
_COLON = re.compile(r"\s*:")
_SUSPECT = ("\\u0000", "\\ud", "\\uD")  # an escape that no text can hold begins like these


def no_number(text: str, word: str) -> BadText:
    """Say that a word which JavaScript takes for a number is none."""
    words = say(N_("{word} is not JSON; write a number or null."), word=word)
    return _at(text, _place(text, word.__eq__), words)


def endless_number(text: str) -> BadText:
    """Say which number has more digits than Python converts."""
    words = say(N_("A number has too many digits to be read."))
    return _at(text, _place(text, _is_unreadable), words)


def _place(text: str, is_it: Callable[[str], bool]) -> int:
    """Find a token outside of strings."""
    return next((token.start() for token in _TOKENS.finditer(text) if is_it(token.group())), 0)


def _is_unreadable(token: str) -> bool:
    if not token.startswith(("-", *string.digits)):
        return False
    try:
        int(token) if token.lstrip("-").isdigit() else Decimal(token)
    except (ValueError, ArithmeticError):
        return True
    return False


def refuse_depth(text: str, end: int) -> None:
    """Refuse a text that goes too deep before `end`."""
    depth = 0
    for token in _TOKENS.finditer(text, 0, end):
        depth += _STEPS.get(ord(token.group()[0]), 0)
        if depth > DEEPEST:
            words = say(N_("Nested deeper than {most} levels."), most=DEEPEST)
            raise _at(text, token.start(), words)


def refuse_broken(text: str) -> None:
    """Refuse texts of a readable document that no text can hold."""
    half = None if text.isascii() else _first_half(text)
    for found in _ESCAPES.finditer(text) if any(map(text.__contains__, _SUSPECT)) else ():
        if found["zero"]:
            raise _at(text, found.start(), say(N_("A text holds the character U+0000.")))
        half = found.start() if half is None and found["half"] else half
    if half is not None:
        words = say(N_("A text holds half a character (a lone surrogate)."))
        raise _at(text, half, words)


def _first_half(text: str) -> int | None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def slip(text: str, error: json.JSONDecodeError) -> BadText:
    """Say in this program's words what the standard reader found."""
    before = text[: error.pos].rstrip()
    place = len(before) - 1 if before.endswith(",") else error.pos
    trailing = _TRAILING.match(text, place)
    if trailing:  # Python 3.13 points at the comma, its elders at what follows
        return _at(text, place, say(N_("Remove the comma before {sign}."), sign=trailing[1]))
    return _at(text, error.pos, _reason(text, error))


def _reason(text: str, error: json.JSONDecodeError) -> Message:
    rest = text[error.pos : error.pos + 1]
    comment = text.startswith(("//", "/*", "#"), error.pos)
    known = (
        (text.startswith("\ufeff"), N_("The text begins with a byte order mark; remove it.")),
        (rest == "'", N_("JSON takes double quotes only.")),
        (comment, N_("JSON takes no comments.")),
        (error.msg.startswith("Extra"), N_("Something stands after the end of the object.")),
        (error.msg.startswith("Invalid control"), N_("A text holds a control character.")),
    )
    words = next((words for is_it, words in known if is_it), N_("This is not JSON: {reason}."))
    return say(words, reason=error.msg[:1].lower() + error.msg[1:])


def second_key(text: str) -> BadText:
    """Say which key stands twice in an object."""
    place, key = next(_second_keys(text))
    words = say(N_("“{key}” stands here twice; only one can be meant."), key=key[:80])
    return _at(text, place, words)


def _second_keys(text: str) -> Iterator[tuple[int, str]]:
    seen: list[set[str]] = []  # the keys of each object or list that is open
    for token in _TOKENS.finditer(text):
        word = token.group()
        if word in {"{", "["}:
            seen.append(set())
        elif word in {"}", "]"}:
            seen.pop()
        elif word.startswith('"') and _COLON.match(text, token.end()):
            key = json.loads(word)
            if key in seen[-1]:
                yield token.start(), key
            seen[-1].add(key)


def _at(text: str, place: int, words: Message) -> BadText:
    before = text[: max(place, 0)]
    return BadText(words, before.count("\n") + 1, len(before) - before.rfind("\n"))
