"""Names for files that any system takes, made of words that may come from outside."""

from __future__ import annotations

import re

LONGEST = 100
_SEPARATORS = re.compile(r"[/\\]")
_STRANGE = re.compile(r"[^A-Za-z0-9._-]+")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])", re.IGNORECASE)


def safe(name: str, otherwise: str = "export") -> str:
    """Make a name that stays in its folder, is seen whole, and is no device of Windows."""
    last = _SEPARATORS.split(name.rstrip("/\\"))[-1]
    plain = _STRANGE.sub("-", last).strip("-. ")
    short = _cut(plain or otherwise)
    return f"file-{short}" if _DEVICE.fullmatch(short.partition(".")[0]) else short


def _cut(name: str) -> str:
    """Shorten a name before its ending, so that programs still know what it is."""
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = dot + ending if 0 < len(ending) <= 10 and stem else ""
    return name[: LONGEST - len(kept)].rstrip("-.") + kept
