"""What a start waits for: parts that come, or fail and can be tried once more."""

from __future__ import annotations

from collections.abc import Sequence

from apay_console.errors import Message


class Readiness:
    """Which parts work, which are waited for, and what was wrong last."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts
        self._waits_for = {*parts}
        self._failed = {*parts}  # what does not work yet, or no more
        self.fault: Message | None = None

    @property
    def is_known(self) -> bool:
        """Whether each part came or failed."""
        return not self._waits_for

    def waits_for(self, part: str) -> bool:
        """Whether a part has neither come nor failed."""
        return part in self._waits_for

    def begin(self) -> list[str]:
        """Wait for all that does not work, and name it in its order."""
        self._waits_for, self._failed, self.fault = self._failed, set(), None
        return [part for part in self._parts if part in self._waits_for]

    def came(self, part: str) -> None:
        """Take in that a part works."""
        self._waits_for.discard(part)

    def fail(self, part: str, fault: Message) -> None:
        """Take in that a part does not work, and why."""
        self._waits_for.discard(part)
        self._failed.add(part)
        self.fault = fault
