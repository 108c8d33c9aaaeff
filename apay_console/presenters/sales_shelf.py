"""The sales of a profile: lists them, opens one, begins another."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, BadText, Fault, Invalid, say
from apay_console.model import draft as drafts
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Profile
from apay_console.model.sale import Sale
from apay_console.presenters import sale_making
from apay_console.presenters.notices import Notice, notice_of
from apay_console.presenters.opening import Found, recognise
from apay_console.presenters.sale_desk import SaleDesk
from apay_console.presenters.sale_making import Beginning
from apay_console.presenters.sale_state import SaleState

_LAST = "last_sale"


class SalesShelf(QObject):
    """Every sale of the current profile, newest first; puts the chosen one on the desk."""

    changed = Signal(object)  # tuple[Sale, ...]
    empty = Signal()  # this profile has no sale yet
    opened = Signal(bool)  # a sale lies on the desk; whether Amazon should be asked about it now

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._services = desk.services
        self._profile: Profile | None = None
        self._sales: tuple[Sale, ...] = ()
        self.review_url = ""  # where a new session's buyer comes back to
        desk.saved.connect(self._take)

    @property
    def sales(self) -> tuple[Sale, ...]:
        """The sales as they are listed."""
        return self._sales

    def show_profile(self, profile: Profile) -> None:
        """List a profile's sales and open the one that was open last."""
        self._profile = profile
        self._run(self._fetch_all(profile.id), self._list)

    async def _fetch_all(self, profile_id: str) -> tuple[list[Sale], str]:
        sales = await self._services.sales.all(profile_id)
        return sales, str(await self._services.settings.get(f"{_LAST}.{profile_id}", ""))

    def _list(self, found: tuple[list[Sale], str]) -> None:
        self._sales = tuple(found[0])
        self.changed.emit(self._sales)
        chosen = next((sale for sale in self._sales if sale.id == found[1]), None)
        if self._sales:
            self.open(chosen or self._sales[0])
        else:
            self.empty.emit()

    def open(self, sale: Sale) -> None:
        """Put a sale on the desk as it was left."""
        self._run(self._fetch(sale), self._put)

    async def _fetch(self, sale: Sale) -> SaleState:
        services, profile = self._services, self._profile
        if profile is None:
            raise LookupError("no profile is shown")
        exchanges = tuple(await services.history.of_sale(sale.id))
        last = await services.history.last_answer(sale.id)
        waiting = await services.sender.unfinished()
        state = SaleState(
            profile,
            sale,
            session=sale_making.session_in(last, sale.version) if last else None,
            draft=_read_draft(await services.drafts.load(sale.id)),
            exchanges=exchanges,
            exchange=exchanges[0] if exchanges else None,
            unresolved=any(attempt.sale_id == sale.id for attempt in waiting),
        )
        return replace(state, notice=_left_notice(state))

    def _put(self, state: SaleState) -> None:
        self._desk.put(state)
        self._remember(state.sale)
        self.opened.emit(bool(state.sale.session_id))

    def _remember(self, sale: Sale) -> None:
        self._run(self._services.settings.put(f"{_LAST}.{sale.profile_id}", sale.id), _nothing)

    def _take(self, sale: Sale) -> None:
        """Keep the list in step with a sale that changed; a new one comes first."""
        known = any(one.id == sale.id for one in self._sales)
        if known:
            self._sales = tuple(sale if one.id == sale.id else one for one in self._sales)
        else:
            self._sales = (sale, *self._sales)
            self._remember(sale)
        self.changed.emit(self._sales)

    def begin(self, version: ApiVersion | None = None, typed: Draft | None = None) -> None:
        """Begin a sale; it reaches the list once its session is created or something is typed."""
        if self._profile is not None:
            start = Beginning(self._services.new_id(), self._services.clock(), self.review_url)
            spelling = version or self._profile.version
            self._desk.put(sale_making.new_sale(self._profile, start, spelling, typed))
            self._desk.keep()
            self.opened.emit(False)

    def begin_with_values(self, version: ApiVersion | None = None) -> None:
        """Begin a sale with the values of the one on the desk; a finished one cannot be revived."""
        state = self._desk.state
        if state is not None:
            typed = sale_making.values_of(state)
            self.begin(version or state.sale.version, typed)

    def open_text(self, text: str) -> None:
        """Open the session that a pasted text names; raise Invalid when it names none."""
        found = recognise(text)
        self._run(
            self._services.sales.of_session(found.session_id), lambda sale: self._open(found, sale)
        )

    def _open(self, found: Found, sale: Sale | None) -> None:
        if sale is not None and self._profile is not None and sale.profile_id == self._profile.id:
            self.open(sale)
        elif self._profile is not None:
            self._put(self._foreign(found, self._profile))
            self._desk.keep()

    def _foreign(self, found: Found, profile: Profile) -> SaleState:
        """Make a sale for a session that began elsewhere, as on a shop's page."""
        now = self._services.clock()
        version = found.version or profile.version
        title = f"Session {found.session_id[:8]}"
        sale = Sale(self._services.new_id(), profile.id, version, now, now, title, found.session_id)
        return SaleState(profile, sale)

    def remove(self, sale: Sale) -> None:
        """Take a sale out of the list, with its draft; its exchanges stay in the history."""
        self._sales = tuple(one for one in self._sales if one.id != sale.id)
        self._run(self._services.sales.remove(sale.id), _nothing)
        self.changed.emit(self._sales)

    def _run(self, work: Coroutine[Any, Any, Any], done: Any) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        reason = error.message if isinstance(error, Fault) else say(N_("It was stopped."))
        self._desk.say(Notice("warn", say(N_("This could not be read: {reason}"), reason=reason)))


def _left_notice(state: SaleState) -> Notice | None:
    """Say at once what was left open when the program ended."""
    if state.unresolved:
        words = N_(
            "A request was on its way when this console ended. Amazon may or may not have applied "
            "it. Check before you send anything else."
        )
        return Notice("unknown", say(words), ("check", "get"))
    last: Exchange | None = state.exchange
    return notice_of(last) if last else None


def _read_draft(text: str | None) -> Draft:
    if not text:
        return Draft()
    try:
        return drafts.load(json_text.read_kept(text), CHECKOUT_SESSION)
    except (BadText, Invalid):
        return Draft(by_hand=text)


def _nothing(_: object) -> None:
    """Take no notice of what a store answers."""
