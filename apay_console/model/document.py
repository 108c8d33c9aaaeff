"""A body as the JSON that it holds, or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from apay_console.errors import N_, BadText, Message, say
from apay_console.model import json_text

MOST_VALUES = 200_000  # more would hold up every thread while they are read
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # RFC 8259 lets a reader overlook it
_CROWDED = N_("It holds more than {most} values, too many to be read.")
_NOT_UTF_8 = N_("It is not UTF-8 at byte {place}.")
_NO_MEMORY = N_("There is too little free memory to read it.")
_NULL = N_("It is null, and nothing else.")
_WHERE = N_("{reason} Line {line}, column {column}.")


@dataclass(frozen=True)
class Document:
    """What was read. Whoever shows a part of it has the same value, so nobody may change it."""

    value: Any = None
    fault: Message | None = None  # why there is no value


def is_crowded(body: bytes) -> bool:
    """Whether a body may hold too many values; found out without reading it."""
    return body.count(b",") + body.count(b"[") + body.count(b"{") > MOST_VALUES


def document_of(body: bytes) -> Document:
    """Read a body as strictly as money needs it."""
    if is_crowded(body):
        return Document(fault=say(_CROWDED, most=f"{MOST_VALUES:,}"))
    try:
        value = json_text.read(body.removeprefix(_BYTE_ORDER_MARK).decode("utf-8"))
        return Document(value, say(_NULL) if value is None else None)
    except UnicodeDecodeError as error:
        return Document(fault=say(_NOT_UTF_8, place=error.start))
    except MemoryError:
        return Document(fault=say(_NO_MEMORY))
    except BadText as error:
        where = say(_WHERE, reason=error.message, line=error.line, column=error.column)
        return Document(fault=where)


def holds_at_most(value: object, most: int) -> bool:
    """Whether a JSON value has no more parts than that; counts no further."""
    left, count = [value], 0
    while left and count <= most:
        part = left.pop()
        if isinstance(part, dict):
            left.extend(part.values())
            count += len(part)
        elif isinstance(part, list):
            left.extend(part)
            count += len(part)
    return count <= most
