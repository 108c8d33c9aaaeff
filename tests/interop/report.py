"""What came of the runs: counted, and told when something failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

Proven = dict[str, dict[str, list[str]]]  # names of operations by peer and version of the API


@dataclass
class Report:
    """Runs, steps and failures, and the operations that every run of an SDK proved."""

    runs: int = 0
    steps: int = 0
    failures: list[str] = field(default_factory=list)
    _proven: dict[tuple[str, str], list[set[str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add_run(self, peer: str, version: str, proven: Iterable[str]) -> None:
        self.runs += 1
        self._proven[peer, version].append(set(proven))

    def fail(self, words: str) -> None:
        self.failures.append(words)

    @property
    def line(self) -> str:
        return f"interop: {self.runs} runs, {self.steps} steps, {len(self.failures)} failures"

    @property
    def proven(self) -> Proven:
        """Name what was proven in every run, by peer and version."""
        found: Proven = {}
        for (peer, version), runs in sorted(self._proven.items()):
            found.setdefault(peer, {})[version] = sorted(set.intersection(*runs))
        return found
