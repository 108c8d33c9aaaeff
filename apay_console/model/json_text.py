"""JSON read as money needs it: exact, strict, with the place of each fault."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from apay_console.errors import N_, BadText, Message, say

DEEPEST = 64
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_HALF_PAIRS = re.compile(r"\\u[dD][89a-fA-F]")


class _Twice(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class _NotANumber(ValueError):
    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word


def read(text: str) -> Any:
    """Read one JSON document; numbers keep their digits; raise BadText with line and column."""
    _refuse_depth(text)
    try:
        value = json.loads(
            text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise BadText(_reason(text, error), error.lineno, error.colno) from None
    except _Twice as error:
        raise _at_key(text, error.key) from None
    except _NotANumber as error:
        words = say(N_("{word} is not JSON; write a number or null."), word=error.word)
        raise _at(text, text.find(error.word), words) from None
    except ValueError:  # an integer of more digits than Python converts
        raise BadText(say(N_("A number has too many digits to be read."))) from None
    _refuse_broken(text, value)
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


def write(value: Any, indent: int | None = None) -> str:
    """Write JSON; without `indent` as compact as it goes on the wire."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, default=str)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse(word: str) -> Any:
    raise _NotANumber(word)


def _refuse_depth(text: str) -> None:
    if text.count("{") + text.count("[") <= DEEPEST:
        return
    depth = 0
    for token in _TOKENS.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.group(), 0)
        if depth > DEEPEST:
            raise _at(
                text, token.start(), say(N_("Nested deeper than {most} levels."), most=DEEPEST)
            )


def _refuse_broken(text: str, value: Any) -> None:
    if "\\u0000" in text and "\x00" in _strings(value):
        raise _at(text, text.find("\\u0000"), say(N_("A text holds the character U+0000.")))
    half = _HALF_PAIRS.search(text)
    if half and not _encodable(_strings(value)):
        raise _at(text, half.start(), say(N_("A text holds half a character (a lone surrogate).")))
    if not half and not _encodable(text):
        raise BadText(say(N_("A text holds half a character (a lone surrogate).")))


def _strings(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str).replace("\\u0000", "\x00")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _reason(text: str, error: json.JSONDecodeError) -> Message:
    rest = text[error.pos : error.pos + 1]
    before = text[: error.pos].rstrip()[-1:]
    comment = text.startswith(("//", "/*", "#"), error.pos)
    known = (
        (text.startswith("\ufeff"), N_("The text begins with a byte order mark; remove it.")),
        (rest == "'", N_("JSON takes double quotes only.")),
        (comment, N_("JSON takes no comments.")),
        (before == "," and rest in {"}", "]"}, N_("Remove the comma before {sign}.")),
        (error.msg.startswith("Extra"), N_("Something stands after the end of the object.")),
        (error.msg.startswith("Invalid control"), N_("A text holds a control character.")),
    )
    words = next((words for is_it, words in known if is_it), N_("This is not JSON: {reason}."))
    return say(words, sign=rest, reason=error.msg[:1].lower() + error.msg[1:])


def _at_key(text: str, key: str) -> BadText:
    places = [found.start() for found in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    words = say(N_("“{key}” stands here twice; only one can be meant."), key=key[:80])
    return _at(text, places[-1] if places else 0, words)


def _at(text: str, place: int, words: Message) -> BadText:
    before = text[: max(place, 0)]
    return BadText(words, before.count("\n") + 1, len(before) - before.rfind("\n"))
