"""JSON read as money needs it: exact, strict, with the place of each fault."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

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
_MINUS_ZERO = "-0"


class _Twice(ValueError):
    pass


class _NotANumber(ValueError):
    pass


def read(text: str) -> Any:
    """Read one JSON document; numbers keep their digits; raise BadText with line and column."""
    try:
        value = _STRICT.decode(text)
    except json.JSONDecodeError as error:
        _refuse_depth(text, error.pos)
        raise _slip(text, error) from None
    except RecursionError:
        _refuse_depth(text, len(text))
        raise
    except _Twice:
        raise _at_second_key(text) from None
    except _NotANumber as error:
        words = say(N_("{word} is not JSON; write a number or null."), word=error)
        raise _at(text, _place(text, str(error).__eq__), words) from None
    except (ValueError, ArithmeticError):  # more digits than Python converts
        words = say(N_("A number has too many digits to be read."))
        raise _at(text, _place(text, _is_unreadable), words) from None
    if _is_too_deep(value):
        _refuse_depth(text, len(text))
    _refuse_broken(text)
    return value


def read_object(text: str) -> dict[str, Any]:
    """Read a JSON object, the only thing that the API takes as a body."""
    if not text.strip():
        raise BadText(
            say(
                N_("Nothing here yet; a JSON object is needed, for example {example}."),
                example="{}",
            )
        )
    value = read(text)
    if not isinstance(value, dict):
        raise BadText(say(N_("A JSON object is needed: it begins with {example}."), example="{"))
    return value


def read_bytes(body: bytes) -> dict[str, Any]:
    """Read a request's body: UTF-8 without BOM, one object."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadText(
            say(N_("The body is not UTF-8 at byte {place}."), place=error.start)
        ) from None
    return read_object(text)


def read_loosely(body: bytes) -> Any:
    """Read what others wrote, for its words alone; raise JSONDecodeError or RecursionError."""
    # A wrong letter in a name does not make a payment undone: it is shown as it can be.
    text = body.decode(json.detect_encoding(body), "replace")
    return json.loads(text, parse_int=float)  # which takes any number of digits


def read_kept(text: str) -> Any:
    """Read what `write` wrote for keeping, where any text may stand, broken ones too."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise _slip(text, error) from None


def write(value: Any, indent: int | None = None) -> str:
    """Write JSON; without `indent` as compact as it goes on the wire."""
    try:
        return _dumps(value, indent)
    except TypeError:  # a Decimal, which the standard writer does not know
        return _with_numbers(value, indent)


def _with_numbers(value: Any, indent: int | None) -> str:
    """Write numbers as marked texts, then take quotes and marks off, so that no digit is lost."""
    text = _dumps(value, indent, _digits)
    mark = next(sign for sign in map(chr, range(0xE000, 0xF900)) if sign not in text)
    text = _dumps(value, indent, lambda number: f"{mark}{_digits(number)}{mark}")
    return text.replace(f'"{mark}', "").replace(f'{mark}"', "")


def _digits(value: Any) -> str:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is not JSON")
    return str(value)


def _dumps(value: Any, indent: int | None, default: Callable[[Any], str] | None = None) -> str:
    if indent is None and default is None:
        return _COMPACT.encode(value)
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(
        value, ensure_ascii=False, indent=indent, separators=separators, default=default
    )


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _refuse(word: str) -> Any:
    raise _NotANumber(word)


def _whole(digits: str) -> int | Decimal:
    return Decimal(digits) if digits == _MINUS_ZERO else int(digits)


def _exact(digits: str) -> Decimal:
    return Decimal(digits)


# All of these are functions of Python: between two values other threads get their turn, which a
# long answer of nothing but numbers would else not give them before its end.
_STRICT = json.JSONDecoder(
    parse_float=_exact, parse_int=_whole, parse_constant=_refuse, object_pairs_hook=_once
)


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


def _is_too_deep(value: Any) -> bool:
    level: list[Any] = [[value]]
    depth = 0
    while level and depth <= DEEPEST:
        level, depth = [part for whole in level for part in _branches(whole)], depth + 1
    return bool(level)


def _branches(whole: Any) -> list[Any]:
    parts = whole.values() if type(whole) is dict else whole
    return [part for part in parts if type(part) is dict or type(part) is list]


def _refuse_depth(text: str, end: int) -> None:
    """Refuse a text that goes too deep before `end`."""
    depth = 0
    for token in _TOKENS.finditer(text, 0, end):
        depth += _STEPS.get(ord(token.group()[0]), 0)
        if depth > DEEPEST:
            words = say(N_("Nested deeper than {most} levels."), most=DEEPEST)
            raise _at(text, token.start(), words)


def _refuse_broken(text: str) -> None:
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


def _slip(text: str, error: json.JSONDecodeError) -> BadText:
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


def _at_second_key(text: str) -> BadText:
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
