"""Taking exchanges elsewhere: what would be copied or saved is shown first, and nothing before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, Message, say
from apay_console.model import redaction
from apay_console.model.exchange import Exchange, Sent
from apay_console.model.profile import Environment, Profile
from apay_console.model.taking import part
from apay_console.model.taking.part import Part
from apay_console.model.taking.taken import Taken
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.taking import forms
from apay_console.presenters.taking.forms import NOTHING, Form, Ticks

_OF_CURL_ONLY = N_("Only a curl command carries a signature of its own.")
_FROM_SHOP = N_("Your shop signed this with a key of its own, which is not here.")
_NO_PROFILE = N_("The profile that signed this is not here any more.")
_LOCKED = N_("Live is read-only. Allow changes to live first, then sign this.")
_NOT_WHOLE = N_(
    "What was sent holds buyers' data. Include it, or what is signed is not what was sent."
)
_NOT_SURE = N_(
    "Whoever runs this for the next 15 minutes does it again, with real money. Tick that you know."
)
_LONG = 200_000  # bytes; what is shorter is there before the next frame is due


@dataclass(frozen=True)
class View:
    """What the sheet shows."""

    form: Form = Form.CURL
    ticks: Ticks = NOTHING
    taken: Taken | None = None
    problem: Message | None = None  # why there is nothing to take
    no_signing: Message | None = None  # why it cannot be signed afresh
    asks_sure: bool = False  # a fresh signature would move real money
    is_busy: bool = False
    is_part: bool = False  # of an answer, which has no other form than its own


class Taking(QObject):
    """Holds what is to be taken, and makes it anew with each choice."""

    shown = Signal(object)  # View

    def __init__(self, desk: SaleDesk, profiles: Profiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._profiles = profiles
        self._exchanges: tuple[Exchange, ...] = ()
        self._part: Part | None = None
        self._round = 0
        self.view = View()

    def begin(self, exchanges: Sequence[Exchange]) -> None:
        """Show these exchanges, in this order, in the form of last time, with nothing ticked."""
        self._exchanges = tuple(exchanges)
        self._change(View(self.view.form))

    def begin_part(self, found: Part) -> None:
        """Show a part of an answer, with nothing ticked."""
        self._part = found
        self._change(View(self.view.form, is_part=True))

    def begin_shown(self) -> bool:
        """Show the exchange that the answer pane shows; False when there is none."""
        state = self._desk.state
        found = (state.moment or state.exchange) if state else None
        if found is not None:
            self.begin([found])
        return found is not None

    def choose(self, form: Form) -> None:
        """Show another form."""
        self._change(replace(self.view, form=form))

    def tick(self, **ticks: bool) -> None:
        """Take more or less along."""
        self._change(replace(self.view, ticks=replace(self.view.ticks, **ticks)))

    def _change(self, view: View) -> None:
        self._round += 1  # what was being signed for an earlier choice is not shown any more
        reason = self._no_signing(view)
        ticks = view.ticks if reason is None else replace(view.ticks, afresh=False, sure=False)
        asks = ticks.afresh and self._moves_money()
        view = replace(view, ticks=ticks, no_signing=reason, asks_sure=asks, is_busy=False)
        self._make(replace(view, taken=None, problem=None))

    def _make(self, view: View) -> None:
        if view.ticks.afresh:
            self._sign(view)
            return
        if self._is_long(view):
            self._make_aside(view)
            return
        try:
            self._show(replace(view, taken=self._taker(view)()))
        except Fault as fault:
            self._show(replace(view, problem=fault.message))

    def _is_long(self, view: View) -> bool:
        if view.is_part:
            return self._part is not None and self._part.is_long
        return sum(map(_size, self._exchanges)) > _LONG

    def _taker(self, view: View) -> Callable[[], Taken]:
        """What makes that which is taken, as it is chosen now."""
        if view.is_part and self._part is not None:
            return partial(part.taken, self._part, view.ticks.keep)
        return partial(forms.make, view.form, self._exchanges, view.ticks)

    def _make_aside(self, view: View) -> None:
        """Make it beside the window: a long answer takes seconds to be redacted."""
        number = self._round
        self._show(replace(view, is_busy=True))
        self._desk.services.runner.call(
            self._taker(view),
            owner=self,
            done=lambda taken: self._made(view, taken, number),
            failed=lambda error: self._failed(view, error, number),
        )

    def _made(self, view: View, taken: Taken, number: int) -> None:
        if number == self._round:
            self._show(replace(view, taken=taken))

    def _show(self, view: View) -> None:
        self.view = view
        self.shown.emit(view)

    # --- a fresh signature -----------------------------------------------------------------------

    def _no_signing(self, view: View) -> Message | None:
        if view.is_part or view.form is not Form.CURL:
            return say(_OF_CURL_ONLY)
        if self._exchanges[0].is_from_shop:
            return say(_FROM_SHOP)
        profile = self._profile
        if profile is None:
            return say(_NO_PROFILE)
        return say(_LOCKED) if self._moves_money() and self._desk.lock.is_locked(profile) else None

    @property
    def _profile(self) -> Profile | None:
        return self._profiles.get(self._exchanges[0].profile_id)

    def _moves_money(self) -> bool:
        profile = self._profile
        is_live = profile is not None and profile.environment is Environment.LIVE
        return is_live and self._exchanges[0].sent.method != "GET"

    def _sign(self, view: View) -> None:
        one = self._exchanges[0]
        clean = redaction.exchange(one, replace(view.ticks.keep, signatures=True))
        if (clean.sent.body, clean.sent.url) != (one.sent.body, one.sent.url):
            self._show(replace(view, problem=say(_NOT_WHOLE)))
        elif view.asks_sure and not view.ticks.sure:
            self._show(replace(view, problem=say(_NOT_SURE)))
        else:
            self._show(replace(view, is_busy=True))
            self._run(view, one, self._round)

    def _run(self, view: View, one: Exchange, number: int) -> None:
        self._desk.services.runner.run(
            self._desk.services.sender.sign_again(one),
            owner=self,
            done=lambda sent: self._signed(view, sent, number),
            failed=lambda error: self._failed(view, error, number),
        )

    def _signed(self, view: View, sent: Sent, number: int) -> None:
        self._made(view, forms.signed_afresh(self._exchanges[0], sent), number)

    def _failed(self, view: View, error: BaseException, number: int) -> None:
        if isinstance(error, Fault):
            if number == self._round:
                self._show(replace(view, problem=error.message))
        elif not isinstance(error, CancelledError):
            self._desk.services.runner.unhandled.emit(error)


def _size(one: Exchange) -> int:
    return len(one.sent.body) + (len(one.answered.body) if one.answered else 0)
