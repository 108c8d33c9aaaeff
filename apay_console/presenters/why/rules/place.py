"""Rules about where was asked, as whom, and when."""

from __future__ import annotations

import re

from apay_console.errors import N_
from apay_console.model import server_time
from apay_console.model.money import currencies
from apay_console.model.operations import id_in, operation
from apay_console.model.profile import Environment, Region, environment_of
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.rules.finding import Finding, fine, here, refused, unclear

_ID = re.compile(r"([SPCB])0([123])-", re.ASCII)
_REGIONS = {"1": Region.NA, "2": Region.EU, "3": Region.JP}
_LETTERS = {"S": Environment.SANDBOX, "P": Environment.LIVE}
_DAY_S = 86_400
_KEPT_DAYS = 30  # checkout-session.html


def environment(state: SaleState) -> Finding:
    """Compare the environment of the key id, and of the id that was asked for."""
    profile = state.profile
    named = environment_of(profile.public_key_id)
    wanted = _environment(state)
    found = _ID.match(_asked_id(state))
    letter = _LETTERS.get(found[1]) if found else None
    if letter is not None and letter is not wanted:
        words = N_("The id is of {there}, the profile of {here}.")
        return here(words, there=letter.value, here=wanted.value)
    if named is None:
        return unclear(N_("The profile is of {here}; its key id does not say."), here=wanted.value)
    if named is not wanted:
        words = N_("The key id is of {there}, the profile of {here}.")
        return here(words, there=named.value, here=wanted.value)
    return fine(N_("Key id and profile are both of {here}."), here=wanted.value)


def _environment(state: SaleState) -> Environment:
    is_live = state.profile.environment is Environment.LIVE
    return Environment.LIVE if is_live else Environment.SANDBOX


def region(state: SaleState) -> Finding:
    """Compare the region of the profile with that of the id that was asked for."""
    found = _ID.match(_asked_id(state))
    ours = state.profile.region
    if found is None:
        return unclear(N_("The profile is of {region}; the id does not say."), region=ours.value)
    theirs = _REGIONS[found[2]]
    if theirs is not ours:
        words = N_("The id is of {there}, the profile of {here}.")
        return here(words, there=theirs.value, here=ours.value)
    return fine(N_("Id and profile are both of {region}."), region=ours.value)


def prefix(state: SaleState) -> Finding:
    """Read the first letters of the id that was asked for."""
    if _ID.match(_asked_id(state)) is None:
        return unclear(N_("A session's id tells neither environment nor region."))
    findings = (environment(state), region(state))
    wrong = next((one for one in findings if one.verdict == "here"), None)
    return wrong or fine(N_("The id begins with {start}, which fits."), start=_asked_id(state)[:3])


def _asked_id(state: SaleState) -> str:
    """The id in the path of what was refused, else of what is looked at."""
    exchange = refused(state)
    found = id_in(operation(exchange.operation), exchange.sent.url) if exchange else ""
    return found or state.shown or state.sale.session_id


def age(state: SaleState) -> Finding:
    """Tell how old the session was when it was asked for."""
    exchange = refused(state)
    began = state.session.created_at if state.session else None
    if began is None or exchange is None:
        return unclear(N_("When it was created is not known here."))
    days = int((exchange.started_at - began) // _DAY_S)
    if days >= _KEPT_DAYS:
        return here(N_("It was created {days} days before."), days=days)
    return fine(N_("It was created {days} days before."), days=max(days, 0))


def clock(state: SaleState) -> Finding:
    """Compare this machine's clock with the date of the answer."""
    exchange = refused(state)
    if exchange is None or exchange.answered is None or not exchange.answered.header("date"):
        return unclear(N_("No answer tells Amazon's time."))
    ahead = server_time.seconds_ahead(exchange)
    if abs(ahead) > server_time.WORTH_SAYING_S:
        return here(N_("This machine's clock is {span} off."), span=server_time.span(ahead))
    return fine(N_("This machine's clock is right."))


def currency(state: SaleState) -> Finding:
    """Compare the session's currency with those of the region."""
    price = state.session.price if state.session else None
    known = currencies.OF_REGION[state.profile.region]
    if price is None:
        return unclear(N_("No amount is known yet."))
    if price.currency not in known:
        return here(N_("{currency} is none of this region's."), currency=price.currency)
    return fine(N_("{currency} is one of this region's."), currency=price.currency)


def store_id(state: SaleState) -> Finding:
    """Whether the profile has a store id."""
    if state.profile.store_id:
        return fine(N_("The profile has a store id. Is it this environment's?"))
    return here(N_("The profile has no store id."))


def emulator(state: SaleState) -> Finding:
    """Whether the emulator is asked at all."""
    if state.profile.environment is Environment.EMULATOR:
        return unclear(N_("This profile asks the built-in emulator."))
    return fine(N_("This profile asks Amazon, not the emulator."))


def read_only(state: SaleState) -> Finding:
    """Whether live is still read-only."""
    name = state.profile.name
    if state.is_read_only:
        return here(N_("The profile is “{name}”."), name=name)
    return fine(N_("The profile “{name}” may change things now."), name=name)
