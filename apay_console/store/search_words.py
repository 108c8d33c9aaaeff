"""What a person types into a search box, as FTS5 is asked for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# Text that plainly is a query: a quoted phrase, a star behind a word, an operator between words.
_IS_QUERY = re.compile(
    r'"[^"]*\w[^"]*"|\w\*(?:\s|\)|$)|(?:^|\s)NEAR\(|\w\)?\s+(?:OR|AND|NOT)\s+\(?["\w]'
)
_INDEXED = 3  # characters; beginnings up to here have an index of their own (schema_history.py)
_MOST = 64  # words; the rest of a paste narrows nothing any more
_SHORTEST = 2  # characters; a single one means itself, or each word would match


def is_query(words: str) -> bool:
    """Say whether the text is to be taken as a query of FTS5's."""
    return _IS_QUERY.search(words) is not None


def expression(words: str, continued: Callable[[str], Sequence[str]] = lambda _: ()) -> str:
    """Ask for every word as the beginning of one; empty where there is nothing to look for.

    `continued` may list all the words that begin so: FTS5 reads those one row at a time, but for
    the beginning of a word it gathers every row first, unless it is as short as its prefix index.
    """
    if is_query(words):
        return words
    chosen = [word for word in words.split()[:_MOST] if any(map(str.isalnum, word))]
    return " AND ".join(_word(word, continued) for word in chosen)


def _word(word: str, continued: Callable[[str], Sequence[str]]) -> str:
    if len(word) > _INDEXED and word.isascii() and word.isalnum():
        whole = continued(word.lower())
        if whole:
            return f"({' OR '.join(map(_quoted, whole))})"
    return _quoted(word) + "*" * (len(word) >= _SHORTEST)


def _quoted(word: str) -> str:
    quoted = word.replace('"', '""').replace("\0", " ")
    return f'"{quoted}"'
