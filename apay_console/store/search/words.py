"""What a person types into a search box, as FTS5 is asked for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# Text that plainly is a query: a quoted phrase, a star behind a word, an operator between words.
_IS_QUERY = re.compile(
    r'"[^"]*\w[^"]*"|\w\*(?:\s|\)|$)|(?:^|\s)NEAR\(|\w\)?\s+(?:OR|AND|NOT)\s+\(?["\w]'
)
_LAST = re.compile(r"[A-Za-z0-9]+(?=[^A-Za-z0-9]*$)")  # part of a word, which FTS5 splits so too
_INDEXED = 3  # characters; beginnings up to here have an index of their own (schema_history.py)
_OPEN = re.compile(rf'(?<![A-Za-z0-9\x80-\U0010ffff])[A-Za-z0-9]{{1,{_INDEXED}}}"?\*')  # such ones
_SINGLE = re.compile(r'\(?"[A-Za-z0-9]+"\*?(?: OR "[A-Za-z0-9]+"\*?)*\)?')
_MOST = 64  # words; the rest of a paste narrows nothing any more
_SHORTEST = 2  # characters; a single one means itself, or each word would match


def is_query(words: str) -> bool:
    """Say whether the text is to be taken as a query of FTS5's."""
    return _IS_QUERY.search(words) is not None


Continued = Callable[[str], Sequence[str] | None]


def expression(words: str, continued: Continued = lambda _: None) -> str:
    """Ask for every word as the beginning of one; empty where there is nothing to look for.

    `continued` may list all the words that begin so, or decline: FTS5 reads those one row at a
    time, but for the beginning of a word it gathers every row first, unless it is as short as its
    prefix index.
    """
    if is_query(words):
        return words
    chosen = [word for word in words.split()[:_MOST] if any(map(str.isalnum, word))]
    return " AND ".join(_word(word, continued) for word in chosen)


def is_gathered(asked: str) -> bool:
    """Say whether FTS5 gathers rows for an expression, so that a few take as long as all."""
    return asked.count("*") > len(_OPEN.findall(asked))


def is_bounded(asked: str) -> bool:
    """Say whether FTS5 stops at a lowest row; where words have to meet, it looks for a match on."""
    return not is_gathered(asked) and _SINGLE.fullmatch(asked) is not None


def _word(word: str, continued: Continued) -> str:
    last = _LAST.search(word)
    if last and len(last[0]) > _INDEXED and word.isascii():
        whole = continued(last[0].lower())
        if whole is not None:
            words = [word[: last.start()] + one for one in whole] or [word]
            return f"({' OR '.join(map(_quoted, words))})"
    return _quoted(word) + "*" * (len(word) >= _SHORTEST)


def _quoted(word: str) -> str:
    quoted = word.replace('"', '""').replace("\0", " ")
    return f'"{quoted}"'
