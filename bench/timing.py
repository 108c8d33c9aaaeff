"""How long something takes: medians of many tries, floor and work in turn."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def took(work: Callable[[], object]) -> float:
    """Measure one try, in seconds."""
    began = perf_counter()
    work()
    return perf_counter() - began


def typical(work: Callable[[], object], tries: int) -> float:
    """The median of some tries, in seconds."""
    return median(took(work) for _ in range(tries))


def in_turn(
    work: Callable[[], object], floor: Callable[[], object], tries: int
) -> tuple[float, float]:
    """The medians of both, in seconds; in turn, so that a busy moment slows both."""
    pairs = [(took(work), took(floor)) for _ in range(tries)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
