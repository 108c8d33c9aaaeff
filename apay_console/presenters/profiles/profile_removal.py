"""Removing a profile with its key, after asking."""

from __future__ import annotations

from PySide6.QtCore import QObject

from apay_console.errors import Message, say
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles import profile_page as pages
from apay_console.presenters.profiles.profile_editor import ProfileEditor
from apay_console.presenters.profiles.profiles import EMULATOR


class ProfileRemoval(QObject):
    """Removes the profile that is shown."""

    def __init__(self, editor: ProfileEditor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._profiles = editor.profiles
        self._profiles.key_not_deleted.connect(self._on_key_not_deleted)

    def ask(self) -> None:
        """Ask before anything is deleted; what was never stored just goes."""
        page = self._editor.page
        if page.is_new:
            self._editor.drop(page.id)
        elif page.id != EMULATOR and page.origin.stored is not None:
            words = say(pages.REALLY, name=page.origin.stored.name)
            self._editor.say(Notice("warn", words, ("remove", "keep")))

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
