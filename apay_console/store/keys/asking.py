"""Questions to something that may never answer, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


class Unanswered(Exception):
    """Nobody answered in time; what comes late, the question itself has to keep."""


class Asker:
    """Puts one question at a time, and waits so long and no longer.

    A second question while the first is open would bring a second password window.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._turn = threading.Lock()

    def ask(self, question: Callable[[], T]) -> T:
        """Ask on a thread that the end of the program does not wait for."""
        if not self._turn.acquire(timeout=self.patience):
            raise Unanswered
        answer = Future[T]()
        thread = threading.Thread(target=self._put, args=(question, answer), daemon=True)
        thread.start()
        try:
            return answer.result(self.patience)
        except TimeoutError:
            raise Unanswered from None

    def _put(self, question: Callable[[], T], answer: Future[T]) -> None:
        try:
            answer.set_result(question())
        except BaseException as error:  # noqa: BLE001 - every error belongs to whoever asked
            answer.set_exception(error)
        finally:
            self._turn.release()
