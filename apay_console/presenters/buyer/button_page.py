"""Signing a buyer in at Amazon's sandbox: a shop's page of our own, with a real button on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from apay_console.errors import N_, Message, say
from apay_console.model import button, json_text
from apay_console.model.button import Looks, Signed
from apay_console.model.draft import Draft
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import CREATE_SESSION
from apay_console.model.profile import Environment, Profile
from apay_console.model.request import Request
from apay_console.presenters.buyer.landing import Landing
from apay_console.presenters.sale.state import making
from apay_console.presenters.sale.state.making import Beginning
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.services import Services

if TYPE_CHECKING:
    from apay_console.emulator.wire import Answer

_REVIEW = "webCheckoutDetails.checkoutReviewReturnUrl"
_PATH, _CREATE = "/button", "/button/create"
_LIVE = N_("Live begins on your shop's own page: start there, then use Open… with the id.")
_NO_MERCHANT = N_("Amazon's button needs your merchant id. Add it under Profiles, then come back.")
_NO_STORE = N_("The session needs a store id. Add it to the form or under Profiles.")
_NOT_SERVED = N_("The return address is not served yet. Wait a moment, then try again.")


@dataclass(frozen=True)
class Plan:
    """What a button would be made of, or why none can be made."""

    profile: Profile
    version: ApiVersion
    payload: str = field(default="", repr=False)
    store: str = ""
    session_id: str = ""  # v1: a session that waits for its buyer, to whom the button can lead
    hindrance: Message | None = None


@dataclass(frozen=True)
class Offer:
    """A page that is served now, and the HTML for a shop's own."""

    url: str
    snippet: str
    payload: str = field(repr=False)
    signature: str = field(default="", repr=False)
    version: ApiVersion = ApiVersion.V2


class ButtonPage(QObject):
    """Sets the page up with the values of the sale on the desk."""

    offered = Signal(object)  # Offer
    failed = Signal(object)  # Message

    def __init__(self, services: Services, landing: Landing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._landing = landing
        self.emulator_base = ""  # where the built-in emulator answers, once it does

    def plan(self, state: SaleState, looks: Looks) -> Plan:
        """Say what the button would begin with, or what is missing for one."""
        profile, version = state.profile, state.sale.version
        payload = self._payload(state, looks)
        store = _text(payload, "merchantMetadata", "merchantStoreName")
        text = json_text.write(payload)
        hindrance = self._hindrance(profile, payload)
        told = say(hindrance) if hindrance else None
        return Plan(profile, version, text, store, _waiting(state), told)

    def _hindrance(self, profile: Profile, payload: Mapping[str, Any]) -> str:
        if profile.environment is Environment.LIVE:
            return _LIVE
        if not self._landing.review_url:
            return _NOT_SERVED
        if not payload.get("storeId"):
            return _NO_STORE
        is_sandbox = profile.environment is Environment.SANDBOX
        return _NO_MERCHANT if is_sandbox and not profile.merchant_id else ""

    def _payload(self, state: SaleState, looks: Looks) -> dict[str, Any]:
        """Take the sale's values for a new session that comes back here."""
        if looks.product == button.SIGN_IN:
            return {
                "signInReturnUrl": self._landing.review_url,
                "storeId": state.profile.store_id or _store_of(state),
                "signInScopes": ["name", "email", "postalCode"],
            }
        values = making.values_of(state)
        typed = Draft({**values.typed, _REVIEW: self._landing.review_url}, values.extra)
        beginning = Beginning("", 0.0, self._landing.review_url)
        made = making.new_sale(state.profile, beginning, state.sale.version, typed)
        return json_text.read_object(made.body.text)

    def offer(self, plan: Plan, looks: Looks) -> None:
        """Sign the payload, and serve the page; nothing of either where something hinders it."""
        if plan.hindrance is not None:
            self.failed.emit(plan.hindrance)
            return
        self._services.runner.run(
            self._made(plan, looks), owner=self, done=self.offered.emit, failed=self._fail
        )

    async def _made(self, plan: Plan, looks: Looks) -> Offer:
        profile = plan.profile
        signature = ""
        if button.needs_payload(plan.version):
            signature = await self._services.sender.sign_button(profile, plan.payload)
            signed = Signed(plan.payload, signature, profile.algorithm, profile.public_key_id)
            start = button.start_with(signed, looks.product)
        else:
            start = button.start_by_call(_CREATE)
        script = button.script_for(profile, self.emulator_base)
        html = button.snippet(script, button.settings(profile, looks, start))
        self._landing.set_up(_page(plan, html), self._creator(plan))
        return Offer(self._landing.base_url + _PATH, html, plan.payload, signature, plan.version)

    def _creator(self, plan: Plan) -> Callable[[], Awaitable[Answer]]:
        """Let v1's button lead to the session that waits, else create one at each click."""
        if plan.session_id:
            return partial(_known, plan.session_id)
        request = Request(CREATE_SESSION, plan.profile, plan.version, body=plan.payload.encode())

        async def create() -> Answer:
            return _answer(await self._services.sender.send(request))

        return create

    def _fail(self, error: BaseException) -> None:
        self._services.runner.tell(error, lambda fault: self.failed.emit(fault.message))


def _waiting(state: SaleState) -> str:
    """Name the session that only lacks its buyer; v2's button always begins another."""
    is_v1 = not button.needs_payload(state.sale.version)
    return state.sale.session_id if is_v1 and state.stand.needs_buyer else ""


async def _known(session_id: str) -> Answer:
    from apay_console.emulator.wire import as_json  # noqa: PLC0415 - after first paint

    return as_json(200, {"checkoutSessionId": session_id})


def _answer(exchange: Exchange) -> Answer:
    """Hand on to the button what Amazon answered, or that it did not."""
    from apay_console.emulator.wire import Answer, as_json  # noqa: PLC0415 - after first paint

    if exchange.answered is None or exchange.outcome is Outcome.UNKNOWN:
        return as_json(502, {"message": "No answer came. Look into the console."})
    return Answer(exchange.answered.status, exchange.answered.body)


def _page(plan: Plan, html: str) -> str:
    from markupsafe import Markup  # noqa: PLC0415 - after first paint

    from apay_console.emulator.pages.html import Pages  # noqa: PLC0415 - as above

    signed = "The button below holds a signed payload; Amazon makes the session when it is clicked."
    called = "The button below asks this console for the session when it is clicked."
    answer = Pages().render(
        "button.html",
        environment=plan.profile.environment.upper(),
        store=plan.store,
        sentence=signed if button.needs_payload(plan.version) else called,
        button=Markup(html),  # noqa: S704 - made by model/button.py, which writes no foreign markup
    )
    return answer.body.decode()


def _store_of(state: SaleState) -> str:
    found = making.values_of(state).typed.get("storeId")
    return found if isinstance(found, str) else ""


def _text(payload: Mapping[str, Any], block: str, name: str) -> str:
    inner = payload.get(block)
    found = inner.get(name) if isinstance(inner, Mapping) else None
    return found if isinstance(found, str) else ""
