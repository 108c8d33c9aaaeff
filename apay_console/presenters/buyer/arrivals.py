"""Where a buyer who landed here belongs: to the sale on the desk, to a new one, or to no sale."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QObject, Signal

from apay_console.model.fields import ApiVersion
from apay_console.presenters.buyer import addresses
from apay_console.presenters.buyer.buyer import Buyer
from apay_console.presenters.sale.desk import SaleDesk
from apay_console.presenters.sale.shelf import SalesShelf

_REVIEW = "/review"


class Arrivals(QObject):
    """Takes each address that a buyer landed on."""

    token_came = Signal(str)  # of a buyer who signed in and bought nothing

    def __init__(
        self, desk: SaleDesk, shelf: SalesShelf, buyer: Buyer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._buyer = buyer
        self._expected: ApiVersion | None = None

    def expect(self, version: ApiVersion) -> None:
        """Read the next new session in the spelling of the button that began it."""
        self._expected = version

    def take(self, address: str) -> None:
        """Follow a buyer; a session that begins at a button is opened and read by itself."""
        token = _token_in(address)
        if token:
            self.token_came.emit(token)
        elif urlsplit(address).path == _REVIEW and self._is_new(address):
            self._shelf.open_text(address, self._expected)
        else:
            self._buyer.returned(address)

    def open(self, text: str) -> None:
        """Open what a pasted text names, the buyer of a token too; raise Invalid for no name."""
        token = _token_in(text.strip())
        if token:
            self.token_came.emit(token)
        else:
            self._shelf.open_text(text)

    def _is_new(self, address: str) -> bool:
        """Whether the session is another than the desk's; in no list it is opened as a new sale."""
        number = addresses.session_id_in(address)
        state = self._desk.state
        return number is not None and (state is None or number != state.sale.session_id)


def _token_in(address: str) -> str:
    """The token that a sign-in alone adds to the shop's address; empty without one."""
    try:
        return parse_qs(urlsplit(address).query).get("buyerToken", [""])[0]
    except ValueError:
        return ""
