"""Removing a profile with its key, after asking."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from apay_console.errors import N_, Message, say
from apay_console.model.attempt import Attempt
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles import profile_page as pages
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profiles import EMULATOR

_ONE = N_(
    "1 request of “{name}” may have taken effect. Look at it first: without the key, Amazon Pay "
    "cannot be asked about it any more."
)
_MORE = N_(
    "{count} requests of “{name}” may have taken effect. Look at them first: without the key, "
    "Amazon Pay cannot be asked about them any more."
)

_Unfinished = Callable[[], Coroutine[Any, Any, Sequence[Attempt]]]


class ProfileRemoval(QObject):
    """Removes the profile that is shown."""

    def __init__(
        self, editor: ProfileEditor, unfinished: _Unfinished, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._unfinished = unfinished  # the writes whose fate is unknown, of every profile
        self._profiles = editor.profiles
        self._profiles.key_not_deleted.connect(self._on_key_not_deleted)

    def ask(self) -> None:
        """Ask before anything is deleted; what was never stored just goes."""
        page = self._editor.page
        if page.is_new:
            self._editor.drop(page.id)
        elif page.id != EMULATOR:
            done = partial(self._on_found, page.id)
            self._profiles.runner.run(
                self._unfinished(), owner=self, done=done, failed=self._on_failed
            )

    def _on_found(self, profile_id: str, unfinished: Sequence[Attempt]) -> None:
        if profile_id != self._editor.page.id:
            return
        count = sum(one.profile_id == profile_id for one in unfinished)
        if count:
            words = say(_ONE if count == 1 else _MORE, name=self._name(), count=count)
            self._editor.say(Notice("warn", words, ("attention", "ask_all_the_same")))
        else:
            self.ask_all_the_same()

    def ask_all_the_same(self) -> None:
        """Ask, whatever requests the key is still needed for."""
        words = say(pages.REALLY, name=self._name())
        self._editor.say(Notice("warn", words, ("remove", "keep")))

    def _name(self) -> str:
        stored = self._editor.page.origin.stored
        return stored.name if stored else ""

    def _on_failed(self, error: BaseException) -> None:
        self._profiles.runner.tell(error, lambda it: self._editor.say(Notice("err", it.message)))

    def remove(self) -> None:
        """Delete the key, then the profile."""
        self._editor.begin_work(pages.REMOVING)
        self._profiles.remove(self._editor.page.id)

    def remove_without_key(self) -> None:
        """Delete the profile; its key goes as soon as its keyring can be reached."""
        self._editor.begin_work(pages.REMOVING)
        self._profiles.remove_without_key(self._editor.page.id)

    def _on_key_not_deleted(self, profile_id: str, reason: Message) -> None:
        if profile_id == self._editor.page.id:
            self._editor.say(Notice("err", reason, ("remove", "remove_without_key")))
