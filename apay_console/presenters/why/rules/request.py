"""Rules about what was sent, or would be: its hash, its keys and its values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apay_console.errors import N_, BadText
from apay_console.model import codec, json_text
from apay_console.model import draft as drafts
from apay_console.model.answer import server_hash
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.exchange import Exchange
from apay_console.presenters.sale.state.endings import amount_in
from apay_console.presenters.sale.state.sale_state import SaleState
from apay_console.presenters.why.rules.finding import Finding, Verdict, fine, here, refused, unclear

_INTENT = "paymentDetails.paymentIntent"
_PENDING = "paymentDetails.canHandlePendingAuthorization"
_CAPTURES = "AuthorizeWithCapture"
_LONGEST_KEY = 32
_NOTHING_SENT = N_("Nothing was sent yet.")


def same_hash(state: SaleState) -> Finding:
    """Whether Amazon read the request as it was signed."""
    same = _hashes_agree(refused(state))
    if same is None:
        return unclear(N_("Amazon's answer tells no hash."))
    if same:
        return here(N_("Both hashes are the same."))
    return fine(N_("The hashes differ."))


def other_hash(state: SaleState) -> Finding:
    """Whether Amazon read another request than the one that was signed."""
    same = _hashes_agree(refused(state))
    if same is None:
        return unclear(N_("Amazon's answer tells no hash."))
    if same:
        return fine(N_("Both hashes are the same."))
    return here(N_("The hashes differ."))


def _hashes_agree(exchange: Exchange | None) -> bool | None:
    theirs = server_hash(exchange) if exchange else ""
    if exchange is None or not theirs or not exchange.string_to_sign:
        return None
    return theirs == exchange.string_to_sign.rpartition("\n")[2]


def status_4(state: SaleState) -> Finding:
    """Whether the status blames the request."""
    return _status(state, 4)


def status_5(state: SaleState) -> Finding:
    """Whether the status blames Amazon."""
    return _status(state, 5)


def _status(state: SaleState, hundreds: int) -> Finding:
    exchange = refused(state)
    if exchange is None or exchange.answered is None:
        return unclear(N_("No answer came."))
    status = exchange.answered.status
    return (here if status // 100 == hundreds else fine)(N_("It is {status}."), status=status)


def version(state: SaleState) -> Finding:
    """Tell in which version was asked."""
    exchange = refused(state)
    if exchange is None:
        return unclear(_NOTHING_SENT)
    return unclear(N_("It was asked in {version}."), version=exchange.version)


def key_fits(state: SaleState) -> Finding:
    """Whether the idempotency key is short enough."""
    exchange = refused(state)
    if exchange is None or not exchange.idempotency_key:
        return unclear(N_("The last request had no such key."))
    length = len(exchange.idempotency_key)
    return (fine if length <= _LONGEST_KEY else here)(N_("It has {length}."), length=length)


def amount_differs(state: SaleState) -> Finding:
    """Compare what was to be charged with the session's amount."""
    exchange, price = refused(state), state.session.price if state.session else None
    sent = amount_in(exchange) if exchange else None
    if sent is None or price is None:
        return unclear()
    words = N_("You sent {sent}; the session says {price}.")
    return (fine if sent == price else here)(words, sent=str(sent), price=str(price))


def foreign_keys(state: SaleState) -> Finding:
    """Whether keys were sent that belong to the other version."""
    exchange = refused(state)
    body = _sent(exchange) if exchange else state.draft.extra
    if not isinstance(body, Mapping):
        return unclear(N_("The body is no JSON object."))
    wrong = next((key for key in body if _right_spelling(key, state)), None)
    if wrong is not None:
        return here(N_("“{key}” was sent."), key=str(wrong)[:80])
    return fine(N_("All keys are {version}'s."), version=state.sale.version.value)


def _right_spelling(key: str, state: SaleState) -> str:
    return codec.right_spelling((key,), CHECKOUT_SESSION, state.sale.version) or ""


