"""Adding, editing, copying and removing profiles, each with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model.profile import Profile
from apay_console.presenters import profile_page as pages
from apay_console.presenters.key_test import KeyTest
from apay_console.presenters.keys import Intake, KeyIntake
from apay_console.presenters.notices import Notice
from apay_console.presenters.profile_page import Page
from apay_console.presenters.profiles import EMULATOR, ProfileEntry, Profiles

SAVED = N_("Saved.")
SAVED_WITH_KEY = N_("Saved. The key was stored, read back and proven: it signs.")
WAITING = N_("Waiting for your keyring. If it asks for a password somewhere, answer it.")
SAVING = N_("Saving…")
REMOVING = N_("Removing…")
TESTING = N_("Asking Amazon…")
REALLY = N_("Remove “{name}” and delete its private key? What was sent with it stays listed.")
FOR_SESSION = N_("{reason} You can go on with the key for this session only.")


class ProfileEditor(QObject):
    """Holds what was typed for each profile until it is saved or given up."""

    opened = Signal(object)  # Page: fill everything in
    changed = Signal(object)  # Page: what follows from what was typed
    rows_changed = Signal()
    wiped = Signal(str)  # the name of an entry from which a private key was removed
    focus_wanted = Signal(str)  # the name of an entry
    finished = Signal()

    def __init__(
        self,
        profiles: Profiles,
        intake: KeyIntake,
        test: KeyTest,
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profiles = profiles
        self.intake = intake
        self._test = test
        self._new_id = new_id
        self._pages: dict[str, Page] = {}
        self._page = pages.page_of(profiles.current)
        self._busy: Message | None = None
        self._saved_words = SAVED
        self._connect()

    def _connect(self) -> None:
        profiles, test = self._profiles, self._test
        self.intake.changed.connect(self._on_intake)
        profiles.changed.connect(self.rows_changed)
        profiles.saved.connect(self._on_saved)
        profiles.removed.connect(self._on_removed)
        profiles.failed.connect(self._on_failed)
        profiles.key_not_kept.connect(self._on_key_not_kept)
        profiles.key_not_deleted.connect(self._on_key_not_deleted)
        profiles.job.waiting_changed.connect(self._on_waiting)
        profiles.job.busy_changed.connect(self._on_busy)
        test.ended.connect(self._say)
        test.busy_changed.connect(self._on_testing)

    @property
    def page(self) -> Page:
        """The profile that is shown."""
        return self._page

    @property
    def busy(self) -> Message | None:
        """What is under way."""
        return self._busy

    @property
    def is_chosen(self) -> bool:
        """Whether the shown profile is the one that the console acts as."""
        return self._page.id == self._profiles.current.id

    def rows(self) -> list[ProfileEntry]:
        """List the profiles, then those that are not saved yet."""
        pages = self._pages
        stored = [
            replace(row, is_edited=row.id in pages and pages[row.id].is_edited)
            for row in self._profiles.entries()
        ]
        return stored + [_row_of_new(page) for page in pages.values() if page.is_new]

    def begin(self, profile_id: str = "") -> None:
        """Forget what was typed before, and show a profile: this one, or the current."""
        self._pages.clear()
        self.open(profile_id or self._profiles.current.id)

    def begin_new(self) -> None:
        """Forget what was typed before, and begin a profile."""
        self._pages.clear()
        self.add()

    def open(self, profile_id: str) -> None:
        """Show a profile, with what was typed for it before."""
        profile = self._profiles.get(profile_id)
        page = self._pages.get(profile_id) or (pages.page_of(profile) if profile else None)
        if page is not None and not self._busy:
            self._show_whole(page)

    def add(self) -> None:
        """Begin a profile."""
        if not self._busy:
            self._show_whole(pages.new_page(self._new_id()))

    def copy(self) -> None:
        """Begin a profile that has all that the shown one has."""
        source = self._page.origin.stored
        if source is not None and not self._busy:
            self._show_whole(pages.copy_page(self._new_id(), source))
            self.focus_wanted.emit("name")

    def type(self, name: str, text: str) -> None:
        """Take what was typed or chosen."""
        page = pages.typed(self._page, name, text)
        self._show(page)
        if getattr(page.entries, name) != text:
            self.wiped.emit(name)

    def save(self) -> None:
        """Store the profile and its key, or go to what is wrong first."""
        profile = self._whole()
        if profile is None:
            return
        key, source = self._page.intake.key, self._page.key_source
        self._begin(SAVING, SAVED_WITH_KEY if key or source else SAVED)
        if key is None and source:
            self._profiles.save_copy(profile, source)
        else:
            self._profiles.save(profile, key)

    def save_for_session(self) -> None:
        """Store the profile; the key ends with the program."""
        profile, key = self._whole(), self._page.intake.key
        if profile is not None and key is not None:
            self._begin(SAVING, SAVED)
            self._profiles.save_for_session(profile, key)

    def _whole(self) -> Profile | None:
        names = self._profiles.names_beside(self._page.id)
        return self._judge(pages.judged(self._page, names))

    def _begin(self, words: str, then: str = SAVED) -> None:
        self._busy = say(words)
        self._saved_words = then

    def test(self) -> None:
        """Ask Amazon, which changes nothing."""
        profile = self._judge(pages.judged_for_test(self._page))
        if profile is not None:
            self._test.run(profile, self._page.intake.key)

    def _judge(self, judged: tuple[Page, Profile | None]) -> Profile | None:
        page, profile = judged
        if self._busy or page.intake.is_busy:
            return None
        self._show(page)
        if page.first_problem:
            self.focus_wanted.emit(page.first_problem)
        return profile

    def use(self) -> None:
        """Act as the shown profile from now on."""
        self._profiles.choose(self._page.id)
        self.finished.emit()

    def cancel(self) -> None:
        """Stop what is under way."""
        self._test.cancel()
        self._profiles.job.cancel()

    def ask_to_remove(self) -> None:
        """Ask before anything is deleted; what was never stored just goes."""
        if self._page.is_new:
            self._on_removed(self._page.id)
        elif self._page.id != EMULATOR and self._page.origin.stored is not None:
            name = self._page.origin.stored.name
            self._say(Notice("warn", say(REALLY, name=name), ("remove", "keep")))

    def remove(self) -> None:
        """Delete the key, then the profile."""
        self._begin(REMOVING)
        self._profiles.remove(self._page.id)

    def remove_without_key(self) -> None:
        """Delete the profile; its key goes as soon as its keyring can be reached."""
        self._begin(REMOVING)
        self._profiles.remove_without_key(self._page.id)

    def keep(self) -> None:
        """Take the question away."""
        self._show(replace(self._page, notice=None))

    def forget(self) -> None:
        """Drop everything that was typed, keys first."""
        self._pages.clear()
        self.intake.clear()
        self._test.cancel()

    def _show_whole(self, page: Page) -> None:
        self._page = page
        self.intake.put(page.intake)
        self.opened.emit(page)
        self._show(page)

    def _show(self, page: Page) -> None:
        self._page = page
        self._pages[page.id] = page
        if not page.is_edited:
            del self._pages[page.id]
        self.rows_changed.emit()
        self.changed.emit(page)

    def _say(self, notice: Notice) -> None:
        self._show(replace(self._page, notice=notice))

    def _on_intake(self, intake: Intake) -> None:
        problems = {name: one for name, one in self._page.problems.items() if name != pages.KEY}
        self._show(replace(self._page, intake=intake, problems=problems))

    def _on_saved(self, profile: Profile) -> None:
        if profile.id != self._page.id:
            return
        self._busy = None
        page = replace(pages.page_of(profile), notice=Notice("ok", say(self._saved_words)))
        self._pages.pop(profile.id, None)
        self._show_whole(page)

    def _on_removed(self, profile_id: str) -> None:
        self._pages.pop(profile_id, None)
        if profile_id == self._page.id:
            self._show_whole(pages.page_of(self._profiles.current))

    def _on_failed(self, reason: Message) -> None:
        self._say(Notice("err", reason))

    def _on_key_not_kept(self, reason: Message) -> None:
        words = say(FOR_SESSION, reason=reason)
        self._say(Notice("err", words, ("save", "save_for_session")))

    def _on_key_not_deleted(self, profile_id: str, reason: Message) -> None:
        if profile_id == self._page.id:
            self._say(Notice("err", reason, ("remove", "remove_without_key")))

    def _on_waiting(self, is_waiting: bool) -> None:
        if is_waiting:
            self._say(Notice("info", say(WAITING), ("cancel",)))

    def _on_busy(self, is_busy: bool) -> None:
        if not is_busy:
            self._busy = None
            self.keep()

    def _on_testing(self, is_busy: bool) -> None:
        self._busy = say(TESTING) if is_busy else None
        self.keep()


def _row_of_new(page: Page) -> ProfileEntry:
    name = page.entries.name.strip()
    return ProfileEntry(page.id, name, page.environment, is_new=True, is_edited=True)
