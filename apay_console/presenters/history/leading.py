"""From an exchange of the past to the desk: its sale, its body in the form, the same call again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QTimer, Signal

from apay_console.errors import N_, BadText, say
from apay_console.model import json_text
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.draft import Scope
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import CREATE_SESSION, id_in
from apay_console.model.pasting.fitting import fit, laid_over
from apay_console.model.reading import text_of
from apay_console.model.sale import Sale
from apay_console.model.subjects import SESSION
from apay_console.presenters.history.line_words import known
from apay_console.presenters.profiles.profiles import Profiles
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.editor import SaleEditor
from apay_console.presenters.sale.later import Later
from apay_console.presenters.sale.shelf import SalesShelf
from apay_console.presenters.sale.signed_call import Wanted
from apay_console.presenters.sale.state.sale_state import SaleState

_NO_SALE = N_("Its sale is no longer in the list, so it cannot be opened.")
_NO_PROFILE = N_("Its profile was removed, so nothing can be sent as that one.")
_NO_BODY = N_("Nothing was sent with it that a form could take.")
_NO_FORM = N_("There is no form for this call. Replay it instead.")
_LOCKED = N_("This form takes no changes now.")
_NOT_TEXT = N_("Its body is no text, so it cannot be sent again from here.")


@dataclass(frozen=True)
class Hands:
    """Who puts things on the desk."""

    desk: SaleDesk
    shelf: SalesShelf
    editor: SaleEditor
    objects: Later
    profiles: Profiles


class Leading(QObject):
    """Leads from the history to the sale; nothing is ever sent by it."""

    left = Signal()  # what was asked for lies on the desk
    replay_wanted = Signal(object)  # Wanted: a call to be looked at before it is sent
    refused = Signal(object)  # Message

    def __init__(self, hands: Hands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hands = hands
        self._services = hands.desk.services
        self._then: tuple[str, Callable[[], None]] | None = None  # once this sale lies there
        self._sale: tuple[Sale, Exchange | None] | None = None  # once its profile's are listed
        hands.shelf.opened.connect(self._go_on)
        hands.shelf.changed.connect(self._open_listed)

    def open_sale(self, exchange: Exchange) -> None:
        """Open the sale of an exchange at that moment."""
        self._bring(exchange, exchange, self.left.emit)

    def open_by(self, sale_id: str) -> None:
        """Open a sale as it is now, as the profile that it is of."""
        work = self._services.sales.get(sale_id)
        done = partial(self._found, None, self.left.emit)
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def open_form(self, exchange: Exchange) -> None:
        """Put what was sent into the form that it is for; undo takes it back."""
        row = known(exchange.operation)
        try:
            body = json_text.read_object(exchange.sent.body.decode("utf-8"))
        except (BadText, UnicodeDecodeError):
            self.refused.emit(say(_NO_BODY))
            return
        if row is None or row.body is None or not row.body.by_name:
            self.refused.emit(say(_NO_FORM))
        elif row is CREATE_SESSION:
            self._with_profile(exchange, partial(self._begin, exchange, body))
        else:
            self._bring(exchange, None, partial(self._fill, exchange, row, body))

    def replay(self, exchange: Exchange) -> None:
        """Prepare the same call, to be signed afresh with a key of its own."""
        try:
            body = exchange.sent.body.decode("utf-8")
        except UnicodeDecodeError:
            self.refused.emit(say(_NOT_TEXT))
            return
        method, code = exchange.sent.method, exchange.sent.simulation
        wanted = Wanted(method, _path(exchange), body, method == "POST", code)
        then = partial(self._replay, wanted)
        has_sale = bool(exchange.sale_id) and not exchange.is_from_shop
        (self._bring if has_sale else self._without_sale)(exchange, None, then)

    def _replay(self, wanted: Wanted) -> None:
        self.left.emit()
        self.replay_wanted.emit(wanted)

    def _without_sale(self, exchange: Exchange, _: None, then: Callable[[], None]) -> None:
        self._with_profile(exchange, then)

    # --- filling in -------------------------------------------------------------------------------

    def _begin(self, exchange: Exchange, body: Mapping[str, Any]) -> None:
        version = ApiVersion(exchange.version)
        region = self._hands.profiles.current.region
        scope = Scope(CHECKOUT_SESSION, version, region, creating=True)
        self._hands.shelf.begin(version, fit(body, scope).draft)
        self.left.emit()

    def _fill(self, exchange: Exchange, row: Operation, body: Mapping[str, Any]) -> None:
        object_id = "" if row.about is SESSION else _object_id(exchange, row, body)
        self._hands.objects.show(object_id)
        self._hands.objects.choose(row.name)
        self.left.emit()
        state = self._hands.desk.state
        if state is None or state.shown != object_id or state.operation is not row:
            self._hands.desk.remark(say(_NO_FORM))
        elif state.is_locked:
            self._hands.desk.remark(state.refusal or say(_LOCKED))
        else:
            self._lay(state, body)

    def _lay(self, state: SaleState, body: Mapping[str, Any]) -> None:
        draft = fit(body, state.scope).draft
        self._hands.editor.lay(laid_over(state.draft, draft, state.scope, state.values))

    # --- bringing a sale to the desk --------------------------------------------------------------

    def _bring(self, exchange: Exchange, moment: Exchange | None, then: Callable[[], None]) -> None:
        """Open the sale of an exchange, as its own profile, and go on there."""
        work = self._services.sales.get(exchange.sale_id)
        done = partial(self._found, moment, then)
        self._services.runner.run(work, owner=self, done=done, failed=self._failed)

    def _found(self, moment: Exchange | None, then: Callable[[], None], sale: Sale | None) -> None:
        profiles = self._hands.profiles
        if sale is None:
            self.refused.emit(say(_NO_SALE))
        elif profiles.get(sale.profile_id) is None:
            self.refused.emit(say(_NO_PROFILE))
        elif sale.profile_id == profiles.current.id:
            self._open(sale, moment, then)
        else:
            self._sale, self._then = (sale, moment), (sale.id, then)
            profiles.choose(sale.profile_id)

    def _open(self, sale: Sale, moment: Exchange | None, then: Callable[[], None]) -> None:
        state = self._hands.desk.state
        is_here = state is not None and state.sale.id == sale.id
        if is_here and moment is not None:
            self._hands.shelf.open(sale, self._on_desk(moment))
            then()  # the shelf says nothing where the sale lies open already
        elif is_here:
            self._hands.desk.back_to_now()
            then()
        else:
            self._then = (sale.id, then)
            self._hands.shelf.open(sale, moment)

    def _on_desk(self, moment: Exchange) -> Exchange:
        """The same exchange as the desk holds it, which knows its newest one by that."""
        state = self._hands.desk.state
        held = state.exchanges if state is not None else ()
        return next((one for one in held if one.id == moment.id), moment)

    def _open_listed(self, sales: tuple[Sale, ...]) -> None:
        """Open what was asked for once the profile it belongs to is the one that is listed."""
        if self._sale is not None and self._then is not None:
            sale, moment = self._sale
            if any(one.profile_id == sale.profile_id for one in sales):
                self._sale = None
                # The shelf opens what was open last after this; whoever asks last is served.
                QTimer.singleShot(0, self, partial(self._open, sale, moment, self._then[1]))

    def _go_on(self, _: bool) -> None:
        state = self._hands.desk.state
        if self._then is not None and state is not None and state.sale.id == self._then[0]:
            then, self._then = self._then[1], None
            then()

    def _with_profile(self, exchange: Exchange, then: Callable[[], None]) -> None:
        """Act as who sent it; what the shop sent is tried as whoever is chosen."""
        profiles = self._hands.profiles
        if exchange.is_from_shop or exchange.profile_id == profiles.current.id:
            then()
        elif profiles.get(exchange.profile_id) is None:
            self.refused.emit(say(_NO_PROFILE))
        else:
            name = profiles.get(exchange.profile_id)
            words = N_("This was sent as “{name}”. Act as that profile first, then try again.")
            self.refused.emit(say(words, name=name.name if name else ""))

    def _failed(self, error: BaseException) -> None:
        self._services.runner.tell(error, lambda fault: self.refused.emit(fault.message))


def _object_id(exchange: Exchange, row: Operation, body: Mapping[str, Any]) -> str:
    """The id of what a call was about, which a new charge or refund names in its body."""
    id_field = row.about.id_field if row.about else ""
    return id_in(row, exchange.sent.url) or text_of(body.get(id_field))


def _path(exchange: Exchange) -> str:
    """The resource with its version, without the host that it was asked of."""
    try:
        parts = urlsplit(exchange.sent.url)
    except ValueError:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
