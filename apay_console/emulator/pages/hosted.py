"""The buyer's pages: phase A signs in, phase B pays."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator.pages import consent_page
from apay_console.emulator.pages.consent_page import ConsentPage
from apay_console.emulator.pages.html import Pages
from apay_console.emulator.pages.paying_page import PayingPage
from apay_console.emulator.pages.signin_page import SignInPage
from apay_console.emulator.pages.visiting import PROCESSING, SIGN_IN, Found, Problem, form, query
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer, Asked

__all__ = ["PROCESSING", "SIGN_IN", "Hosted"]


class Hosted:
    """What the buyer sees, and what follows from it."""

    def __init__(self, emulator: Emulator, pages: Pages) -> None:
        self._pages = pages
        self._signing_in = SignInPage(emulator, pages)
        self._consenting = ConsentPage(emulator, pages)
        self._paying = PayingPage(emulator, pages)

    def show_sign_in(self, asked: Asked) -> Answer:
        """Phase A: ask who is buying."""
        found = query(asked)
        page = self._consenting if consent_page.is_meant(found) else self._signing_in
        return self._guarded(page.show, found)

    def take_sign_in(self, asked: Asked) -> Answer:
        """Phase A: associate the buyer, and send them back to the shop."""
        found = form(asked)
        page = self._consenting if consent_page.is_meant(found) else self._signing_in
        return self._guarded(page.take, found)

    def show_processing(self, asked: Asked) -> Answer:
        """Phase B: show what is bought, and ask."""
        return self._guarded(self._paying.show, query(asked))

    def take_processing(self, asked: Asked) -> Answer:
        """Phase B: do what the buyer decided, and send them back to the shop."""
        return self._guarded(self._paying.take, form(asked))

    def _guarded(self, make: Callable[[Found], Answer], found: Found) -> Answer:
        try:
            return make(found)
        except Problem as problem:
            return self._pages.render("problem.html", problem.status, **problem.words)
