"""What is most pressing to be explained: what is said, what the button waits for, or the state."""

from __future__ import annotations

from apay_console.errors import Message
from apay_console.model import later
from apay_console.model.answer import reason_code, refusal
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.exchange import Exchange, Outcome
from apay_console.model.fields import Field
from apay_console.model.reading import Reading
from apay_console.model.session import COMPLETED
from apay_console.model.subjects import SESSION
from apay_console.model.why import table
from apay_console.model.why.traps import FIELDS
from apay_console.presenters.notice import Notice
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.sale.words import refusals

FINE = "state.fine"  # nothing is wrong: the other explanations can be looked up from there
BUSY = "button.busy"
NO_REDIRECT = "trap.redirect_null"
STATE, BUTTON, NOTICE = "state", "button", "notice"  # what may be asked for by its place
FIELD, REASON = "field", "reason"  # before a field's name, and before a code in an answer
REDIRECT = "amazonPayRedirectUrl"  # asked about in an answer where it is empty


def resolve(wanted: str, state: SaleState | None) -> str:
    """Find the key of what is asked for: a key itself, a place in the window, or nothing."""
    kind, _, name = wanted.partition(".")
    if kind == FIELD:
        return key_of_field(_field(name, state))
    if kind == REASON:
        return key_of_code(name, state)
    if name or state is None:
        return wanted if name else FINE
    by_place = {STATE: key_of_state, BUTTON: key_of_button, NOTICE: _key_of_notice}
    return by_place.get(wanted, _pressing)(state) or FINE


def _field(name: str, state: SaleState | None) -> Field:
    schema = state.scope.schema if state is not None else CHECKOUT_SESSION
    return schema.by_name.get(name) or CHECKOUT_SESSION[name]


def _pressing(state: SaleState) -> str:
    said = _key_of_said(state) or key_of_exchange(state.moment)
    return said or key_of_button(state) or key_of_state(state)


def key_of_exchange(exchange: Exchange | None) -> str:
    """The key for a refusal; empty for what was not refused."""
    if exchange is None or exchange.outcome is not Outcome.REJECTED:
        return ""
    refused = refusal(exchange)
    return refusals.why(refused) if refused.code or refused.status else ""


def _key_of_notice(state: SaleState) -> str:
    return _key_of_said(state) or key_of_state(state) or key_of_button(state)


def _key_of_said(state: SaleState) -> str:
    return key_of_notice(state.notice) if state.notice else ""


def key_of_notice(notice: Notice) -> str:
    """The key for a notice; empty for one that only tells good news."""
    if notice.why:
        return notice.why
    found = table.explaining(notice.sentence)
    if found is not None:
        return found.key
    return "network.unknown" if notice.tone == "unknown" else ""


def key_of_button(state: SaleState) -> str:
    """The key for what the primary button waits for; empty when it waits for nothing."""
    return BUSY if state.busy else key_of_reason(state.reason)


def key_of_reason(reason: Message | None) -> str:
    """The key for a reason of the window's own; empty when nothing explains it."""
    found = table.explaining(reason) if reason else None
    return found.key if found else ""


def key_of_state(state: SaleState) -> str:
    """The key for the object that ended badly, or for what keeps the session waiting."""
    failed = failed_object(state)
    if failed is not None:
        return key_of_object(failed)
    session = state.session
    if session is not None and session.is_open and not session.redirect_url:
        return NO_REDIRECT
    return ""


def failed_object(state: SaleState) -> Reading | None:
    """The object that is shown, else the session or what followed from it, if it went wrong."""
    furthest = later.furthest(state.objects)
    shown = state.object if state.shown else None
    found = (one for one in (shown, furthest, state.session) if one is not None)
    return next((one for one in found if key_of_object(one)), None)


def key_of_object(reading: Reading) -> str:
    """The key for why an object is in its state; empty in a healthy one."""
    if not reading.reason or reading.state == COMPLETED:
        return ""
    return f"{reading.subject.name}.{reading.reason}"


def key_of_field(row: Field) -> str:
    """The key for what most often is wrong with a field's value."""
    names = (kind.__name__ for kind in type(row.kind).__mro__)
    return next((FIELDS[name] for name in names if name in FIELDS), "button.problems")


def key_of_code(code: str, state: SaleState | None) -> str:
    """The key for a reason in the answer that is shown."""
    moment = state.moment if state is not None else None
    if moment is not None and code and code == reason_code(moment):
        return f"error.{code}"
    shown = state.object if state is not None else None
    subject = shown.subject if shown is not None else SESSION
    return NO_REDIRECT if code in {"", REDIRECT} else f"{subject.name}.{code}"
