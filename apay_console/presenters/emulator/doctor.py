"""The signature doctor at the desk: a captured request is judged, with whatever key is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Invalid, KeyRefused, say
from apay_console.presenters.emulator.doctor_case import KEY, REFUSAL, REQUEST, text_in
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.notice import Notice
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from apay_console.doctor.examining import Finding
    from apay_console.emulator.service import Emulator
    from apay_console.emulator.wire import Asked
    from apay_console.model.rejection import Rejection

_NO_KEY = N_("Nobody here knows the public key of {key_id}. Paste it, or Amazon's refusal.")


@dataclass(frozen=True)
class Verdict:
    """What the doctor says, and the request as it is hashed and signed."""

    notice: Notice
    canonical: str
    to_sign: str
    line: int | None  # of the canonical request, where something else was signed


class Doctor(QObject):
    """Reads what was pasted, and says whether the signature is right."""

    found = Signal(object)  # Verdict
    file_read = Signal(str, str)  # for which part, and its text
    refused = Signal(str, object)  # which part cannot be read: REQUEST, KEY, REFUSAL; and Fault

    def __init__(self, services: Services, host: EmulatorHost, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = services.runner
        self._host = host

    def examine(self, request: str, pem: str, refusal: str) -> None:
        """Judge a request; without a public key by the one that the emulator knows."""
        part = REQUEST
        try:
            asked = _asked(request)
            part = KEY
            key = _key(pem)
            part = REFUSAL
            rejection = _rejection(refusal)
        except (Invalid, KeyRefused) as error:
            self.refused.emit(part, error)
            return
        if key is None:
            self._ask_for_key(asked, rejection)
        else:
            self._judge(asked, rejection, key)

    def take_file(self, part: str, path: str) -> None:
        """Read a file that was dropped on one of the parts; nothing is judged yet."""
        self._runner.call(
            partial(text_in, Path(path), part),
            owner=self,
            done=lambda text: self.file_read.emit(part, text),
            failed=partial(self._refuse_file, part),
        )

    def _refuse_file(self, part: str, error: BaseException) -> None:
        self._runner.tell(error, partial(self.refused.emit, part))

    def _ask_for_key(self, asked: Asked, rejection: Rejection | None) -> None:
        """Look the key up among those that the emulator trusts: this console's and the shop's."""
        judge = partial(self._judge, asked, rejection)
        self._host.do(
            lambda emulator: _trusted(emulator, asked),
            owner=self,
            done=judge,
            failed=lambda _: judge(None),  # it does not run: nothing is known there
        )

    def _judge(self, asked: Asked, rejection: Rejection | None, key: RSAPublicKey | None) -> None:
        from apay_console.doctor.examining import examine, key_id_of  # noqa: PLC0415 - as above

        key_id = key_id_of(asked)
        if key is None and rejection is None and key_id:
            self.refused.emit(KEY, Invalid(say(_NO_KEY, key_id=key_id)))
            return
        work = partial(examine, asked, key, rejection)
        self._runner.call(work, owner=self, done=self._tell)

    def _tell(self, finding: Finding) -> None:
        tone = "ok" if finding.is_right else "err"
        line = finding.words.arguments.get("line")
        place = line if isinstance(line, int) else None
        notice = Notice(tone, finding.words)
        self.found.emit(Verdict(notice, finding.canonical, finding.to_sign, place))


def _asked(request: str) -> Asked:
    from apay_console.doctor.captured import read  # noqa: PLC0415 - seldom asked for

    return read(request.encode("utf-8", "surrogatepass"))


def _rejection(refusal: str) -> Rejection | None:
    from apay_console.model.rejection import read_rejection  # noqa: PLC0415 - as above

    return read_rejection(refusal) if refusal.strip() else None


def _key(pem: str) -> RSAPublicKey | None:
    from apay_console.presenters.emulator.shop_keys import public_key  # noqa: PLC0415 - as above

    return public_key(pem) if pem.strip() else None


def _trusted(emulator: Emulator, asked: Asked) -> RSAPublicKey | None:
    from apay_console.doctor.examining import key_id_of  # noqa: PLC0415 - as above

    return emulator.public_key(key_id_of(asked))
