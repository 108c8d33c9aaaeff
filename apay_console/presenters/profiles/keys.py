"""Taking in a private key: from a file, a drop or a paste, with a passphrase if it has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, KeyRefused, Message, say
from apay_console.input_files import InputFile
from apay_console.jobs import Runner
from apay_console.model.profile import Algorithm
from apay_console.presenters.notice import Notice
from apay_console.store.keys.inspecting import Found, fingerprint, inspect, read_key_file
from apay_console.store.keys.unlocking import Unlocking
from apay_console.store.keys.words import DAMAGED, NeedsPassphrase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_PROBE = "Apay Console proves a key"
LONGEST = 64 << 10  # characters; more is no key, and is not even looked at

FOUND = N_("RSA-{bits} private key, {kind}. It signs, and its signature verifies.")
FOUND_CONVERTED = N_(
    "RSA-{bits} private key, converted from {kind}. It signs, and its signature verifies."
)
OPEN_FILE = N_(
    "Other users of this computer can read this file. Once the key is saved, delete the file, or "
    "make it yours alone: chmod 600 {file}"
)
READING = N_("Looking at the key…")
OPENING = N_("Opening the key…")
ONE_FILE = N_("Drop one file: the private key's.")
NO_LOCAL_FILE = N_("This is not a file of this computer. Save it here first, then drop it.")
TOO_MUCH = N_("This is too much text for a private key, so it was not taken.")


@dataclass(frozen=True)
class Intake:
    """What is known of the key that was handed in."""

    notices: tuple[Notice, ...] = ()
    key: RSAPrivateKey | None = field(default=None, repr=False)
    fingerprint: str = ""
    wants_passphrase: bool = False
    is_busy: bool = False
    can_cancel: bool = False  # a passphrase is being used, which may take long
    sealed: bytes = field(default=b"", repr=False)  # kept only until its passphrase is typed


@dataclass(frozen=True)
class _Look:
    """What one look at the bytes brought."""

    file: InputFile = field(repr=False)
    found: Found | None = field(default=None, repr=False)
    fingerprint: str = ""
    locked: NeedsPassphrase | None = None


class KeyIntake(QObject):
    """Looks at what was handed in, away from the interface; the last thing handed in counts."""

    changed = Signal(object)  # Intake

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._intake = Intake()
        self._turn = 0
        self._sealed = Intake()  # what is shown again when its opening is cancelled
        self._unlocking: Unlocking | None = None

    @property
    def intake(self) -> Intake:
        """What is known of the key."""
        return self._intake

    def put(self, intake: Intake) -> None:
        """Go on with what was known before; what is under way is dropped."""
        self._next_turn()
        self._show(replace(intake, is_busy=False, can_cancel=False))

    def clear(self) -> None:
        """Forget the key."""
        self.put(Intake())

    def take_file(self, path: str) -> None:
        """Read a file of this computer."""
        self._look(partial(_look_at_file, Path(path)), Path(path).name)

    def take_text(self, text: str) -> None:
        """Read what was pasted or dropped as text."""
        if len(text) > LONGEST:
            self.refuse(say(TOO_MUCH))
        else:
            data = text.encode("utf-8", "replace")
            self._look(partial(_look_at, InputFile(data, is_open_to_others=False)))

    def use_passphrase(self, text: str) -> None:
        """Try to open the key that is waiting for its passphrase; the passphrase is not kept."""
        if self._intake.wants_passphrase and text:
            file = InputFile(self._intake.sealed, is_open_to_others=False)
            self._sealed, unlocking = self._intake, Unlocking()
            self._look(partial(_unlock, unlocking, file, text.encode()), unlocking=unlocking)

    def cancel(self) -> None:
        """End the use of a passphrase; the key waits for it as before."""
        if self._intake.can_cancel:
            self.put(self._sealed)

    def refuse(self, reason: Message) -> None:
        """Say why something was not even looked at."""
        self._next_turn()
        self._show(Intake((Notice("err", reason),)))

    def _next_turn(self) -> None:
        """Let what is under way count no more, and end its process if it has one."""
        self._turn += 1
        if self._unlocking is not None:
            self._unlocking.end()
            self._unlocking = None

    def _look(
        self, look: Callable[[], _Look], name: str = "", *, unlocking: Unlocking | None = None
    ) -> None:
        self._next_turn()
        self._unlocking = unlocking
        turn, before = self._turn, self._intake
        notices = (Notice("info", say(OPENING if unlocking else READING)),)
        can_cancel = unlocking is not None
        self._show(replace(before, notices=notices, is_busy=True, can_cancel=can_cancel))
        self._runner.call(
            look,
            owner=self,
            done=lambda seen: self._if_last(turn, lambda: self._on_seen(seen, before, name)),
            failed=lambda error: self._if_last(turn, lambda: self._on_failed(error)),
        )

    def _if_last(self, turn: int, then: Callable[[], None]) -> None:
        if turn == self._turn:
            then()

    def _on_seen(self, seen: _Look, before: Intake, name: str) -> None:
        warning = _warnings(seen.file, before, name)
        if seen.locked is not None:
            tone = "err" if seen.locked.was_wrong else "info"
            notice = Notice(tone, seen.locked.message)
            sealed = seen.file.data
            self._show(Intake((notice, *warning), wants_passphrase=True, sealed=sealed))
        elif seen.found is not None:
            notices = (_description(seen.found), *warning)
            self._show(Intake(notices, seen.found.key, seen.fingerprint))

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, KeyRefused):
            self._show(Intake((Notice("err", error.message),)))
        else:
            self._show(Intake())
            self._runner.unhandled.emit(error)

    def _show(self, intake: Intake) -> None:
        self._intake = intake
        self.changed.emit(intake)


def _warnings(file: InputFile, before: Intake, name: str) -> tuple[Notice, ...]:
    """Warn of a file that others can read, and go on warning while its passphrase is typed."""
    if file.is_open_to_others:
        return (Notice("warn", say(OPEN_FILE, file=name)),)
    earlier = () if name else before.notices
    return tuple(one for one in earlier if one.sentence.template == OPEN_FILE)


def _description(found: Found) -> Notice:
    words = FOUND_CONVERTED if found.converted else FOUND
    return Notice("ok", say(words, bits=found.key.key_size, kind=found.kind))


def _look_at_file(path: Path) -> _Look:
    return _look_at(read_key_file(path))


def _look_at(file: InputFile) -> _Look:
    """Look at a key on a thread of its own: a file system may hang."""
    return _looked(file, lambda: inspect(file.data))


def _unlock(unlocking: Unlocking, file: InputFile, passphrase: bytes) -> _Look:
    """Open a key on a thread of its own, which waits for the process that does it."""
    return _looked(file, lambda: unlocking.open(file.data, passphrase))


def _looked(file: InputFile, look: Callable[[], Found]) -> _Look:
    try:
        found = look()
    except NeedsPassphrase as locked:
        return _Look(file, locked=locked)
    _prove(found.key)
    return _Look(InputFile(b"", file.is_open_to_others), found, fingerprint(found.key))


def _prove(key: RSAPrivateKey) -> None:
    """Sign as for Amazon, and verify as Amazon would."""
    from apay_console import signing  # noqa: PLC0415 - cryptography waits until needed

    signature = signing.sign(key, Algorithm.PSS_V2, _PROBE)
    if not signing.verify(key.public_key(), Algorithm.PSS_V2, _PROBE, signature):
        raise KeyRefused(say(DAMAGED))
