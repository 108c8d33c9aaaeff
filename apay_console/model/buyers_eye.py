"""What the buyer will read of a sale: store, note, amount, statement, each as far as it fits.

Limits: set-payment-info.html and the checkout session object's page.
"""

from __future__ import annotations

from dataclasses import dataclass

from apay_console.errors import N_, Message, say
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.kinds import Text
from apay_console.model.money import currencies
from apay_console.model.money.price import Price

STORE = "merchantMetadata.merchantStoreName"
NOTE = "merchantMetadata.noteToBuyer"
DESCRIPTOR = "paymentDetails.softDescriptor"
PREFIX = "AMZ* "
_SHOWN = 40  # characters of what is cut off
_SYMBOLS = {"USD": "$", "GBP": "£", "JPY": "¥"}

_NO_STORE = N_("Nothing is set: Amazon shows the name from Seller Central.")
_NO_NOTE = N_("No note is set.")
_NO_AMOUNT = N_("No amount is set yet.")
_NO_DESCRIPTOR = N_("Nothing is set: Amazon chooses what the statement says.")
_UNSAID = N_("Amazon takes {most} characters and does not say where it cuts.")
_OVER = N_("Only {most} characters are taken. Too long by {over}: “{lost}”")
_BY_LANGUAGE = N_("Amazon writes it in the buyer's language.")


@dataclass(frozen=True)
class Glance:
    """One thing that the buyer reads, with what is cut off, and what is known about that."""

    label: str
    text: str  # as far as it fits; empty when nothing is set
    words: Message
    lost: str = ""


@dataclass(frozen=True)
class Shown:
    """What the merchant says to the buyer."""

    store: str = ""
    note: str = ""
    price: Price | None = None
    descriptor: str = ""


def glances(shown: Shown) -> tuple[Glance, ...]:
    """Tell what the buyer reads, in the order in which they read it."""
    price = money(shown.price) if shown.price else ""
    statement = _cut(N_("On the card statement"), DESCRIPTOR, shown.descriptor, _NO_DESCRIPTOR)
    prefixed = PREFIX + statement.text if statement.text else ""
    return (
        _cut(N_("Store"), STORE, shown.store, _NO_STORE),
        Glance(N_("Amount"), price, say(_BY_LANGUAGE if price else _NO_AMOUNT)),
        _cut(N_("Note"), NOTE, shown.note, _NO_NOTE),
        Glance(statement.label, prefixed, statement.words, statement.lost),
    )


def money(price: Price) -> str:
    """Write an amount as the pages of its currency's region do."""
    typed = -int(price.amount.as_tuple().exponent)  # never rounded: it would be another amount
    places = max(currencies.decimals(price.currency), typed)
    digits = f"{price.amount:,.{places}f}"
    if price.currency in _SYMBOLS:
        return _SYMBOLS[price.currency] + digits
    if price.currency == "EUR":
        return digits.translate(str.maketrans(",.", ".,")) + "\u00a0€"
    return f"{digits}\u00a0{price.currency}"


def _cut(label: str, name: str, text: str, nothing: str) -> Glance:
    most = _most(name)
    kept, lost = text[:most], text[most:]
    if not text.strip():
        return Glance(label, "", say(nothing))
    if lost:
        words = say(_OVER, most=most, over=len(lost), lost=lost[:_SHOWN])
        return Glance(label, kept, words, lost)
    return Glance(label, kept, say(_UNSAID, most=most))


def _most(name: str) -> int:
    """How many characters a field takes, by its own row."""
    kind = CHECKOUT_SESSION[name].kind
    return kind.most if isinstance(kind, Text) else 0
