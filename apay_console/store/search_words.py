"""What a person types into a search box, as FTS5 is asked for it."""

from __future__ import annotations

import re

# Text that plainly is a query: a quoted phrase, a star behind a word, an operator between words.
_IS_QUERY = re.compile(
    r'"[^"]*\w[^"]*"|\w\*(?:\s|\)|$)|(?:^|\s)NEAR\(|\w\)?\s+(?:OR|AND|NOT)\s+\(?["\w]'
)
_SHORTEST = 2  # characters; a single one means itself, or each word would match


def is_query(words: str) -> bool:
    """Say whether the text is to be taken as a query of FTS5's."""
    return _IS_QUERY.search(words) is not None


def expression(words: str) -> str:
    """Ask for every word as the beginning of one; empty where there is nothing to look for."""
    if is_query(words):
        return words
    return " AND ".join(_word(word) for word in words.split() if any(map(_is_letter, word)))


def _word(word: str) -> str:
    quoted = word.replace('"', '""').replace("\0", " ")
    return f'"{quoted}"' + "*" * (len(word) >= _SHORTEST)


def _is_letter(character: str) -> bool:
    return character.isalnum()
