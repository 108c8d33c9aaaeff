"""Questions to something that may never answer, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

_MOST_IN_VAIN = 3  # waited for one question: whoever was asked may have been restarted meanwhile


class Unanswered(Exception):
    """Nobody answered in time; what comes late, the question itself has to keep."""


class _Turn:
    """Whose question it is that is open."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.in_vain = 0  # how many have waited for it so far


class Asker:
    """Puts one question at a time, and waits so long and no longer.

    A second question while the first is open would bring a second password window.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self._turn = _Turn()

    def ask(self, question: Callable[[], T]) -> T:
        """Ask on a thread that the end of the program does not wait for."""
        turn = self._turn
        if not turn.lock.acquire(timeout=self.patience):
            raise self._unanswered(turn)
        turn.in_vain = 0
        answer = Future[T]()
        thread = threading.Thread(target=_put, args=(question, answer, turn), daemon=True)
        thread.start()
        try:
            return answer.result(self.patience)
        except TimeoutError:
            raise self._unanswered(turn) from None

    def _unanswered(self, turn: _Turn) -> Unanswered:
        """Give a question up that many waited for, or nobody could ask anything ever again."""
        turn.in_vain += 1
        if turn.in_vain >= _MOST_IN_VAIN and turn is self._turn:
            self._turn = _Turn()
        return Unanswered()


def _put(question: Callable[[], T], answer: Future[T], turn: _Turn) -> None:
    try:
        answer.set_result(question())
    except BaseException as error:  # noqa: BLE001 - every error belongs to whoever asked
        answer.set_exception(error)
    finally:
        turn.lock.release()
