"""The buyer of the sale on the desk: signs in, pays, and comes back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QUrl, Signal

from apay_console.errors import N_, Invalid, say
from apay_console.model.profile import Environment, Profile
from apay_console.presenters.buyer import addresses
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.courier import SaleCourier, Way
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.state.sale_state import SaleState

_REVIEW = "webCheckoutDetails.checkoutReviewReturnUrl"
_RESULT = "webCheckoutDetails.checkoutResultReturnUrl"
_CANCEL = "webCheckoutDetails.checkoutCancelUrl"


@dataclass(frozen=True)
class Page:
    """A page to be opened for the buyer, and where the buyer comes back to."""

    url: QUrl  # passed by the gate
    place: addresses.Place
    return_url: str
    session_id: str
    owner: str  # whose cookies: the profile's id
    cancel_url: str = ""  # v2's other way back


class Buyer(QObject):
    """Decides which page the buyer sees, and what the return means."""

    page_wanted = Signal(object)  # Page, in the window
    outside_wanted = Signal(object)  # Page, in the person's own browser

    def __init__(self, desk: SaleDesk, courier: SaleCourier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._courier = courier
        self._outside: dict[str, bool] = {}  # by profile: whether buyers pay in the own browser
        self.emulator_base = ""  # where the built-in emulator answers, once it does

    def pay(self) -> None:
        """Open the page where the buyer pays, where this profile's last one paid."""
        state = self._desk.state
        if state is not None:
            self.open_page(outside=self._outside.get(state.profile.id, False))

    def open_page(self, *, outside: bool = False) -> None:
        """Open the page where the buyer pays, and remember where."""
        state = self._desk.state
        if state is not None:
            self._outside[state.profile.id] = outside
        if state is not None and state.session is not None and state.session.redirect_url:
            return_url = state.session.text(_RESULT)
            self._open(state, state.session.redirect_url, return_url, outside=outside)

    def sign_in(self, *, outside: bool = False) -> None:
        """Open the page where a buyer signs in: the emulator's, for Amazon's belongs to a shop."""
        state = self._desk.state
        if state is None or not state.sale.session_id:
            return
        if state.profile.environment is Environment.LIVE:
            self._desk.say(_start_on_your_shop())
            return
        if state.profile.environment is Environment.SANDBOX:
            self._desk.command_wanted.emit("button_page")
            return
        url = f"{self.emulator_base}/signin?{addresses.SESSION_ID}={state.sale.session_id}"
        return_url = state.session.text(_REVIEW) if state.session else ""
        self._open(state, url, return_url, outside=outside)

    def open_button(self, url: str, own: str, review_url: str) -> None:
        """Open this console's page with a button in the window; a new session comes back."""
        state = self._desk.state
        if state is None:
            return
        profile = state.profile
        place = self._place(profile, own)
        page = Page(addresses.admit(url, place), place, review_url, "", profile.id)
        self._courier.buyer_leaves()
        self.page_wanted.emit(page)

    def _open(self, state: SaleState, url: str, return_url: str, *, outside: bool) -> None:
        place = self._place(state.profile)
        try:
            gated = addresses.admit(url, place)
        except Invalid as error:
            words = N_("This page is not opened. {reason}")
            self._desk.say(Notice("err", say(words, reason=error.message)))
            return
        cancel_url = state.session.text(_CANCEL) if state.session else ""
        page = Page(gated, place, return_url, state.sale.session_id, state.profile.id, cancel_url)
        if outside:
            self.outside_wanted.emit(page)
        else:
            self._courier.buyer_leaves()
            self.page_wanted.emit(page)

    def _place(self, profile: Profile, own: str | None = None) -> addresses.Place:
        base = self.emulator_base or None
        return addresses.Place(profile.environment, profile.region, base, own, profile.way)

    def returned(self, address: str) -> None:
        """Take the address that the buyer landed on, and read the session if it is this one's."""
        state = self._desk.state
        if state is None or not state.sale.session_id:
            return
        wrong = addresses.mismatch(address, state.sale.session_id)
        if wrong is not None:
            self._desk.say(Notice("warn", wrong, ("get",)))
            return
        self._courier.buyer_returned(_way(state, address))

    def pasted(self, text: str) -> None:
        """Take an address that a person landed on in their own browser; raise Invalid."""
        address = addresses.encoded(addresses.read(text.strip(), typed=True))
        state = self._desk.state
        if state is None or not state.sale.session_id:
            raise Invalid(say(N_("There is no session here that a buyer could come back to.")))
        if addresses.session_id_in(address) is None and not _is_known(state, address):
            words = N_("This address names no session, and is none that the buyer is sent back to.")
            raise Invalid(say(words), f"https://shop.example/thanks?{addresses.SESSION_ID}=…")
        self.returned(address)


def _is_known(state: SaleState, address: str) -> bool:
    return any(_is_at(state, name, address) for name in (_REVIEW, _RESULT, _CANCEL))


def _way(state: SaleState, address: str) -> Way:
    """Tell phase A's return from phase B's: while something is missing nobody could pay."""
    if state.session is None or not state.session.redirect_url:
        return Way.SIGNED_IN
    if _is_at(state, _RESULT, address):
        return Way.PAID
    if _is_at(state, _CANCEL, address):
        return Way.GAVE_UP
    return Way.SIGNED_IN if _is_at(state, _REVIEW, address) else Way.PAID


def _is_at(state: SaleState, name: str, address: str) -> bool:
    home = state.session.text(name) if state.session else ""
    return bool(home) and addresses.is_return(address, home)


def _start_on_your_shop() -> Notice:
    words = N_(
        "Amazon's sign-in belongs to a shop's page: start there, then use Open… with the session's "
        "id or the return URL."
    )
    return Notice("info", say(words), ("open",))
