"""Trying a key at Amazon without touching anything: a signed question for a session nobody has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, say
from apay_console.jobs import Job, Runner
from apay_console.model.answer import own_words, reason_code, server_hash
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.operations import GET_SESSION
from apay_console.model.profile import Profile
from apay_console.model.request import Request
from apay_console.presenters.notice import Notice
from apay_console.presenters.services import Sends

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_ASKED_WITH = {"public_key_id", "environment", "region", "version", "algorithm"}
MADE_UP_ID = "00000000-0000-4000-8000-000000000000"

WORKS = N_("Key works. Amazon knew the key and did not know the made-up id, as expected.")


class KeyTrial(QObject):
    """Asks Amazon, and says what the answer tells about the key and about nothing else."""

    ended = Signal(object)  # Notice
    busy_changed = Signal(bool)

    def __init__(self, sender: Sends, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sender = sender
        self._runner = runner
        self._job: Job | None = None
        self.verdict: Notice | None = None  # what was said last

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    def run(self, profile: Profile, key: RSAPrivateKey | None = None) -> None:
        """Ask with this key, or with the stored one; the last question counts."""
        self.cancel()
        sender = self._sender if key is None else self._sender.signing_with(key)
        job: Job = self._runner.run(
            sender.send(_question(profile)),
            owner=self,
            done=lambda exchange: self._end(job, verdict(exchange, profile)),
            failed=lambda error: self._on_failed(job, error),
        )
        self._job = job
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Do not wait any longer; what was asked changed nothing."""
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()
            self.busy_changed.emit(False)

    def be_overtaken(self, name: str) -> None:
        """Ask no more when an entry was changed that the answer would not be about."""
        if name in _ASKED_WITH:
            self.cancel()

    def _on_failed(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        if isinstance(error, Fault):
            words = N_("The key was not tested. {reason}")
            self._end(job, Notice("warn", say(words, reason=error.message)))
        else:
            self.cancel()
            self._runner.unhandled.emit(error)

    def _end(self, job: Job, notice: Notice) -> None:
        if job is self._job:
            self._job, self.verdict = None, notice
            self.busy_changed.emit(False)
            self.ended.emit(notice)


def _question(profile: Profile) -> Request:
    ids = {"checkoutSessionId": MADE_UP_ID}
    return Request(operation=GET_SESSION, profile=profile, version=profile.version, ids=ids)


def verdict(exchange: Exchange, profile: Profile) -> Notice:
    """Say what an answer tells about the key."""
    if exchange.answered is None:
        return _no_answer(exchange)
    if exchange.answered.status == 200 and exchange.outcome is Outcome.APPLIED:
        return Notice("ok", say(N_("Key works. Amazon knew the key and answered.")))
    reader = _READERS.get(reason_code(exchange), _other)
    return reader(exchange, profile)


def _no_answer(exchange: Exchange) -> Notice:
    words = N_("Amazon could not be asked, so the key was not tested. {reason}")
    return Notice("warn", say(words, reason=exchange.reason or ""))


def _works(_: Exchange, __: Profile) -> Notice:
    return Notice("ok", say(WORKS))


def _signature(exchange: Exchange, profile: Profile) -> Notice:
    theirs = server_hash(exchange)
    if theirs and theirs != exchange.string_to_sign.rpartition("\n")[2]:
        words = N_(
            "Amazon read another request than was signed: something changed it on the way, "
            "a proxy perhaps. This says nothing about the key."
        )
        return Notice("warn", say(words), details=own_words(exchange))
    words = N_(
        "Amazon knows the key id {key_id}, but this private key does not belong to it. "
        "Choose the file that was made together with this key id."
    )
    return Notice("err", say(words, key_id=profile.public_key_id), details=own_words(exchange))


def _header(exchange: Exchange, profile: Profile) -> Notice:
    words = own_words(exchange)
    if "date" in words.lower():
        sentence = N_(
            "Amazon refused the request's time, not the key. Is this machine's clock right?"
        )
        return Notice("warn", say(sentence), details=words)
    sentence = N_(
        "Amazon does not know the key id {key_id}. Is it this region ({region}) and this "
        "environment ({environment})?"
    )
    arguments: Mapping[str, object] = {
        "key_id": profile.public_key_id,
        "region": profile.region.value,
        "environment": profile.environment.value,
    }
    return Notice("err", say(sentence, **arguments), details=words)


def _other(exchange: Exchange, _: Profile) -> Notice:
    status = exchange.answered.status if exchange.answered else 0
    words = N_("Amazon answered {status} {code}. This says nothing sure about the key; try again.")
    sentence = say(words, status=status, code=reason_code(exchange))
    return Notice("warn", sentence, details=own_words(exchange))


_READERS = {
    "ResourceNotFound": _works,
    "InvalidRequestSignature": _signature,
    "InvalidHeaderValue": _header,
}
