"""How much work something is, counted without a clock: a busy machine changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls_of(action: Callable[[], object]) -> int:
    """How many calls an action makes on this thread, of Python's functions and of C's."""
    calls = 0

    def count(_frame: object, event: str, _given: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return calls


def lines_of(action: Callable[[], object]) -> int:
    """How many lines of Python an action runs on this thread, those of the library too."""
    lines = 0

    def count(_frame: object, event: str, _given: object) -> Callable[..., object]:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        action()
    finally:
        sys.settrace(before)
    return lines
