"""The sales of a profile: lists them, opens one, begins another."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Fault, say
from apay_console.model.attempt import Attempt
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.profile import Environment, Profile
from apay_console.model.sale import Sale
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.fetching import fetch
from apay_console.presenters.sale.opening import Found, holds, recognise, refuse_elsewhere
from apay_console.presenters.sale.shop_rows import merged
from apay_console.presenters.sale.state import making, showing
from apay_console.presenters.sale.state.making import Beginning
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import notices

_LAST = "last_sale"
_UNKNOWN = N_("What became of one of its requests is unknown. Open it and check that first.")
_ELSEWHERE = N_("This belongs to another profile; act as that one to open it.")


class SalesShelf(QObject):
    """Every sale of the current profile, newest first; puts the chosen one on the desk."""

    changed = Signal(object)  # tuple[Sale, ...]
    listed = Signal()  # the sales of a profile, as they were kept
    empty = Signal()  # this profile has no sale yet
    opened = Signal(bool)  # a sale lies on the desk; whether Amazon should be asked about it now

    def __init__(self, desk: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._services = desk.services
        self._profile: Profile | None = None
        self._sales: tuple[Sale, ...] = ()
        self._wanted = ""  # the sale that was asked for last
        self._moment: Exchange | None = None  # what of it is to be looked at
        self._object: str | None = None  # which of its objects; None: what was shown last
        self.review_url = ""  # where a new session's buyer comes back to
        desk.saved.connect(self._take)

    @property
    def sales(self) -> tuple[Sale, ...]:
        """The sales as they are listed."""
        return self._sales

    @property
    def environment(self) -> Environment | None:
        """Where the listed sales are; None before any are."""
        return self._profile.environment if self._profile else None

    def show_profile(self, profile: Profile) -> None:
        """List a profile's sales and open the one that was open last."""
        self._profile = profile
        self._run(self._fetch_all(profile.id), partial(self._list, profile.id), self._not_listed)

    def take_edited(self, profile: Profile) -> None:
        """Go on with the profile as it was edited."""
        if self._profile is not None and self._profile.id == profile.id:
            self._profile = profile

    async def _fetch_all(self, profile_id: str) -> tuple[list[Sale], str]:
        sales = await self._services.sales.all(profile_id)
        return sales, str(await self._services.settings.get(f"{_LAST}.{profile_id}", ""))

    def _list(self, profile_id: str, found: tuple[list[Sale], str]) -> None:
        if self._profile is None or self._profile.id != profile_id:
            return
        self._sales = merged(found[0], ())
        self.changed.emit(self._sales)
        self.listed.emit()
        chosen = next((sale for sale in self._sales if sale.id == found[1]), None)
        if self._sales:
            self.open(chosen or self._sales[0])
        else:
            self.empty.emit()

    def _not_listed(self, error: BaseException) -> None:
        """Show something to begin with, though the store cannot be read."""
        self.begin()
        self._failed(error)

    def open(self, sale: Sale, moment: Exchange | None = None) -> None:
        """Put a sale on the desk as it was left, or one of its exchanges to be looked at."""
        if not self._is_here(sale):
            self._desk.remark(say(_ELSEWHERE))
            return
        self._wanted, self._moment = sale.id, moment
        if moment is not None and self._lies_on_desk(sale):
            self._desk.look_at(moment)
        elif self._lies_on_desk(sale):
            self._desk.back_to_now()
            self.opened.emit(bool(sale.session_id or sale.ids))
        elif self._profile is not None:
            self._run(fetch(self._services, self._profile, sale), self._put)

    def _lies_on_desk(self, sale: Sale) -> bool:
        return self._desk.state is not None and self._desk.state.sale.id == sale.id

    def _put(self, state: SaleState) -> None:
        """Lay a sale on the desk, unless another one was asked for meanwhile."""
        if state.sale.id == self._wanted:
            object_id, self._object = self._object, None
            if object_id is not None:
                state = showing.beginning_with(state, object_id)
            self._desk.put(state, is_stored=object_id is None)
            self._remember(state.sale)
            is_known = bool(state.sale.session_id or state.sale.ids)
            self.opened.emit(is_known and self._moment is None)
            if self._moment is not None:
                self._desk.look_at(self._moment)

    def _remember(self, sale: Sale) -> None:
        self._run(self._services.settings.put(f"{_LAST}.{sale.profile_id}", sale.id), _nothing)

    def _take(self, sale: Sale) -> None:
        """Keep the list in step with a sale that changed; a new one comes first."""
        if self._profile is None or sale.profile_id != self._profile.id or sale in self._sales:
            return
        if any(one.id == sale.id for one in self._sales):
            self._sales = tuple(sale if one.id == sale.id else one for one in self._sales)
        else:
            self._sales = (sale, *self._sales)
            self._remember(sale)
        self.changed.emit(self._sales)

    def known(self, sale_id: str) -> Sale | None:
        """Find a sale as it is listed."""
        return next((sale for sale in self._sales if sale.id == sale_id), None)

    def take_rows(self, sales: Sequence[Sale]) -> None:
        """Keep the list in step with what others did; what they began comes first."""
        if sales:
            self._run(self._services.sales.save_all(sales), _nothing)
        listed = merged(self._sales, [one for one in sales if self._is_here(one)])
        if listed != self._sales:
            self._sales = listed
            self.changed.emit(self._sales)

    def _is_here(self, sale: Sale) -> bool:
        return self._profile is not None and sale.profile_id == self._profile.id

    def begin(self, version: ApiVersion | None = None, typed: Draft | None = None) -> None:
        """Begin a sale, which is in the list from now on; nothing is sent yet."""
        if self._profile is not None:
            start = Beginning(self._services.new_id(), self._services.clock(), self.review_url)
            spelling = version or self._profile.version
            self._wanted = start.id
            self._desk.put(making.new_sale(self._profile, start, spelling, typed))
            self._desk.keep()
            self.opened.emit(False)

    def begin_with_values(self, version: ApiVersion | None = None) -> None:
        """Begin a sale with the values of the one on the desk; a finished one cannot be revived."""
        state = self._desk.state
        if state is not None:
            typed = making.values_of(state)
            self.begin(version or state.sale.version, typed)

    def open_text(self, text: str, version: ApiVersion | None = None) -> None:
        """Open what a pasted text names, likely of a version; raise Invalid if it names nothing."""
        found = recognise(text)
        found = replace(found, version=found.version or version)
        if self._profile is not None:
            refuse_elsewhere(found, self._profile)
            known = next((sale for sale in self._sales if holds(sale, found)), None)
            if known is not None:
                self._open_at(known, found)
            else:
                self._lay(self._foreign(found, self._profile))

    def open_named(self, object_id: str) -> None:
        """Open an object that the answer on the desk names: it is of that sale, unless known."""
        found, state = recognise(object_id), self._desk.state
        is_known = found.is_session or any(holds(sale, found) for sale in self._sales)
        if state is None or is_known:
            self.open_text(object_id)
        else:
            refuse_elsewhere(found, state.profile)
            self._open_at(state.sale, found)

    def _open_at(self, sale: Sale, found: Found) -> None:
        """Open a sale and show one of its objects, which may not have been read yet."""
        object_id = "" if found.is_session else found.id
        if self._lies_on_desk(sale) and self._desk.state is not None:
            self._desk.show(showing.beginning_with(self._desk.state, object_id))
            self.opened.emit(True)
        else:
            self._object = object_id
            self.open(sale)

    def _lay(self, state: SaleState) -> None:
        self._wanted = state.sale.id
        self._desk.put(state)
        self._desk.keep()
        self.opened.emit(True)

    def _foreign(self, found: Found, profile: Profile) -> SaleState:
        """Make a sale for what began elsewhere, as on a shop's page."""
        now = self._services.clock()
        version = found.version or profile.version
        sale = Sale(self._services.new_id(), profile.id, version, now, now)
        if found.is_session:
            return SaleState(profile, replace(sale, session_id=found.id))
        state = SaleState(profile, replace(sale, ids=(found.id,)))
        return showing.beginning_with(state, found.id)

    def remove(self, sale: Sale) -> None:
        """Take a sale out of the list, with its draft; its exchanges stay in the history."""
        state = self._desk.state
        if state is None or not (state.busy and self._lies_on_desk(sale)):
            self._run(self._services.sender.unfinished(), partial(self._remove_settled, sale))

    def _remove_settled(self, sale: Sale, waiting: Sequence[Attempt]) -> None:
        """Keep a sale in the list as long as the fate of one of its writes is unknown."""
        if any(one.sale_id == sale.id for one in waiting):
            is_here = self._lies_on_desk(sale)
            self._desk.say(notices.still_unknown() if is_here else Notice("warn", say(_UNKNOWN)))
            return
        self._desk.forget(sale.id)
        self._run(self._services.sales.remove(sale.id), _nothing)
        self._sales = tuple(one for one in self._sales if one.id != sale.id)
        self.changed.emit(self._sales)
        if self._desk.state is None:
            self.open(self._sales[0]) if self._sales else self.begin()

    def _run(
        self,
        work: Coroutine[Any, Any, Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._services.runner.run(work, owner=self, done=done, failed=failed or self._failed)

    def _failed(self, error: BaseException) -> None:
        self._services.runner.tell(error, self._tell_fault)

    def _tell_fault(self, fault: Fault) -> None:
        words = N_("The data file did not answer: {reason}")
        self._desk.remark(say(words, reason=fault.message))


def _nothing(_: object) -> None:
    """Take no notice of what a store answers."""
