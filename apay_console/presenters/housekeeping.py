"""What is done once at the start: old buyers' data goes, and it is told what befell the file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from apay_console.errors import N_, Message, say
from apay_console.presenters.data_place import is_shared
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale import kept_drafts
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.store.believed_clock import believed_now
from apay_console.store.database import Condition
from apay_console.store.home import original_of

_BUYERS_KEPT_S = 30 * 24 * 3600
_DAY_MS = 24 * 3600 * 1000
_SET_ASIDE = N_(
    "The data file was damaged. What could be read of it is in a new one; for 30 days the old one "
    "lies at {path}."
)
_READ_ONLY = N_(
    "Nothing is kept, for {path} cannot be written to, and nothing that changes something is sent. "
    "Make its folder and disk writable, then start again."
)
_LOST_JOURNAL = N_(
    "The journal {path} is gone, and with it perhaps what was stored last. Look at your newest "
    "sales before you send one again."
)
_UNREAD = N_(
    "{count} of the profiles in {path} cannot be read and are not shown; nothing was deleted. "
    "Copies of the file from earlier days lie beside it."
)
_TYPED_BACK = Notice(
    "info",
    say(N_("Apay Console ended suddenly last time. What you had typed is back.")),
    why="network.ended_suddenly",
)
_SHARED = N_(
    "The data folder {path} is on a network disk, or is copied to other computers; its file may be "
    "damaged there. Keep it on a disk of this computer."
)
_COPIED = N_(
    "The data folder {path} is a copy of {original}, and both use the same private keys in your "
    "keyring: a profile that you remove in one loses its key in the other too."
)
_TOLD = "shared_folder_told"  # the setting that names the folder


class Housekeeping(QObject):
    """Looks after the data file, and says what it found when nothing else is said."""

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._to_tell: Notice | None = None  # once the first answer is there
        desk.shown.connect(self._tell)
        self._daily = QTimer(self)  # a program may run for weeks
        self._daily.setInterval(_DAY_MS)
        self._daily.timeout.connect(self._forget_buyers)

    def begin(self) -> None:
        """Do what is due at a start."""
        self._forget_buyers()
        self._daily.start()
        services = self._desk.services
        services.runner.run(services.condition(), owner=self, done=self._found, failed=_nothing)

    def _forget_buyers(self) -> None:
        """Drop what is still known of buyers after 30 days, by a clock that can be believed."""
        services = self._desk.services
        services.runner.run(self._forgotten(), owner=self, done=_nothing, failed=_nothing)

    async def _forgotten(self) -> None:
        services = self._desk.services
        now = await believed_now(services.settings, services.clock())
        await services.history.forget_buyers(now - _BUYERS_KEPT_S)

    def _found(self, condition: Condition) -> None:
        words = _said(condition)
        if words is not None:
            self.tell(Notice("warn", words))
        elif condition.ended_suddenly:
            self.tell(_TYPED_BACK)
        else:
            self._look_at_place(condition.path.parent)

    def _look_at_place(self, folder: Path) -> None:
        services = self._desk.services
        services.runner.run(
            original_of(services.settings, folder),
            owner=self,
            done=lambda original: self._tell_of_place(folder, original),
            failed=_nothing,
        )

    def _tell_of_place(self, folder: Path, original: str) -> None:
        if original:
            self.tell(Notice("warn", say(_COPIED, path=folder, original=original)))
        elif is_shared(folder):
            self._tell_once(str(folder))

    def tell(self, notice: Notice) -> None:
        """Say something once nothing else is said."""
        self._to_tell = notice
        if self._desk.state is not None:
            self._tell(self._desk.state)

    def _tell_once(self, folder: str) -> None:
        """Warn of a folder, unless that was done at an earlier start."""
        services = self._desk.services
        services.runner.run(
            services.settings.get(_TOLD, ""),
            owner=self,
            done=lambda told: self._warn(folder, told),
            failed=_nothing,
        )

    def _warn(self, folder: str, told: object) -> None:
        if told == folder:
            return
        services = self._desk.services
        self.tell(Notice("warn", say(_SHARED, path=folder)))
        put = services.settings.put(_TOLD, folder)
        services.runner.run(put, owner=self, done=_nothing, failed=_nothing)

    def _tell(self, state: SaleState) -> None:
        """Say what was found when nothing else is said, and nothing replaces it."""
        if self._to_tell is not None and _is_at_rest(state):
            QTimer.singleShot(0, self, self._say)

    def _say(self) -> None:
        """Say it, unless something was asked for meanwhile: its answer would take the place."""
        notice, state = self._to_tell, self._desk.state
        if notice is not None and state is not None and _is_at_rest(state):
            self._to_tell = None
            if notice is not _TYPED_BACK or kept_drafts.has_typed(state):
                self._desk.say(notice)


def _is_at_rest(state: SaleState) -> bool:
    is_read = state.exchange is not None or not state.sale.session_id
    return is_read and state.busy is None and state.notice is None


def _said(condition: Condition) -> Message | None:
    """Say what is wrong with the file, the worst alone."""
    if condition.set_aside is not None:
        return say(_SET_ASIDE, path=condition.set_aside)
    if condition.is_read_only:
        return say(_READ_ONLY, path=condition.path)
    if condition.lost_journal:
        return say(_LOST_JOURNAL, path=f"{condition.path}-wal")
    if condition.unread_profiles:
        return say(_UNREAD, count=condition.unread_profiles, path=condition.path)
    return None


def _nothing(_: object) -> None:
    """Take no notice: it is tried again at the next start."""
