"""Takes out what must not leave with an export, wherever it stands or is quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from apay_console.errors import Message
from apay_console.model import json_text
from apay_console.model.exchange import Answered, Exchange, Headers, Sent
from apay_console.model.hidden_names import Keep, may_hold

REDACTED = "\u2039redacted\u203a"  # in single angle quotes
_SECRET_HEADERS = {"x-amz-pay-authtoken", "cookie", "set-cookie", "proxy-authorization"}
_SIGNED_HEADERS = {"authorization", "x-amz-pay-authorization"}
_SIGNATURE = re.compile(r"(signature\s*=\s*)([^\s,]+)", re.IGNORECASE)
_TOKENS = re.compile(
    r"((?:^|[?&])(?:[a-z]+_?token|token|code|email|x-amz-signature|signature)=|/buyers/)"
    r"[^/?&#\s\"\\]+",
    re.IGNORECASE | re.MULTILINE,
)
_TOKEN_LINE = re.compile(r"^(x-amz-pay-authtoken:).+$", re.IGNORECASE | re.MULTILINE)
_SPOKEN = {"message", "description", "reasondescription"}  # may quote what was sent
_SHORTEST = 4  # letters of what is looked for in a sentence


def exchange(one: Exchange, keep: Keep) -> Exchange:
    """The exchange without what is not to leave; nothing of that stands anywhere in the result."""
    cleaner = _Cleaner(keep)
    cleaner.learn(one)
    return replace(
        one,
        sent=cleaner.sent(one.sent),
        answered=one.answered and cleaner.answered(one.answered),
        reason=one.reason and cleaner.message(one.reason),
        canonical_request=cleaner.canonical(one.canonical_request),
    )


def body(data: bytes, keep: Keep) -> bytes:
    """A body without what is not to leave; one that cannot be read and may hold it goes whole."""
    return _Cleaner(keep).body(data)


def value(found: Any, keep: Keep) -> Any:
    """A JSON value without what is not to leave, as it would stand in a body."""
    cleaner = _Cleaner(keep)
    cleaner.learn_value(found)
    return cleaner.value(found)


def headers(pairs: Headers, keep: Keep) -> Headers:
    """Headers without what is not to leave; of a signature all but the signature itself stays."""
    return tuple((name, _Cleaner(keep).header(name, value)) for name, value in pairs)


def url(text: str, keep: Keep) -> str:
    """An address without the tokens in it."""
    return _Cleaner(keep).url(text)


def message(words: Message, keep: Keep) -> Message:
    """A sentence without the tokens in the addresses that it names."""
    return _Cleaner(keep).message(words)


class _Cleaner:
    """Takes things out of one exchange, also where a sentence quotes them."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._hidden = keep.hidden
        self._quoted: list[str] = []
        self._known: dict[bytes, _Read | None] = {}  # a long body is read once

    def learn(self, one: Exchange) -> None:
        """Remember what is taken out, to find it in sentences."""
        for data in (one.sent.body, one.answered.body if one.answered else b""):
            read = self._read(data)
            self.learn_value(read and read.value)
        if not self._keep.signatures:
            values = (value for name, value in one.sent.headers if name.lower() in _SIGNED_HEADERS)
            self._learn(match[2] for value in values for match in _SIGNATURE.finditer(value))

    def learn_value(self, found: Any) -> None:
        """Remember what is taken out of a JSON value."""
        self._learn(_hidden_texts(found, self._hidden))

    def _learn(self, texts: Iterable[str]) -> None:
        found = {*self._quoted, *(text for text in texts if len(text) >= _SHORTEST)}
        self._quoted = sorted(found, key=len, reverse=True)

    def sent(self, sent: Sent) -> Sent:
        pairs = tuple((name, self.header(name, value)) for name, value in sent.headers)
        return Sent(sent.method, self.url(sent.url), pairs, self.body(sent.body))

    def answered(self, answered: Answered) -> Answered:
        pairs = tuple((name, self.header(name, value)) for name, value in answered.headers)
        return Answered(answered.status, pairs, self.body(answered.body))

    def message(self, message: Message) -> Message:
        said = {
            name: self.message(value)
            if isinstance(value, Message)
            else (self.spoken(value) if isinstance(value, str) else value)
            for name, value in message.arguments.items()
        }
        return Message(message.template, said)

    def canonical(self, text: str) -> str:
        return self.url(text if self._keep.signatures else _TOKEN_LINE.sub(_MARKED, text))

    def header(self, name: str, value: str) -> str:
        low = name.lower()
        if low in _SIGNED_HEADERS and not self._keep.signatures:
            return _SIGNATURE.sub(_MARKED, value) if _SIGNATURE.search(value) else REDACTED
        if low in _SECRET_HEADERS and not self._keep.signatures:
            return REDACTED
        return self.url(value)

    def url(self, text: str) -> str:
        if self._keep.buyers or not _may_have_token(text):
            return text
        return _TOKENS.sub(_MARKED, text)

    def spoken(self, text: str) -> str:
        for quoted in self._quoted:
            text = text.replace(quoted, REDACTED)
        return self.url(text)

    def body(self, data: bytes) -> bytes:
        if not data or not self._hidden:
            return data
        read = self._read(data)
        if read is None:
            return REDACTED.encode() if may_hold(data, self._hidden) else self._raw(data)
        clean = self.value(read.value)
        if clean == read.value and not read.has_twice:
            return data
        return json_text.write(clean).encode("utf-8", "surrogatepass")

    def _read(self, data: bytes) -> _Read | None:
        if data not in self._known:
            self._known[data] = _read(data)
        return self._known[data]

    def _raw(self, data: bytes) -> bytes:
        text = data.decode("utf-8", "surrogateescape")
        return self.spoken(text).encode("utf-8", "surrogateescape")

    def value(self, value: Any, name: str = "") -> Any:
        if isinstance(value, Mapping):
            return {key: self._part(key, part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.value(part, name) for part in value]
        if isinstance(value, str):
            return self.spoken(value) if name.lower() in _SPOKEN else self.url(value)
        return value

    def _part(self, name: str, value: Any) -> Any:
        if name.lower() in self._hidden:
            return None if value is None else REDACTED
        return self.value(value, name)


def _may_have_token(text: str) -> bool:
    """Look without the expression, which takes seconds for a text of megabytes."""
    return "=" in text or "/buyers/" in text.lower()


_MARKED = rf"\1{REDACTED}"


@dataclass(frozen=True)
class _Read:
    """What stands in a body."""

    value: Any
    has_twice: bool = False  # an object has a key twice: only the last of them is in the value


def _read(data: bytes) -> _Read | None:
    """Read a body; None for one that cannot be read."""
    has_twice = False

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_twice
        found = dict(pairs)
        has_twice = has_twice or len(found) != len(pairs)
        return found

    try:
        value = json.loads(data, parse_float=Decimal, object_pairs_hook=once) if data else None
    except (ValueError, RecursionError, ArithmeticError):
        return None
    return _Read(value, has_twice)


def _hidden_texts(value: Any, hidden: frozenset[str]) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            is_hidden = name.lower() in hidden
            yield from _texts(part) if is_hidden else _hidden_texts(part, hidden)
    elif isinstance(value, list):
        for part in value:
            yield from _hidden_texts(part, hidden)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)
