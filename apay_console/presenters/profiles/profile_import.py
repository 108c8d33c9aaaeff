"""Taking in a file of profiles: looked at first, stored when told so, and nothing replaced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from apay_console import input_files
from apay_console.errors import N_, Fault, Message, say
from apay_console.model.profile import Environment, Profile
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles import profile_file
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profile_file import Arrival

ONE_FILE = N_("Drop one file of profiles at a time.")
BUSY = N_("Something else is being saved just now. Wait for it, then import.")
_PARTS = N_("{first} {then}")
_TAKEN_IN = N_("{count} imported. The console still acts as “{current}”.")
_KEYS = N_("Private keys are not in such files: hand each in here.")
_LIVE = N_("Live is read-only as ever.")
_KEY_HERE = N_("Press Save to keep the key. The file still has it too: delete the file.")
_CUT_SHORT = N_("Imported so far: {done}. {reason}")


@dataclass(frozen=True)
class ImportView:
    """What is known of the file."""

    file: str = ""  # its name
    arrivals: tuple[Arrival, ...] = field(default=(), repr=False)
    problem: Message | None = None
    is_busy: bool = False
    with_key: bool = False  # the key that lies in the file goes along

    @property
    def keyed(self) -> Arrival | None:
        """Whose private key can be taken along."""
        return next((one for one in self.arrivals if one.may_bring_key), None)

    @property
    def leaves_key(self) -> Arrival | None:
        """Whose private key stays in the file."""
        return next((one for one in self.arrivals if one.key_text and not one.may_bring_key), None)


class ProfileImport(QObject):
    """Reads a file away from the window; the last one counts."""

    shown = Signal(object)  # ImportView
    ended = Signal()

    def __init__(self, editor: ProfileEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._profiles = editor.profiles
        self._turn = 0
        self._waiting: list[Profile] = []  # no arrivals: what is forgotten is forgotten here too
        self._taken: list[Profile] = []
        self.view = ImportView()
        self._profiles.saved.connect(self._on_saved)
        self._profiles.failed.connect(self._on_failed)

    def read(self, path: str) -> None:
        """Look at a file, and show what it would bring."""
        self._turn += 1
        turn, view = self._turn, ImportView(input_files.short_name(Path(path)))
        names = [profile.name for profile in self._profiles.all]
        self._show(replace(view, is_busy=True))
        self._profiles.runner.call(
            partial(read_file, Path(path), names, self._editor.new_id),
            owner=self,
            done=lambda found: self._if_last(turn, replace(view, arrivals=found)),
            failed=lambda error: self._on_unread(turn, view, error),
        )

    def refuse(self, reason: Message) -> None:
        """Say why something was not even looked at."""
        self._turn += 1
        self._show(ImportView(problem=reason))

    def choose_key(self, *, is_wanted: bool) -> None:
        """Take the private key in the file along, or leave it there."""
        self._show(replace(self.view, with_key=is_wanted))

    def take(self) -> None:
        """Store the profiles beside those that are there."""
        if self._editor.busy or self._profiles.job.is_busy:
            self._show(replace(self.view, problem=say(BUSY)))
        elif self.view.arrivals:
            self._waiting, self._taken = [one.profile for one in self.view.arrivals], []
            self._show(replace(self.view, problem=None, is_busy=True))
            self._profiles.save(self._waiting[0])

    def forget(self) -> None:
        """Drop what was read, a key first of all; what is being stored goes on."""
        self._turn += 1
        self._show(ImportView())

    def _if_last(self, turn: int, view: ImportView) -> None:
        if turn == self._turn:
            self._show(view)

    def _on_unread(self, turn: int, view: ImportView, error: BaseException) -> None:
        if isinstance(error, Fault):
            self._if_last(turn, replace(view, problem=error.message))
        else:
            self._if_last(turn, view)
            self._profiles.runner.unhandled.emit(error)

    def _on_saved(self, profile: Profile) -> None:
        if not self._waiting or self._waiting[0].id != profile.id:
            return
        self._taken.append(self._waiting.pop(0))
        if self._waiting:
            self._profiles.save(self._waiting[0])
        else:
            self._end()

    def _on_failed(self, reason: Message) -> None:
        """Keep what could not be stored, to be tried again."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            rest = tuple(one for one in self.view.arrivals if one.profile in waiting)
            words = say(_CUT_SHORT, done=len(self._taken), reason=reason)
            self._show(replace(self.view, arrivals=rest, problem=words, is_busy=False))

    def _end(self) -> None:
        view, taken = self.view, self._taken
        keyed = view.keyed if view.with_key else None
        self.forget()
        self.ended.emit()
        self._editor.open(keyed.profile.id if keyed is not None else taken[0].id)
        self._editor.say(Notice("ok", self._told(taken, keyed)))
        if keyed is not None:
            self._editor.intake.take_text(keyed.key_text)

    def _told(self, taken: list[Profile], keyed: Arrival | None) -> Message:
        """Say what came of it, and what is left to do."""
        places = {one.environment for one in taken}
        current = self._profiles.current.name
        parts = [
            (True, say(_TAKEN_IN, count=len(taken), current=current)),
            (keyed is not None, say(_KEY_HERE)),
            (keyed is None and places != {Environment.EMULATOR}, say(_KEYS)),
            (Environment.LIVE in places, say(_LIVE)),
        ]
        said = [words for holds, words in parts if holds]
        return reduce(lambda first, then: say(_PARTS, first=first, then=then), said)

    def _show(self, view: ImportView) -> None:
        self.view = view
        self.shown.emit(view)


def read_file(path: Path, names: list[str], new_id: Callable[[], str]) -> tuple[Arrival, ...]:
    """Read a file of profiles; raise Invalid or ImportRefused. Slow where the disk is."""
    try:
        data = input_files.read_file(path, profile_file.LARGEST).data
    except input_files.TooLarge:
        raise profile_file.ImportRefused(say(profile_file.TOO_LARGE)) from None
    except OSError:
        raise input_files.unreadable(path) from None
    return profile_file.read(data, names, new_id)
