"""No Qt object is freed on a worker's thread; `python -m soak runners` goes 10,000 rounds."""

from __future__ import annotations

from soak import runners


def test_runners_that_go_while_their_jobs_are_under_way_free_nothing_on_another_thread() -> None:
    row = runners.run(200)
    assert row.ok, row.line()
