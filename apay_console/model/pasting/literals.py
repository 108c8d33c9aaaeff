"""An object as a program writes it: JavaScript, PHP, Python, Ruby, or JSON inside a text.

SDK snippets hold a body as the language's own literal. Whatever is no plain value, such as a
variable or a call, becomes `CODE`: nothing here is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apay_console.model.json_faults import DEEPEST

_TOKEN = re.compile(
    r"(?P<blank>\s+|//[^\n]*|\#[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z))"
    r'|(?P<text>"""(?:[^\\]|\\.)*?"""|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|`(?:[^`\\]|\\.)*`)'
    r"|(?P<number>-?[0-9][0-9.eE+_-]*)"
    r"|(?P<mark>=>|[][{}():,;=+.])"
    r"|(?P<word>[$@A-Za-z_](?:[A-Za-z0-9_$]|'(?=[a-z]))*)"  # as in “don't”, too
    r"|(?P<open>[\"'`].*)"  # a text that is not closed takes in all that follows
    r"|(?P<other>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "none": None, "nil": None, "undefined": None}
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_MOST_TOKENS = 200_000
_MOST_STEPS = 1_000_000  # what only begins like an object is read again from each of its parts


class _Code:
    """A value that only running the program would tell."""

    def __repr__(self) -> str:
        return "CODE"


CODE = _Code()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _NoLiteral(ValueError):
    pass


def texts(source: str) -> Iterator[str]:
    """Each text between quotes, with its escapes read."""
    for found in _TOKEN.finditer(source):
        if found.lastgroup == "text":
            yield _unquoted(found[0])


def objects(source: str) -> Iterator[dict[str, Any]]:
    """Each object of a source that is not part of another, as far as its values are plain."""
    reader = _Reader(source)
    while not reader.is_over:
        found = reader.object_here()
        if found:
            yield found
        else:
            reader.skip()


def _tokens(source: str) -> list[_Token]:
    found = (
        _Token(str(one.lastgroup), one[0])
        for _, one in zip(range(_MOST_TOKENS), _TOKEN.finditer(source), strict=False)
    )
    return [token for token in found if token.kind != "blank"]


class _Reader:
    """Goes through the tokens once; where no literal begins, one further."""

    def __init__(self, source: str) -> None:
        self._tokens = _tokens(source)
        self._at = 0
        self._steps = 0

    @property
    def is_over(self) -> bool:
        return self._at >= len(self._tokens) or self._steps > _MOST_STEPS

    def skip(self) -> None:
        self._at += 1

    def object_here(self) -> dict[str, Any] | None:
        """The object that begins here; None, with nothing read, when there is none."""
        start = self._at
        try:
            value = self._branch(0)
        except _NoLiteral:
            value = None
        if isinstance(value, dict):
            return value
        self._at = start
        return None

    def _peek(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._tokens[place].text if place < len(self._tokens) else ""

    def _take(self) -> _Token:
        if self.is_over:
            raise _NoLiteral
        self._at += 1
        self._steps += 1
        return self._tokens[self._at - 1]

    def _branch(self, depth: int) -> Any:
        """An object or a list; PHP's `array(…)` and `[… => …]` are both."""
        if depth > DEEPEST:
            raise _NoLiteral
        if self._peek().lower() == "array" and self._peek(1) == "(":
            self._at += 1
        opening = self._take().text
        if opening not in _CLOSING or (opening == "(" and self._peek(-2).lower() != "array"):
            raise _NoLiteral
        return self._entries(opening, depth)

    def _entries(self, opening: str, depth: int) -> Any:
        pairs: dict[str, Any] = {}
        items: list[Any] = []
        while self._peek() != _CLOSING[opening]:
            key = self._key()
            value = self._value(depth)
            if key is None:
                items.append(value)
            else:
                pairs[key] = value
            self._end_of_entry(_CLOSING[opening])
        self._at += 1
        if items and (pairs or opening == "{"):
            raise _NoLiteral
        return pairs if pairs or opening == "{" else items

    def _end_of_entry(self, closing: str) -> None:
        if self._peek() == ",":
            self._at += 1
        elif self._peek() != closing:
            raise _NoLiteral

    def _key(self) -> str | None:
        """The key that begins here; None when a value without one begins."""
        ahead = 1 if self._peek() == ":" else 0  # Ruby's :name => value
        token = self._tokens[self._at + ahead] if self._at + ahead < len(self._tokens) else None
        is_key = token is not None and self._peek(ahead + 1) in {":", "=>"}
        if token is None or not is_key or token.kind not in {"text", "word", "number"}:
            return None
        self._at += ahead + 2
        return _unquoted(token.text) if token.kind == "text" else token.text

    def _value(self, depth: int) -> Any:
        start = self._at
        try:
            value = self._plain(depth)
        except _NoLiteral:
            value, self._at = CODE, start
        if self._peek() in {",", "}", "]", ")"}:
            return value
        self._skip_code()
        return CODE

    def _plain(self, depth: int) -> Any:
        token = self._tokens[self._at] if not self.is_over else _Token("other", "")
        if token.kind == "text":
            return self._joined()
        if token.kind == "number":
            return _number(self._take().text)
        if token.text.lower() in _WORDS and token.kind == "word":
            return _WORDS[self._take().text.lower()]
        return self._branch(depth + 1)

    def _joined(self) -> str:
        """Texts that are joined by + or . are one."""
        whole = _unquoted(self._take().text)
        while self._peek() in {"+", "."} and self._peek(1)[:1] in {'"', "'", "`"}:
            self._at += 1
            whole += _unquoted(self._take().text)
        return whole

    def _skip_code(self) -> None:
        """Go to the end of an entry, over whatever brackets are on the way."""
        open_ones: list[str] = []
        while open_ones or self._peek() not in {",", "}", "]", ")"}:
            text = self._take().text
            if text in _CLOSING:
                open_ones.append(_CLOSING[text])
            elif open_ones and text == open_ones[-1]:
                open_ones.pop()


def _unquoted(text: str) -> str:
    """What a quoted text says, escapes read as JavaScript and most others read them."""
    size = 3 if text.startswith('"""') else 1
    read = _ESCAPE.sub(_sign, text[size:-size])
    return read.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # joins the halves


def _sign(found: re.Match[str]) -> str:
    mark = found[1]
    if len(mark) > 1:
        code = int(mark[1:].strip("{}"), 16)
        return chr(code) if code < 0x110000 else mark
    return _SIGNS.get(mark, mark)


def _number(text: str) -> Any:
    plain = text.replace("_", "")
    if plain.lstrip("-").isdecimal() and len(plain) < 4000:
        return int(plain)
    try:
        found = Decimal(plain)
    except ArithmeticError:
        return CODE
    return found if found.is_finite() else CODE
