"""What came of the runs: counted, and told when something failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Report:
    """Runs, steps and failures, and the operations that every run of an SDK proved."""

    runs: int = 0
    steps: int = 0
    failures: list[str] = field(default_factory=list)
    proven: dict[str, list[set[str]]] = field(default_factory=lambda: defaultdict(list))

    def add_run(self, peer: str, proven: Iterable[str]) -> None:
        self.runs += 1
        self.proven[peer].append(set(proven))

    def fail(self, words: str) -> None:
        self.failures.append(words)

    @property
    def line(self) -> str:
        return f"interop: {self.runs} runs, {self.steps} steps, {len(self.failures)} failures"

    def page(self) -> dict[str, list[str]]:
        """Name what was proven in every run, by peer."""
        return {peer: sorted(set.intersection(*runs)) for peer, runs in sorted(self.proven.items())}