def _sent(exchange: Exchange) -> Any:
    try:
        return json_text.read_bytes(exchange.sent.body) if exchange.sent.body else {}
    except BadText:
        return None


def presentment(state: SaleState) -> Finding:
    """Whether presentmentCurrency would be sent."""
    if "presentmentCurrency" in state.body.text:
        return here(N_("It is in what would be sent."))
    return fine(N_("It is not in what would be sent."))


def empty_lists(state: SaleState) -> Finding:
    """Whether an empty list would be sent."""
    if "[]" in state.body.text:
        return here(N_("There is a [] in what would be sent."))
    return fine(N_("There is no [] in what would be sent."))


def unsent(state: SaleState) -> Finding:
    """Whether something typed was not sent."""
    if state.is_edited:
        return here(N_("Something typed was not sent yet."))
    return fine(N_("Everything typed was sent."))


def typed(state: SaleState) -> Finding:
    """Whether anything was typed."""
    if state.is_edited:
        return fine(N_("Something was typed."))
    return here(N_("Nothing was typed."))


def problems(state: SaleState) -> Finding:
    """Count the fields that cannot be sent."""
    names = ", ".join(row.name.rpartition(".")[2] for row in state.problems)
    if names:
        return here(N_("To correct: {names}."), names=names)
    return fine(N_("Nothing is to be corrected."))


def json(state: SaleState) -> Finding:
    """Whether the JSON typed by hand can be read, and where not."""
    bad = state.body.bad
    if bad is None:
        return fine(N_("It can be read."))
    words = N_("Reading stops in line {line}, column {column}.")
    return here(words, line=bad.line, column=bad.column)


def amount(state: SaleState) -> Finding:
    """Whether the amount that is typed can be sent."""
    row = CHECKOUT_SESSION["paymentDetails.chargeAmount"]
    found = state.problems.get(row)
    if found is not None:
        return Finding(Verdict.HERE, found.message)
    text = _value(state, row.name)
    return fine(N_("It is “{text}”."), text=text[:80]) if text else unclear(N_("It is empty."))


def _value(state: SaleState, name: str) -> str:
    """What a field of the session's form shows: what was typed, else what the session holds."""
    typed = state.draft.typed.get(name, "")
    if isinstance(typed, str) and typed:
        return typed.strip()
    row = CHECKOUT_SESSION[name]
    return drafts.shown(row, state.session.values.get(row)) if state.session else ""


def https(state: SaleState) -> Finding:
    """Whether the result URL is one that live takes."""
    text = _value(state, "webCheckoutDetails.checkoutResultReturnUrl")
    if not text:
        return unclear(N_("It is empty."))
    return (fine if text.startswith("https://") else here)(N_("It is “{text}”."), text=text[:80])


def captures(state: SaleState) -> Finding:
    """Whether paying takes the money at once."""
    intent = _value(state, _INTENT)
    if not intent:
        return unclear(N_("It is empty."))
    return (fine if intent == _CAPTURES else here)(N_("It is “{text}”."), text=intent[:80])


def can_wait(state: SaleState) -> Finding:
    """Whether a pending authorization may come."""
    if _value(state, _PENDING) == "true":
        return fine(N_("It is on."))
    return here(N_("It is off."))


def pending_with_capture(state: SaleState) -> Finding:
    """Whether both are chosen that exclude each other."""
    if _value(state, _INTENT) == _CAPTURES and _value(state, _PENDING) == "true":
        return here(N_("Both are set."))
    return fine(N_("They are not both set."))


def unresolved(state: SaleState) -> Finding:
    """Whether a request's outcome is unknown."""
    if state.unresolved:
        return here(N_("The outcome of a request is unknown."))
    return fine(N_("Every request's outcome is known."))


def paying(state: SaleState) -> Finding:
    """Whether the buyer's page is open."""
    if state.is_paying:
        return here(N_("It is open."))
    return fine(N_("It is not open."))
