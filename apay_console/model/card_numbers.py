"""Numbers that look like a payment card's: of these, only the first six and last four are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from apay_console.model import slices

# As cards are written: 13 to 19 digits, in fours or as on an American Express card, with blanks,
# with dashes, or with nothing between. What stands inside a longer word is an id.
_NUMBER = re.compile(
    r"(?<![\w.-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -]?)\d{6}\2\d{4,5})(?![\w-])",
    re.ASCII,
)
_DIGITS = re.compile(rb"\d[\d -]{11}")
_ISSUERS = re.compile(r"4|5[1-5]|2[2-7]|3[04-9]|6(?:011|[2457])|50|5[6-8]|220")
_FIRST, _LAST = 6, 4
_FEWEST = 13
_LONGEST = 32  # more than a number with its blanks, and what must not stand after it


def masked(text: str) -> str:
    """A text with the middle of each such number starred out."""
    return _over(text, "*")


def masked_body(body: bytes) -> bytes:
    """The same for a body; JSON stays JSON, so a bare number gets zeros."""
    if not _may_hold(body):
        return body
    text = body.decode("utf-8", "surrogateescape")
    found = _over(text, "*")
    if found == text:
        return body
    if _is_json(text) and not _is_json(found):
        found = _over(text, "0")
    return found.encode("utf-8", "surrogateescape")


def _may_hold(body: bytes) -> bool:
    """Look without the careful expression, which takes seconds for megabytes of digits."""
    return any(_DIGITS.search(body, *span) for span in slices.spans(len(body), _LONGEST))


def _over(text: str, sign: str) -> str:
    parts, end = list[str](), 0
    for found in _numbers(text):
        parts += [text[end : found.start()], _starred(found[0], sign)]
        end = found.end()
    return "".join([*parts, text[end:]])


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """Look through one slice after the other, for while the expression looks all threads wait."""
    start = 0
    while start < len(text):
        stop, end = start + slices.LENGTH, 0
        for found in _NUMBER.finditer(text, start, stop + _LONGEST):
            if found.start() >= stop:
                break  # the next slice sees what follows it
            end = found.end()
            yield found
        start = max(stop, end)


def _starred(written: str, sign: str) -> str:
    digits = [place for place, one in enumerate(written) if one.isdigit()]
    if not _is_card("".join(written[place] for place in digits)):
        return written
    hidden = set(digits[_FIRST:-_LAST])
    return "".join(sign if place in hidden else one for place, one in enumerate(written))


def _is_card(digits: str) -> bool:
    return len(digits) >= _FEWEST and bool(_ISSUERS.match(digits)) and _luhn(digits) == 0


def _luhn(digits: str) -> int:
    """The remainder of Luhn's sum, which is 0 for every card's number."""
    doubled = [int(one) * (1 + place % 2) for place, one in enumerate(reversed(digits))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
