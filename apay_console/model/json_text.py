"""JSON read as money needs it, exact and strict, and written so that no digit is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from apay_console.errors import N_, BadText, say
from apay_console.model import json_faults
from apay_console.model.json_faults import DEEPEST

_MINUS_ZERO = "-0"
_NOT_UTF_8 = N_("The body is not UTF-8 at byte {place}.")


class _Twice(ValueError):
    pass


class _NotANumber(ValueError):
    pass


def read(text: str) -> Any:
    """Read one JSON document; numbers keep their digits; raise BadText with line and column."""
    value = _decoded(text)
    if _is_too_deep(value):
        json_faults.refuse_depth(text, len(text))
    json_faults.refuse_broken(text)
    return value


def _decoded(text: str) -> Any:
    try:
        return _STRICT.decode(text)
    except json.JSONDecodeError as error:
        json_faults.refuse_depth(text, error.pos)
        raise json_faults.slip(text, error) from None
    except RecursionError:
        json_faults.refuse_depth(text, len(text))
        raise
    except _Twice:
        raise json_faults.second_key(text) from None
    except _NotANumber as error:
        raise json_faults.no_number(text, str(error)) from None
    except (ValueError, ArithmeticError):  # more digits than Python converts
        raise json_faults.endless_number(text) from None


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
        raise BadText(say(_NOT_UTF_8, place=error.start)) from None
    return read_object(text)


def read_loosely(body: bytes) -> Any:
    """Read what others wrote, for its words alone; raise JSONDecodeError or RecursionError."""
    # A wrong letter in a name does not make a payment undone: it is shown as it can be.
    text = body.decode(json.detect_encoding(body), "replace")
    return json.loads(text, parse_int=float)  # which takes any number of digits


def read_captured(data: bytes) -> Any:
    """Read what others wrote as it came, doubles and order too; raise BadText."""
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass")
        json_faults.refuse_depth(text, len(text))
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise BadText(say(_NOT_UTF_8, place=error.start)) from None
    except json.JSONDecodeError as error:
        raise json_faults.slip(text, error) from None
    except ValueError:  # more digits than Python converts
        raise json_faults.endless_number(text) from None


def read_kept(text: str) -> Any:
    """Read what `write` wrote for keeping, where any text may stand, broken ones too."""
    try:
        return json.loads(text, parse_float=Decimal, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise json_faults.slip(text, error) from None


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


def _is_too_deep(value: Any) -> bool:
    level: list[Any] = [[value]]
    depth = 0
    while level and depth <= DEEPEST:
        level, depth = [part for whole in level for part in _branches(whole)], depth + 1
    return bool(level)


def _branches(whole: Any) -> list[Any]:
    parts = whole.values() if type(whole) is dict else whole
    return [part for part in parts if type(part) is dict or type(part) is list]
