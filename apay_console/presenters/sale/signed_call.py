"""Any call of the API, signed: method, path and JSON as a person writes them."""

from __future__ import annotations

import re
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, BadText, Fault, Invalid, Message, say
from apay_console.model import json_text
from apay_console.model.attempt import SentBefore
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.profile import HOSTS, Environment, Profile
from apay_console.model.request import Request, separate
from apay_console.model.signed_call import signed_call
from apay_console.model.web_address import LOOPBACK
from apay_console.presenters.sale.desk import End, SaleDesk
from apay_console.presenters.sale.live.gate import LiveGate
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import notices
from apay_console.presenters.sale.words.notices import notice_of

METHODS = ("GET", "POST", "PATCH", "DELETE")
_BEFORE = re.compile(
    r"(?:https?://[^/\s]+)?/?(?:(sandbox|live)/)?(?:(v[12])/)?", re.IGNORECASE | re.ASCII
)
_HOST = re.compile(r"https?://([^/?#\s]*@)?(\[[^\]/]*\]|[^/:?#\s]*)", re.IGNORECASE)
_HOSTS = {*HOSTS.values(), *LOOPBACK}
_CODE = re.compile(r"[A-Za-z]*", re.ASCII)
_LONGEST_LIST = 200


@dataclass(frozen=True)
class Wanted:
    """A call as it was typed."""

    method: str
    path: str  # after the version; a whole address is cut down to that
    body: str = ""
    idempotency: bool = False  # a fresh key goes with it
    simulation: str = ""


def trimmed_path(text: str) -> str:
    """Take away what stands before the resource, as when a whole address was pasted."""
    text = text.strip()
    found = _BEFORE.match(text)
    return text[found.end() :] if found else text


def version_in(text: str) -> ApiVersion | None:
    """Tell the version that a pasted path names; None when it names none."""
    found = _BEFORE.match(text.strip())
    return ApiVersion(found[2].lower()) if found and found[2] else None


def refuse_other_host(text: str) -> None:
    """Refuse a pasted address of somebody else: only its path would go out, and to Amazon."""
    found = _HOST.match(text.strip())
    if found and (found[1] or found[2].lower().strip("[]") not in _HOSTS):
        words = N_("{host} is not where Amazon Pay is called, and a call goes nowhere else.")
        raise Invalid(say(words, host=found[2]), "charges/S01-0000000-0000000-C000000")


def refuse_other_place(text: str, profile: Profile) -> None:
    """Refuse a pasted path that names live for a sandbox's profile, or the reverse."""
    found = _BEFORE.match(text.strip())
    named = found[1].lower() if found and found[1] else ""
    is_live = profile.environment is Environment.LIVE
    if named and (named == Environment.LIVE) is not is_live:
        words = N_("This path is for {named}, and the profile is for {environment}.")
        raise Invalid(say(words, named=named, environment=profile.environment.value))


def refuse_other_code(text: str) -> None:
    """Refuse what cannot be a simulation code; a new one of Amazon's may be tried."""
    if not _CODE.fullmatch(text):
        raise Invalid(say(N_("A simulation code is one word of letters.")), "SoftDeclined")


class SignedCall(QObject):
    """Sends one call as the profile of the sale on the desk, and shows its answer there."""

    refused = Signal(str, object)  # path, body or simulation, whichever is wrong; and Invalid
    sent = Signal()

    def __init__(self, desk: SaleDesk, live: LiveGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._live = live

    def send(self, wanted: Wanted) -> None:
        """Send a call, if it can be read and nothing else is under way."""
        state = self._desk.state
        if state is None or state.busy is not None:
            return
        request = self._request(wanted, state)
        if request is None:
            return
        if request.operation.writes and state.unresolved:
            self._desk.say(notices.still_unknown())
        else:
            self._live.let(request, state, lambda: self._go(request))

    def read_buyer(self, token: str) -> None:
        """Ask who signed in with a button that only signs in; v2 alone knows that call."""
        self.send(Wanted("GET", f"/v2/buyers/{token}"))

    def _request(self, wanted: Wanted, state: SaleState) -> Request | None:
        """Make the request, or say which part cannot be sent."""
        part = "path"
        try:
            refuse_other_host(wanted.path)
            refuse_other_place(wanted.path, state.profile)
            operation = signed_call(wanted.method, trimmed_path(wanted.path))
            part = "body"
            body = _body(operation, wanted.body)
            part = "simulation"
            refuse_other_code(wanted.simulation)
        except Invalid as error:
            self.refused.emit(part, _placed(error) if isinstance(error, BadText) else error)
            return None
        key = self._desk.services.new_id() if wanted.idempotency else ""
        version = version_in(wanted.path) or state.sale.version
        about = (state.sale.id, state.sale.session_id)
        request = Request(operation, state.profile, version, {}, body, *about, key)
        return replace(request, simulation=wanted.simulation)

    def _go(self, request: Request) -> None:
        self._desk.wait(say(N_("Calling…")), notice=None)
        work = self._desk.services.sender.send(request)
        self._desk.start(work, End(_shown, self._failed, partial(self._follow, request)))

    def _follow(self, request: Request, found: Exchange | BaseException) -> None:
        if isinstance(found, SentBefore) and self._desk.state is not None:
            again = separate(request, self._desk.services.new_id)
            self._live.let_twin(again, found, self._desk.state, partial(self._go, again))
        self.sent.emit()

    def _failed(self, state: SaleState, error: BaseException) -> SaleState:
        if isinstance(error, Fault):
            return replace(state, busy=None, notice=notices.not_sent(error.message))
        if not isinstance(error, CancelledError):
            self._desk.services.runner.unhandled.emit(error)
        return replace(state, busy=None, unresolved=True, notice=notices.still_unknown())


def _shown(state: SaleState, exchange: Exchange) -> SaleState:
    """Lay the answer open as the moment that is looked at; the sale itself stays as it was."""
    is_unknown = exchange.outcome is Outcome.UNKNOWN and exchange.sent.method != "GET"
    return replace(
        state,
        exchanges=(exchange, *state.exchanges)[:_LONGEST_LIST],
        moment=exchange,
        busy=None,
        notice=notice_of(exchange),
        unresolved=state.unresolved or is_unknown,
    )


def _body(operation: Operation, text: str) -> bytes:
    """Check that a body is one JSON object; it is sent as it was typed."""
    if operation.body is None or not text.strip():
        return b""
    json_text.read_object(text)
    return text.encode()


def _placed(error: BadText) -> Invalid:
    words = N_("Line {line}, column {column}: {reason}")
    return Invalid(say(words, line=error.line, column=error.column, reason=error.message), "{}")


def where(state: SaleState, path: str) -> Message:
    """Say where a call would go."""
    version = version_in(path) or state.sale.version
    words = N_("It is sent as {name}, {environment}, {version}.")
    profile = state.profile
    return say(
        words, name=profile.name, environment=profile.environment.value, version=version.value
    )
