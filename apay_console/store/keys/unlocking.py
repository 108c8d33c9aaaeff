"""Encrypted keys, opened by a process of their own: using a passphrase stops a whole program."""

from __future__ import annotations

import atexit
import json
import sys
import threading
from typing import TYPE_CHECKING, Any

from apay_console.errors import KeyRefused, Message, say
from apay_console.input_files import read_stdin
from apay_console.store.keys import words
from apay_console.store.keys.words import NeedsPassphrase
from apay_console.visible_text import print_text

if TYPE_CHECKING:
    from subprocess import Popen

    from apay_console.store.keys.inspecting import Found

OPEN_KEY = "--open-key"  # the word that the program starts itself with
_LENGTH = 4  # bytes that tell how long the passphrase is
_LARGEST = 1 << 20
_MOST_CPU_SECONDS = 120  # should the program be killed while its child works


class Unlocking:
    """One use of a passphrase, which can be ended at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Popen[bytes] | None = None
        self._is_ended = False

    def open(self, data: bytes, passphrase: bytes) -> Found:
        """Open a key, however long that takes; raise KeyRefused."""
        process = self._started()
        question = len(passphrase).to_bytes(_LENGTH) + passphrase + data
        atexit.register(process.kill)
        answer, _ = process.communicate(question)
        atexit.unregister(process.kill)
        if process.returncode:
            raise KeyRefused(say(words.ENDED if self._is_ended else words.NOT_OPENED))
        return _read(answer)

    def end(self) -> None:
        """End the process, or keep it from being started."""
        with self._lock:
            self._is_ended = True
            if self._process is not None:
                self._process.kill()

    def _started(self) -> Popen[bytes]:
        import subprocess  # noqa: PLC0415 - only for an encrypted key

        with self._lock:
            if self._is_ended:
                raise KeyRefused(say(words.ENDED))
            self._process = subprocess.Popen(  # noqa: S603 - ours, and no shell
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows' alone
            )
            return self._process


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, OPEN_KEY]
    return [sys.executable, "-P", "-m", "apay_console", OPEN_KEY]


def answer_question() -> int:
    """Be the process that opens one key, and write it, or why not, to the standard output."""
    _limit_cpu()
    question = read_stdin(_LARGEST)
    end = _LENGTH + int.from_bytes(question[:_LENGTH])
    print_text(json.dumps(_answer(question[end:], question[_LENGTH:end])), sys.stdout)
    return 0


def _limit_cpu() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_SECONDS, _MOST_CPU_SECONDS))


def _answer(data: bytes, passphrase: bytes) -> dict[str, Any]:
    from apay_console.store.keys import compact, inspecting  # noqa: PLC0415 - only in the child

    try:
        found = inspecting.inspect(data, passphrase)
    except KeyRefused as refused:
        said = refused.message
        was_wrong = refused.was_wrong if isinstance(refused, NeedsPassphrase) else None
        return {"refused": said.template, "with": dict(said.arguments), "wasWrong": was_wrong}
    return {"kind": found.kind, "key": compact.write(found.key)}


def _read(answer: bytes) -> Found:
    from apay_console.store.keys import compact, inspecting  # noqa: PLC0415 - for encrypted keys

    told = json.loads(answer)
    if "key" in told:
        return inspecting.Found(told["kind"], compact.read(told["key"]))
    message = Message(told["refused"], told["with"])
    if told["wasWrong"] is None:
        raise KeyRefused(message)
    raise NeedsPassphrase(message, was_wrong=told["wasWrong"])
