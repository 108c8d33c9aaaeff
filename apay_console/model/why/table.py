"""All explanations, found by their key, by Amazon's code, by a sentence, or by words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from apay_console.errors import Message
from apay_console.model.why import (
    bad_requests,
    buttons,
    ended,
    missing,
    no_access,
    refused,
    stored,
    traps,
    unanswered,
    waiting,
)
from apay_console.model.why.entry import Entry

ENTRIES: tuple[Entry, ...] = (
    *missing.ENTRIES,
    *bad_requests.ENTRIES,
    *no_access.ENTRIES,
    *refused.ENTRIES,
    *ended.ENTRIES,
    *waiting.ENTRIES,
    *buttons.ENTRIES,
    *unanswered.ENTRIES,
    *stored.ENTRIES,
    *traps.ENTRIES,
)
_BY_KEY = {entry.key: entry for entry in ENTRIES}
_BY_SENTENCE = {sentence: entry for entry in ENTRIES for sentence in entry.says}


def entry(key: str) -> Entry:
    """Find an entry; for a code that is not known, what can be said of all of its kind."""
    found = _BY_KEY.get(key)
    if found is not None:
        return found
    kind = key.partition(".")[0]
    return _BY_KEY.get(f"{kind}.unknown") or _BY_KEY["network.unknown"]


def is_known(key: str) -> bool:
    """Whether there is an entry for just this."""
    return key in _BY_KEY


def explaining(message: Message) -> Entry | None:
    """Find what explains a sentence of the window's, or one that is quoted in it."""
    for sentence in _sentences(message):
        if sentence in _BY_SENTENCE:
            return _BY_SENTENCE[sentence]
    return None


def _sentences(message: Message) -> Iterator[str]:
    """What a message says, what it quotes first: that is more to the point."""
    for value in message.arguments.values():
        if isinstance(value, Message):
            yield from _sentences(value)
    yield message.template


def find(words: str) -> tuple[Entry, ...]:
    """List the entries that hold every word; those that have it in their code come first."""
    parts = words.lower().split()
    found = [one for one in ENTRIES if all(part in _text(one) for part in parts)]
    return tuple(sorted(found, key=lambda one: not all(part in _head(one) for part in parts)))


def _head(one: Entry) -> str:
    return f"{one.code} {one.title}".lower()


@cache
def _text(one: Entry) -> str:
    checks = " ".join(check.words for check in one.checks)
    return " ".join((one.key, one.title, one.cause, checks, one.now)).lower()
