"""Long texts and bodies, looked through part by part."""

from __future__ import annotations

from collections.abc import Iterator

LENGTH = 1 << 15  # while one part is looked through, all threads wait


def spans(length: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends; what is no longer than the overlap stands whole in one."""
    return ((start, start + LENGTH + overlap) for start in range(0, length, LENGTH))
