"""The console: what happens between its parts."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from apay_console import log
from apay_console.errors import N_, Message, say
from apay_console.model.fields import Field, Path
from apay_console.model.profile import Environment, Profile
from apay_console.presenters.buyer.landing import Landing
from apay_console.presenters.console_parts import ConsoleParts
from apay_console.presenters.emulator.emulator_host import EmulatorHost
from apay_console.presenters.emulator.list_events import ListEvents
from apay_console.presenters.newer_history import NewerHistory
from apay_console.presenters.notice import Notice
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.readiness import Readiness
from apay_console.presenters.sale import kept_drafts
from apay_console.presenters.sale.state import making
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.without_buyer import WithoutBuyer
from apay_console.presenters.services import Services

_FIRST_NUMBER = 1001
_PARTS = _PROFILES, _EMULATOR, _ADDRESS = "profiles", "emulator", "return address"


class Console(ConsoleParts):
    """Everything that one window does, without how it looks."""

    profiles_shown = Signal(object, object)  # tuple[Profile, ...], the current Profile
    started = Signal()  # the window is painted: what it does not show yet is made now
    mistaken = Signal(str)  # the kind of an error that is in the log; emitted on any thread
    begun = Signal(object)  # Field: where typing goes on in the sale that was opened

    def __init__(
        self,
        services: Services,
        profiles: Profiles,
        host: EmulatorHost,
        landing: Landing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(services, profiles, host, landing, parent)
        self.without_buyer = WithoutBuyer(self.desk, self.shelf, self.sign_out, self)
        self.list_events = ListEvents(self.desk, self.shelf, self.host)
        self.newer = NewerHistory(self.desk, self.housekeeping, self)
        self._shown = ""
        self._ready = Readiness(_PARTS)
        self._connect()

    def _connect(self) -> None:
        self.desk.services.runner.unhandled.connect(self._report)
        self.mistaken.connect(self._tell_mistake)
        self.profiles.loaded.connect(lambda: self._part_came(_PROFILES))
        self.profiles.failed.connect(self._profiles_failed)
        self.profiles.changed.connect(self._tell_profiles)
        self.profiles.current_changed.connect(lambda profile: self.landing.serve(profile.id))
        self.profiles.current_changed.connect(self._show_profile)
        self.profiles.current_changed.connect(self.desk.lock.follow)
        self.profiles.saved.connect(self._take_edited)
        self.host.ready.connect(self._emulator_answers)
        self.host.failed.connect(lambda words: self._part_failed(_EMULATOR, words))
        self.landing.ready.connect(self._landing_ready)
        self.landing.failed.connect(lambda words: self._part_failed(_ADDRESS, words))
        self.landing.landed.connect(self.arrivals.take)
        self.newer.begun.connect(self._begin)
        self.shelf.empty.connect(self._begin_first)
        self.shelf.opened.connect(self._opened)
        self.shelf.changed.connect(self.courier.live.know)

    def _connect_late(self) -> None:
        """Make and connect what the window does not show at its first paint."""
        self.profiles.current_changed.connect(self.watch.follow)
        self.arrivals.token_came.connect(self.calls.read_buyer)
        self.receiver.read_wanted.connect(self.told.read)
        _ = self.tools, self.notifications  # both listen to the emulator once they are made
        self.started.emit()

    def start(self) -> None:
        """Begin: the profiles, the return address and the emulator, then the last sale."""
        self._connect_late()
        self._begin()

    def _begin(self) -> None:
        """Begin what does not work yet."""
        self._shown = ""
        ways = {
            _PROFILES: self.profiles.load,
            _ADDRESS: lambda: self.landing.serve(self.profiles.current.id),
            _EMULATOR: self.host.start,
        }
        for part in self._ready.begin():
            ways[part]()
        self.housekeeping.begin()
        self.privacy.begin()

    def again(self) -> None:
        """Try once more what could not be begun, or was not sent."""
        if self._ready.fault is None:
            self.courier.again()
        elif self._ready.is_known:
            self.desk.say(None)
            self._begin()

    def _report(self, error: BaseException) -> None:
        log.failed(error)
        self._tell_mistake(type(error).__name__)

    def _tell_mistake(self, kind: str) -> None:
        """Say that this console made a mistake, after what was typed is safe."""
        self.desk.save_draft()
        words = N_("This console made a mistake ({kind}). Your values are kept.")
        self.desk.say(Notice("err", say(words, kind=kind)))

    def _emulator_answers(self, base_url: str) -> None:
        self.buyer.emulator_base = base_url
        self._part_came(_EMULATOR)

    def _landing_ready(self, _: str) -> None:
        self.shelf.review_url = self.landing.review_url
        self._part_came(_ADDRESS)

    def _part_failed(self, part: str, words: Message) -> None:
        self._ready.fail(part, words)
        self._part_came(part)

    def _profiles_failed(self, words: Message) -> None:
        """Take the profiles' fault as an answer too, while they are still waited for."""
        if self._ready.waits_for(_PROFILES):
            self._part_failed(_PROFILES, words)

    def _part_came(self, part: str) -> None:
        """Show the sales once a request could be answered and a return be caught, or never will."""
        self._ready.came(part)
        state, fault = self.desk.state, self._ready.fault
        if not self._ready.is_known or state is None:
            self._show_profile(self.profiles.current)
        elif fault is not None:
            self.desk.say(self.newer.refusal(fault))
        else:
            self._go_on(state)

    def _go_on(self, state: SaleState) -> None:
        """Show the sales that could not be read before; what was typed meanwhile joins them."""
        if self._shown == "" and kept_drafts.has_typed(state):
            self.desk.keep()
            self.desk.say(None)
        self._show_profile(self.profiles.current)

    def _show_profile(self, profile: Profile) -> None:
        self._tell_profiles()
        if self._ready.is_known and self._shown != profile.id:
            self._shown = profile.id
            self.shelf.show_profile(profile)

    def _take_edited(self, profile: Profile) -> None:
        """Let the sale on the desk go on with its profile as it was edited."""
        state = self.desk.state
        if state is not None and state.profile.id == profile.id:
            self.desk.change(profile=profile)
        self.shelf.take_edited(profile)

    def _tell_profiles(self) -> None:
        self.profiles_shown.emit(self.profiles.all, self.profiles.current)

    def choose_profile(self, profile_id: str) -> None:
        """Act as another profile."""
        self.profiles.choose(profile_id)

    def _begin_first(self) -> None:
        """Make the first session by itself, in the emulator only: Amazon is never asked unasked."""
        environment = self.profiles.current.environment
        is_emulator = environment is Environment.EMULATOR and not self._ready.fault
        self.shelf.begin(None, making.sample(_FIRST_NUMBER) if is_emulator else None)
        if is_emulator:
            self.courier.create()

    def _opened(self, known_at_amazon: bool) -> None:
        """Read a sale again that was opened, where asking is free: the built-in emulator."""
        if self._ready.fault is not None:
            self.desk.say(self.newer.refusal(self._ready.fault))
            return
        state = self.desk.state
        self._go_to_first()
        is_emulator = self.profiles.current.environment is Environment.EMULATOR
        if state is None or state.unresolved:
            return
        if known_at_amazon and (is_emulator or state.object is None):
            self.courier.get()
        if known_at_amazon and is_emulator:
            self.tools.compare()
            self.later.catch_up()

    def _go_to_first(self) -> None:
        """Put the keyboard where this sale goes on."""
        state = self.desk.state
        if state is not None and state.first_field is not None:
            self.begun.emit(state.first_field)

    def form_action(self, name: str, row: Field) -> None:
        """Do what a button in the form says; “Use this console” fills in the return address."""
        if name == "use_console":
            is_review = "Review" in row.name
            self.editor.set_text(
                row.name, self.landing.review_url if is_review else self.landing.result_url
            )

    def go_to_path(self, path: Path) -> None:
        """Go from a null in the answer to what would fill it."""
        state = self.desk.state
        if state is None:
            return
        row = next((row for row in state.scope.fields() if _is_in(row, path, state)), None)
        if row is not None:
            self.desk.focus_wanted.emit(row)
        elif state.needs:
            self.desk.go_to(state.needs[0].constraint.id)

    def sign_out(self) -> None:
        """Forget the emulator's buyer, which makes the fourth constraint appear."""
        state = self.desk.state
        if state is not None and state.profile.environment is Environment.EMULATOR:
            self.host.sign_out(state.sale.session_id, self.courier.get, self._warn)

    def _warn(self, words: Message) -> None:
        self.desk.say(Notice("warn", words))


def _is_in(row: Field, path: Path, state: SaleState) -> bool:
    """Whether a field stands at a path, or in the object that stands there."""
    return (row.path(state.sale.version) or ())[: len(path)] == path
