"""The longest time for which the window does not react while 500 updates run."""

from __future__ import annotations

from collections.abc import Iterable

from bench.heartbeat import Heartbeat
from bench.rows import Effort, Row
from bench.stage import Stage, opened

UPDATES = 500


def measure(effort: Effort) -> Iterable[Row]:
    """Type and send, one update after the other, as fast as answers come."""
    with opened() as stage:
        _update(stage, 0)
        heart = Heartbeat()
        heart.start()
        for number in range(1, effort.times(UPDATES, 5) + 1):
            _update(stage, number)
        yield Row("gap-500-updates", heart.stop(), "ms", 30)


def _update(stage: Stage, number: int) -> None:
    stage.type_note(f"Two tins of green tea, no. {number}")
    stage.send_and_wait()
