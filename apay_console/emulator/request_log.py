"""One line for each request: what was asked, how it went, and what to change."""

from __future__ import annotations

import re
from dataclasses import replace

from apay_console.emulator.recounting import exchange_of, reason_code
from apay_console.emulator.service import Emulator
from apay_console.emulator.watching import Seen
from apay_console.emulator.wire import AT_ONCE
from apay_console.errors import Message
from apay_console.model.verdicts.verdict import verdict
from apay_console.visible_text import marked

_TOKEN = re.compile(r"(?<=/buyers/)[^/?]+")  # stands for a buyer
_OF_BODY = "value"  # what a sentence quotes of the body: it may be a buyer's
_LONGEST_PATH, _LONGEST = 160, 600


class RequestLog:
    """Notes each request that it is told of in the emulator's journal, and nothing of its body."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def take(self, seen: Seen) -> None:
        """Note one."""
        asked = f"{seen.asked.method} {_hidden(seen.asked.target)[:_LONGEST_PATH]}"
        line = f"{asked} {self._outcome(seen)}"[:_LONGEST]
        self._emulator.journal.request(marked(line))

    def _outcome(self, seen: Seen) -> str:
        if seen.answer.status < 400 and seen.answer.delivery == AT_ONCE:
            return str(seen.answer.status)
        found = verdict(exchange_of(seen, self._emulator))
        told = f"{seen.answer.status} {reason_code(seen.answer.body)}".rstrip()
        words = [_said(message) for message in (found.sentence, found.change) if message]
        return f"{told}: {' '.join(words)}"


def _said(message: Message) -> str:
    """Write a sentence without what it quotes of the body."""
    known = {**message.arguments}
    if _OF_BODY in known:
        known[_OF_BODY] = "…"
    return _hidden(str(replace(message, arguments=known)))


def _hidden(text: str) -> str:
    return _TOKEN.sub("…", text)
