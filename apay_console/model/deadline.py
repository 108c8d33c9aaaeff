"""How long a profile's requests wait for a whole answer."""

from __future__ import annotations

import re

from apay_console.errors import N_, Invalid, say

USUAL, LEAST, MOST = 30, 5, 120  # seconds
_NO_SPAN = N_("A whole number of seconds is needed, from {least} to {most}.")


def read_deadline(text: str) -> int:
    """Read how many seconds a whole answer may take; empty for as many as usual."""
    if not text:
        return USUAL
    seconds = int(text) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 0
    check_deadline(seconds)
    return seconds


def check_deadline(seconds: int) -> None:
    """Refuse a time that is too short for Amazon's slow answers, or longer than anybody waits."""
    if type(seconds) is not int or not LEAST <= seconds <= MOST:
        raise Invalid(say(_NO_SPAN, least=LEAST, most=MOST), str(USUAL))
