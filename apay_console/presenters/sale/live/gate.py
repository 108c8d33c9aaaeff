"""Live is read-only until its profile's name is typed, and every live write asks first."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.errors import N_, Invalid, Message, say
from apay_console.model.attempt import Attempt, SentBefore
from apay_console.model.profile import Environment, Profile
from apay_console.model.request import Request
from apay_console.model.sale import Sale
from apay_console.presenters.sale.live.asking import (
    Ask,
    again,
    ask_about,
    ask_again,
    ask_despite,
    ask_twin,
    asks,
)
from apay_console.presenters.sale.live.doubts import doubt
from apay_console.presenters.sale.state.sale_state import SaleState

OPEN_FOR_S = 15 * 60


class LiveLock(QObject):
    """Opens one live profile for a quarter of an hour; all others stay read-only."""

    changed = Signal()

    def __init__(self, ticks: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._open: Profile | None = None
        self._since = 0.0
        self._timer = QTimer(self)  # only shows what the clock says anyway
        self._timer.setSingleShot(True)
        self._timer.setInterval(OPEN_FOR_S * 1000)
        self._timer.timeout.connect(self.lock)

    def is_locked(self, profile: Profile) -> bool:
        """Whether nothing may be written as this profile now."""
        if profile.environment is not Environment.LIVE:
            return False
        return profile != self._open or not 0 <= self._ticks() - self._since < OPEN_FOR_S

    def open_until(self, profile: Profile) -> float:
        """When it locks again, by the clock that never jumps; 0 for what is locked or never is."""
        is_open = profile == self._open and not self.is_locked(profile)
        return self._since + OPEN_FOR_S if is_open else 0.0

    def unlock(self, profile: Profile, typed: str) -> None:
        """Open a live profile whose name was typed; raise Invalid when it is another name."""
        if not profile.name or _exact(typed) != _exact(profile.name):
            words = N_("That is not the name: type “{name}”, every letter as it stands here.")
            raise Invalid(say(words, name=profile.name))
        self._open, self._since = profile, self._ticks()
        self._timer.start()
        self.changed.emit()

    def lock(self) -> None:
        """Make live read-only again."""
        self._timer.stop()
        if self._open is not None:
            self._open = None
            self.changed.emit()

    def follow(self, profile: Profile) -> None:
        """Lock as soon as another profile is chosen, or this one was edited."""
        if profile != self._open:
            self.lock()


def question(profile: Profile) -> Message:
    """Say what unlocking asks for."""
    words = N_("Live is read-only. Type “{name}” to allow changes for {minutes} minutes.")
    return say(words, name=profile.name, minutes=OPEN_FOR_S // 60)


def _exact(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip()


class LiveGate(QObject):
    """Lets everything pass but live writes: each of those waits for one answer to one question."""

    confirm_wanted = Signal(object)  # Ask
    unlock_wanted = Signal()
    ended = Signal()  # nothing is asked any more

    def __init__(self, lock: LiveLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._asked: Ask | None = None
        self._go: Callable[[], None] = _nothing
        self._about: tuple[object, ...] = ()
        self._sales: tuple[Sale, ...] = ()

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._asked is not None

    def know(self, sales: tuple[Sale, ...]) -> None:
        """Take the sales of the list, by which an unusual amount is told."""
        self._sales = sales

    def let(self, request: Request, state: SaleState, go: Callable[[], None]) -> None:
        """Send at once by `go`, or only when the person confirmed it."""
        reason = doubt(request, state)
        if reason is None and not asks(request):
            go()
        elif self._may_ask(request):
            self._ask(self._question(request, state, reason), state, go)

    def _question(self, request: Request, state: SaleState, reason: Message | None) -> Ask:
        if reason is None or asks(request):
            return ask_about(request, state, self._sales)
        return ask_despite(request, state, reason)

    def let_again(self, attempt: Attempt, state: SaleState, go: Callable[[], None]) -> None:
        """The same for a write that is repeated because its outcome is unknown."""
        request = again(attempt, state)
        if not asks(request):
            go()
        elif self._may_ask(request):
            self._ask(ask_again(request, state), state, go)

    def let_twin(
        self, request: Request, before: SentBefore, state: SaleState, go: Callable[[], None]
    ) -> None:
        """Ask, in every environment, before something is sent that was sent before."""
        if self._may_ask(request):
            self._ask(ask_twin(request, state, before), state, go)

    def _may_ask(self, request: Request) -> bool:
        return self._asked is None and self._is_open(request.profile)

    def _is_open(self, profile: Profile) -> bool:
        is_open = not self._lock.is_locked(profile)
        if not is_open:
            self._lock.lock()  # the time may be over before it was shown
            self.unlock_wanted.emit()
        return is_open

    def _ask(self, ask: Ask, state: SaleState, go: Callable[[], None]) -> None:
        self._asked, self._go, self._about = ask, go, _subject(state)
        self.confirm_wanted.emit(ask)

    def confirm(self, ask: Ask) -> None:
        """Go on with what was asked; a question that is not open any more confirms nothing."""
        if ask is self._asked:
            go = self._go
            self.refuse()
            if self._is_open(ask.profile):
                go()

    def refuse(self) -> None:
        """Drop what was asked; nothing is sent."""
        if self._asked is not None:
            self._asked, self._go = None, _nothing
            self.ended.emit()

    def watch(self, state: SaleState) -> None:
        """Drop the question as soon as what it was about is not the same any more."""
        if self._asked is not None and _subject(state) != self._about:
            self.refuse()


def _subject(state: SaleState) -> tuple[object, ...]:
    what = (state.objects, state.shown, state.task)
    return (state.profile, state.sale, state.session, *what, state.draft, state.busy)


def _nothing() -> None:
    """Nothing waits for an answer."""
