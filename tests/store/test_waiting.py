from __future__ import annotations

from apay_console.store.waiting import Job, Manner, Waiting


def job(manner: Manner) -> Job[None]:
    return Job(lambda _: None, manner)


def test_jobs_come_in_their_order() -> None:
    waiting, jobs = Waiting(), [job(Manner.AWAITED), job(Manner.ALONE), job(Manner.POSTED)]
    for one in jobs:
        waiting.add(one)
    assert [waiting.next_bunch() for _ in jobs] == [[one] for one in jobs]


def test_what_is_posted_is_taken_together_with_the_next_that_is_waited_for() -> None:
    waiting = Waiting()
    posted, awaited, later = job(Manner.POSTED), job(Manner.AWAITED), job(Manner.POSTED)
    for one in (posted, posted, awaited, later):
        waiting.add(one)
    assert waiting.next_bunch() == [posted, posted, awaited]
    assert waiting.next_bunch() == [later]


def test_what_waits_is_taken_before_the_end_and_nothing_after_it() -> None:
    waiting, posted = Waiting(), job(Manner.POSTED)
    waiting.add(posted)
    waiting.end()
    assert waiting.next_bunch() == [posted]
    assert waiting.next_bunch() == []
