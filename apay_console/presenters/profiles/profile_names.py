"""What a profile may be called, and which names are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.kinds import plain

_LONGEST = 80
_NOT_IN_NAMES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)
_BLANK_LETTERS = "\u034f\u115f\u1160\u3164\uffa0"


def read_name(text: str, taken: Collection[str]) -> str:
    """Read a profile's name, which no other may have, in whatever case or spelling."""
    name = unicodedata.normalize("NFC", trimmed(text))
    reason = _fault_of_name(name, {_folded(other) for other in taken})
    if reason is not None:
        raise Invalid(reason, "Fjord Tea")
    return name


def _fault_of_name(name: str, taken: Collection[str]) -> Message | None:
    if not name:
        return say(N_("A name is needed."))
    if len(name) > _LONGEST:
        words = N_("{over} too many: {most} characters at the most.")
        return say(words, over=len(name) - _LONGEST, most=_LONGEST)
    if _NOT_IN_NAMES.fullmatch(name.casefold()):
        return say(N_("“{name}” means a device on Windows; choose another name."), name=name)
    if _folded(name) in taken:
        return say(N_("Another profile is called so; choose another name."))
    return None


def _folded(name: str) -> str:
    """Write a name so that two which look alike are one."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or one beside it that no other profile has."""
    others = {_folded(other) for other in taken}
    number, free = 1, name
    while _folded(free) in others:
        number += 1
        ending = f" {number}"
        free = name[: _LONGEST - len(ending)].rstrip() + ending
    return free


def trimmed(text: str) -> str:
    """Trim outer blanks; refuse what cannot be seen, naming it."""
    kept = plain(text)
    for sign in kept:
        if unicodedata.category(sign) in {"Cf", "Co", "Cn"} or sign in _BLANK_LETTERS:
            words = N_("The invisible character U+{code} cannot be used here; remove it.")
            raise Invalid(say(words, code=f"{ord(sign):04X}"))
    return kept
