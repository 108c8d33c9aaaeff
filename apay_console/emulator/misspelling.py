"""Canonical requests as shops misspell them: the request is right, the way of writing it is not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, quote_plus, unquote

from apay_console.errors import N_, Message, say

Spelling = tuple[str, Message]

_CAPITALS = N_("The names of headers were hashed with capitals; write them in lower case.")
_BLANK = N_("A blank was hashed after the colon of each header; leave it out.")
_NO_EMPTY_LINE = N_("The empty line after the headers was left out of what was hashed.")
_LINE_END = N_("A line end was hashed after the last line; the hash of the body ends the text.")
_RETURNS = N_("The lines were joined with carriage returns; join them with line feeds alone.")
_DIGEST = N_("The hash of the body was written in capitals; write it in lower case.")
_PATH = N_("The path was hashed as “{signed}”, but “{sent}” was asked.")
_QUERY = N_(
    "The query was hashed as “{signed}”. Sort it by name, and escape it with %20 and capital "
    "hexadecimal digits."
)
_LONGEST = 200  # of a path or query that is quoted


def misspellings(canonical: str) -> Iterator[Spelling]:
    """What may have been hashed instead, each with the words for it."""
    lines = canonical.split("\n")
    yield canonical + "\n", say(_LINE_END)
    yield canonical.replace("\n", "\r\n"), say(_RETURNS)
    yield "\n".join([*lines[:-1], lines[-1].upper()]), say(_DIGEST)
    yield from _headers(lines)
    yield from _paths(lines)
    yield from _queries(lines)


def _headers(lines: list[str]) -> Iterator[Spelling]:
    """The block of headers, its names, its blanks and its end."""
    start, block, (signed, digest) = lines[:3], lines[3:-3], lines[-2:]
    pairs = [line.partition(":") for line in block]
    titled = [f"{name.title()}:{value}" for name, _, value in pairs]
    for names in (signed, signed.title()):
        yield "\n".join([*start, *titled, "", names, digest]), say(_CAPITALS)
    spaced = [f"{name}: {value}" for name, _, value in pairs]
    yield "\n".join([*start, *spaced, "", signed, digest]), say(_BLANK)
    yield "\n".join([*start, *block, signed, digest]), say(_NO_EMPTY_LINE)


def _paths(lines: list[str]) -> Iterator[Spelling]:
    """Slashes at the front, and escapes."""
    path = lines[1]
    bare = path.lstrip("/")
    others = (bare, f"//{bare}", unquote(path), quote(path), quote(path, ""))
    for other in dict.fromkeys(others):
        if other != path:
            told = say(_PATH, signed=other[:_LONGEST], sent=path[:_LONGEST])
            yield "\n".join([lines[0], other, *lines[2:]]), told


def _queries(lines: list[str]) -> Iterator[Spelling]:
    """The same parameters in their own order, or escaped in another way, or not at all."""
    query = lines[2]
    if not query:
        return
    pairs = parse_qsl(query, keep_blank_values=True)
    for other in dict.fromkeys(_written(pairs)):
        if other != query:
            yield "\n".join([*lines[:2], other, *lines[3:]]), say(_QUERY, signed=other[:_LONGEST])


def _written(pairs: list[tuple[str, str]]) -> Iterator[str]:
    for order in (pairs, sorted(pairs), sorted(pairs, reverse=True)):
        yield "&".join(f"{name}={value}" for name, value in order)
        yield "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in order)
        strict = [(quote(name, ""), quote(value, "")) for name, value in order]
        yield "&".join(f"{name}={value}" for name, value in strict)
        yield "&".join(f"{_lower(name)}={_lower(value)}" for name, value in strict)


def _lower(escaped: str) -> str:
    """Write the digits of escapes in lower case."""
    first, *others = escaped.split("%")
    return "%".join([first, *(f"{one[:2].lower()}{one[2:]}" for one in others)])
