"""Signing in without buying: the shop gets a token for the buyer (sign-in-button.html)."""

from __future__ import annotations

from apay_console.emulator.buyers import find_buyer, sample_buyers
from apay_console.emulator.pages.html import Pages, redirect, with_parameter
from apay_console.emulator.pages.visiting import Found, Problem
from apay_console.emulator.rules.signing_in import buyer_token
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer
from apay_console.model import web_address

RETURN, SCOPES = "signInReturnUrl", "signInScopes"
_TOLD = {
    "name": "name",
    "email": "e-mail address",
    "phoneNumber": "phone number",
    "postalCode": "postal code",
    "shippingAddress": "shipping address",
    "billingAddress": "billing address",
    "primeStatus": "Prime membership",
}
_USUAL = ("name", "email", "phoneNumber", "postalCode", "shippingAddress")


class ConsentPage:
    """Asks who signs in, and says what the shop will be told."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._emulator = emulator
        self._pages = pages

    def show(self, found: Found) -> Answer:
        """Ask who signs in."""
        return self._pages.render(
            "consent.html",
            back=_back(found),
            scopes=found.get(SCOPES, ""),
            told=[_TOLD[scope] for scope in _scopes(found) or _USUAL],
            buyers=sample_buyers(),
        )

    def take(self, found: Found) -> Answer:
        """Make the token, and send the buyer back to the shop with it."""
        back, scopes = _back(found), _scopes(found)
        buyer = find_buyer(found.get("buyer", ""))
        if buyer is None:
            raise Problem(400, "Nobody was chosen", "The form names a buyer who does not exist.")
        token = buyer_token(self._emulator.world, buyer, scopes)
        return redirect(with_parameter(back, "buyerToken", token))


def is_meant(found: Found) -> bool:
    """Whether somebody signs in without a checkout."""
    return RETURN in found


def _back(found: Found) -> str:
    address = found[RETURN]
    reason = web_address.fault_of(address)
    if reason:
        advice = "The payload of the sign-in button names it as signInReturnUrl."
        raise Problem(400, "No way back to the shop", reason, advice=advice)
    return address


def _scopes(found: Found) -> list[str]:
    """Read what the shop asks for; nothing means the usual."""
    words = [word.strip() for word in found.get(SCOPES, "").split(",") if word.strip()]
    strange = next((word for word in words if word not in _TOLD), None)
    if strange:
        sentence = f"The shop asks for “{strange[:40]}”, which is no scope."
        advice = f"Scopes are {', '.join(_TOLD)}."
        raise Problem(400, "Unknown scope", sentence, advice=advice)
    return words
