"""Adding, editing, copying and removing profiles, each with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from apay_console.errors import Message, say
from apay_console.model.profile import Profile
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles import profile_page as pages
from apay_console.presenters.profiles.key_trial import KeyTrial
from apay_console.presenters.profiles.keys import Intake, KeyIntake
from apay_console.presenters.profiles.profile_drafts import ProfileDrafts
from apay_console.presenters.profiles.profile_page import Page
from apay_console.presenters.profiles.profiles import STOPPED, ProfileEntry, Profiles
from apay_console.store.keys.refusals import WAITING


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
        test: KeyTrial,
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.profiles = profiles
        self.intake = intake
        self._test = test
        self.new_id = new_id
        self._drafts = ProfileDrafts()
        self._page = pages.page_of(profiles.current)
        self._busy: Message | None = None
        self._sent, self._saved_words = self._page, pages.SAVED
        self._connect()

    def _connect(self) -> None:
        profiles, test = self.profiles, self._test
        self.intake.changed.connect(self._on_intake)
        profiles.changed.connect(self.rows_changed)
        profiles.saved.connect(self._on_saved)
        profiles.removed.connect(self.drop)
        profiles.failed.connect(self._on_failed)
        profiles.key_not_kept.connect(self._on_key_not_kept)
        profiles.job.waiting_changed.connect(self._on_waiting)
        profiles.job.busy_changed.connect(self._on_busy)
        test.ended.connect(self.say)
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
        return self._page.id == self.profiles.current.id

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the shown profile's key lies in a keyring that does not answer here."""
        return any(row.is_out_of_reach and row.id == self._page.id for row in self.rows())

    def rows(self) -> list[ProfileEntry]:
        """List the profiles, then those that are not saved yet."""
        return self._drafts.rows(self.profiles.entries())

    def begin(self, profile_id: str = "") -> None:
        """Forget what was typed before, and show a profile: this one, or the current."""
        self._drafts.clear()
        self.profiles.ask_place()
        self.open(profile_id or self.profiles.current.id)

    def open(self, profile_id: str) -> None:
        """Show a profile, with what was typed for it before."""
        profile = self.profiles.get(profile_id)
        page = self._drafts.find(profile_id) or (pages.page_of(profile) if profile else None)
        if page is not None and not self._busy:
            self._show_whole(page)

    def add(self) -> None:
        """Begin a profile."""
        if not self._busy:
            self._show_whole(pages.new_page(self.new_id()))

    def copy(self) -> None:
        """Begin a profile that has all that the shown one has."""
        source = self._page.origin.stored
        if source is not None and not self._busy:
            self._show_whole(pages.copy_page(self.new_id(), source))
            self.focus_wanted.emit("name")

    def type(self, name: str, text: str) -> None:
        """Take what was typed or chosen."""
        self._test.be_overtaken(name)
        page = pages.typed(self._page, name, text)
        if self._busy:  # what is under way still has something to say
            page = replace(page, notice=self._page.notice)
        self._show(page)
        if getattr(page.entries, name) != text:
            self.wiped.emit(name)

    def save(self) -> None:
        """Store the profile and its key, or go to what is wrong first."""
        profile = self._whole()
        if profile is None:
            return
        key, source = self._page.intake.key, self._page.key_source
        self.begin_work(pages.SAVING, pages.SAVED_WITH_KEY if key or source else pages.SAVED)
        if key is None and source:
            self.profiles.save_copy(profile, source)
        else:
            self.profiles.save(profile, key)

    def save_for_session(self) -> None:
        """Store the profile; the key ends with the program."""
        profile, key = self._whole(), self._page.intake.key
        if profile is not None and key is not None:
            self.begin_work(pages.SAVING, pages.SAVED_FOR_SESSION)
            self.profiles.save_for_session(profile, key)

    def _whole(self) -> Profile | None:
        return self._judge(pages.judged(self._page, self.profiles.names_beside(self._page.id)))

    def begin_work(self, words: str, then: str = pages.SAVED) -> None:
        """Do nothing else while something is stored or removed."""
        self._busy = say(words)
        self._sent, self._saved_words = self._page, then
        self.keep()

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
        self.profiles.choose(self._page.id)
        self.finished.emit()

    def cancel(self) -> None:
        """Stop what is under way."""
        self._test.cancel()
        self.profiles.job.cancel()

    def keep(self) -> None:
        """Take the question away."""
        self._show(replace(self._page, notice=None))

    def leave(self) -> None:
        """End, but ask first when something that was typed would be lost."""
        lost = self._drafts.first_lost()
        if lost is None or self._busy:
            self.finished.emit()
        else:
            name = lost.entries.name.strip() or say(pages.NAMELESS)
            self.say(Notice("warn", say(pages.UNSAVED, name=name), ("discard", "keep")))

    def forget(self) -> None:
        """Drop everything that was typed, keys first."""
        self._test.cancel()
        self.intake.clear()
        self._drafts.clear()

    def _show_whole(self, page: Page) -> None:
        self._page = page
        self.intake.put(page.intake)
        self.opened.emit(page)
        self._show(page)

    def _show(self, page: Page) -> None:
        self._page = page
        self._drafts.keep(page)
        self.rows_changed.emit()
        self.changed.emit(page)

    def say(self, notice: Notice) -> None:
        """Show a notice beside the profile."""
        self._show(replace(self._page, notice=notice))

    def _on_intake(self, intake: Intake) -> None:
        self._test.cancel()  # its answer would be about another key
        self._show(pages.with_intake(self._page, intake, self._test.verdict))

    def _on_saved(self, profile: Profile) -> None:
        if profile.id != self._page.id:
            return
        self._busy = None
        rows = {row.id: row for row in self.profiles.entries()}
        is_fleeting = self._saved_words != pages.SAVED and rows[profile.id].is_fleeting
        words = pages.SAVED_FOR_SESSION if is_fleeting else self._saved_words
        self._drafts.drop(profile.id)
        page = pages.saved_page(profile, self._sent, self._page)
        self._show_whole(replace(page, notice=Notice("ok", say(words))))

    def drop(self, profile_id: str) -> None:
        """Forget a profile that is gone, and show the current one in its place."""
        self._drafts.drop(profile_id)
        if profile_id == self._page.id:
            self._show_whole(pages.page_of(self.profiles.current))

    def _on_failed(self, reason: Message) -> None:
        self.say(Notice("info" if reason.template == STOPPED else "err", reason))

    def _on_key_not_kept(self, reason: Message) -> None:
        words = say(pages.FOR_SESSION, reason=reason)
        self.say(Notice("err", words, ("save", "save_for_session")))

    def _on_waiting(self, is_waiting: bool) -> None:
        if is_waiting and self._busy:
            self.say(Notice("info", say(WAITING), ("cancel",)))

    def _on_busy(self, is_busy: bool) -> None:
        if not is_busy and self._busy:
            self._busy = None
            self.keep()

    def _on_testing(self, is_busy: bool) -> None:
        self._busy = say(pages.TESTING) if is_busy else None
        self.keep()
