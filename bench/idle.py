"""The window with the emulator and the client loaded, while nobody does anything."""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter, process_time

from bench.programs.painted import resident_mib
from bench.rows import Effort, Row
from bench.stage import opened


def measure(effort: Effort) -> Iterable[Row]:
    """Send once, so that everything is loaded, and then look on."""
    with opened() as stage:
        stage.type_note("Two tins of green tea, wrapped")
        stage.send_and_wait()
        stage.run_for(effort.seconds(2.0))
        began, used = perf_counter(), process_time()
        stage.run_for(effort.seconds(10.0, 0.5))
        share = (process_time() - used) / (perf_counter() - began)
        yield Row("idle-rss", resident_mib(), "MiB", 130)
        yield Row("idle-cpu", share * 100, "%", 0.5)
