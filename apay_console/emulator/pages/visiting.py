"""What the buyer's pages share: what the browser sent, which checkout it is about, and problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from apay_console.emulator.pages.html import redirect, with_session
from apay_console.emulator.service import Emulator
from apay_console.emulator.state import Session
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.model.session import OPEN

SIGN_IN, PROCESSING = "/signin", "/checkout/processing"
RESULT = "webCheckoutDetails.checkoutResultReturnUrl"
STORE = "merchantMetadata.merchantStoreName"
Found = Mapping[str, str]  # the fields of a form or a query
_FORM = "application/x-www-form-urlencoded"


class Problem(Exception):
    """A page that cannot be shown, and what to do about it."""

    def __init__(self, status: int, title: str, sentence: str, **words: Any) -> None:
        super().__init__(title)
        self.status = status
        self.words = {"title": title, "sentence": sentence, "missing": (), "advice": "", **words}


def query(asked: Asked) -> Found:
    """Read what stands after the question mark."""
    return _pairs(asked.query)


def form(asked: Asked) -> Found:
    """Read a form that was sent; raise Refused for anything else."""
    if asked.header("content-type").partition(";")[0].strip().lower() != _FORM:
        raise Refused(415, "InvalidRequest", f"A form is sent as {_FORM}.")
    return _pairs(asked.body.decode("utf-8", "replace"))


def _pairs(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=30, errors="replace"))
    except ValueError:
        raise Refused(400, "InvalidRequest", "The form has too many fields.") from None


def session_of(emulator: Emulator, found: Found) -> Session:
    """Find the checkout that a page is about; raise Problem when there is none."""
    try:
        return emulator.session(found.get("amazonCheckoutSessionId", ""))
    except Refused:
        sentence = "There is no checkout session with the id in this address."
        advice = "It may belong to another emulator, or it was removed after 30 days."
        raise Problem(404, "Unknown checkout", sentence, advice=advice) from None


def open_session_of(emulator: Emulator, found: Found) -> Session:
    """Find a checkout to which somebody can still sign in; raise Problem."""
    session = session_of(emulator, found)
    if session.state != OPEN or session.paid:
        advice = "Begin a new checkout in the shop."
        sentence = "Nobody can sign in to a checkout that has ended."
        raise Problem(409, "This checkout has ended", sentence, advice=advice)
    return session


def to_result(session: Session, *, loses_id: bool = False) -> Answer:
    """Send the browser where the shop reads how it went."""
    url = session.values[RESULT]
    if not url:
        raise Problem(409, "This checkout has ended", f"The session is {session.state}.")
    return redirect(url if loses_id else with_session(url, session.id))
