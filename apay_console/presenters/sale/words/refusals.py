"""Amazon's refusals by their codes: what each means, what can be done, which field it is about."""

from __future__ import annotations

import re
from collections.abc import Callable

from apay_console.errors import N_, Message, say
from apay_console.model import codec, server_time
from apay_console.model.answer import Refused, server_hash
from apay_console.model.catalogue.checkout_session import CHECKOUT_SESSION
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion, Field, Schema
from apay_console.model.kinds import Money
from apay_console.model.operations import CREATE_SESSION, operation
from apay_console.model.subjects import ANYTHING, SESSION
from apay_console.presenters.sale.words import refused_payments

Explained = tuple[Message, tuple[str, ...]]

_VALUE = re.compile(r"value '(.{0,200}?)' provided for '([^']{1,80})'", re.DOTALL)
_MISSING = re.compile(r"required parameter '?([A-Za-z0-9_.\[\]]{1,80})")
_FIELD = re.compile(r"field '([^']{1,80})'")
_ABOUT_KEY = re.compile(r"key ?id|public ?key", re.IGNORECASE)
_ABOUT_DATE = re.compile(r"\bdate\b|x-amz-pay-date", re.IGNORECASE)
_KEY_ID = re.compile(r"PublicKeyId=([^,\s]{1,128})")
_LONGEST_VALUE = 80
_NO_SESSION = N_(
    "Amazon has no such session here. Usual causes: other environment, other region, "
    "another merchant's, or older than 30 days."
)
_NOTHING = N_("Amazon has nothing there. Usual causes: a slip in the path, environment or region.")
_NO_SUCH = N_(
    "{object}: Amazon has none with this id here. Usual causes: other environment, other region, "
    "or another merchant's."
)


def explain(refused: Refused) -> Explained:
    """Say what a refusal means, and name at most two commands that help."""
    words = refused_payments.WORDS.get(refused.code)
    return (say(words), ()) if words else _READERS.get(refused.code, _other)(refused)


def why(refused: Refused) -> str:
    """Name what explains a refusal: its code, else its status."""
    return f"error.{refused.code}" if refused.code else f"http.{refused.status}"


def field_of(refused: Refused) -> Field | None:
    """Find the field that a refusal is about; None when it names none that is known."""
    if refused.code in refused_payments.ABOUT_AMOUNT:
        return next((row for row in _schema(refused) if isinstance(row.kind, Money)), None)
    value, other = _VALUE.search(refused.words), _MISSING.search(refused.words)
    named = value[2] if value else other[1] if other else ""
    parts = tuple(named.lower().split("."))
    paths = _schema(refused).by_path(ApiVersion(refused.exchange.version))
    ends = (parts[:end] for end in range(len(parts), 0, -1))
    rows = ((tuple(map(str.lower, path)), row) for path, row in paths.items())
    known = list(rows)
    return next((row for end in ends for path, row in known if path[-len(end) :] == end), None)


def _schema(refused: Refused) -> Schema:
    return operation(refused.exchange.operation).body or CHECKOUT_SESSION


def _other(refused: Refused) -> Explained:
    answered = refused.exchange.answered
    status = answered.status if answered else 0
    words = N_("Amazon refused it ({status} {code}). Your values are kept.")
    is_new = refused.exchange.operation == CREATE_SESSION.name
    return say(words, status=status, code=refused.code), () if is_new else ("get",)


def _signature(refused: Refused) -> Explained:
    theirs = server_hash(refused.exchange)
    words = N_("Amazon could not verify the signature; nothing changed.")
    if theirs and theirs == refused.exchange.string_to_sign.rpartition("\n")[2]:
        words = N_(
            "Amazon could not verify the signature; nothing changed. It read the request as we "
            "did, so check key, key id, region or algorithm."
        )
    elif theirs:
        words = N_(
            "Amazon could not verify the signature; nothing changed. It read another request than "
            "the one that was signed: the request changed on the way."
        )
    return say(words), ("signature", "profiles")


def _header(refused: Refused) -> Explained:
    if _ABOUT_KEY.search(refused.words):
        return _key_id(refused), ("profiles",)
    if _ABOUT_DATE.search(refused.words):
        return _time(refused.exchange), ("server_time",)
    return say(N_("Amazon refused a header of the request; nothing changed.")), ("signature",)


def _key_id(refused: Refused) -> Message:
    found = _KEY_ID.search(refused.exchange.sent.header("authorization"))
    if found is None:
        words = N_("Amazon does not know this key id. Is it this region and this environment?")
        return say(words)
    words = N_(
        "Amazon does not know the key id {key_id}. Is it this region ({region}) and this "
        "environment?"
    )
    return say(words, key_id=found[1], region=refused.exchange.sent.header("x-amz-pay-region"))


def _time(exchange: Exchange) -> Message:
    ahead = server_time.seconds_ahead(exchange)
    if abs(ahead) <= server_time.WORTH_SAYING_S:
        return say(N_("Amazon refused the request's time. Is this machine's clock right?"))
    fast = N_("Amazon refused the request's time: this machine's clock is {span} ahead.")
    slow = N_("Amazon refused the request's time: this machine's clock is {span} behind.")
    return say(fast if ahead > 0 else slow, span=server_time.span(ahead))


def _not_found(refused: Refused) -> Explained:
    if refused.exchange.operation == CREATE_SESSION.name:
        return _other(refused)
    done = operation(refused.exchange.operation)
    about = done.about or done.answers
    words = {SESSION: _NO_SESSION, ANYTHING: _NOTHING}.get(about, _NO_SUCH)
    return say(words, object=say(about.label)), ("profiles",)


def _unrecognized(refused: Refused) -> Explained:
    found, version = _FIELD.search(refused.words), refused.exchange.version
    if found is None:
        return say(N_("Amazon {version} does not know a field that was sent."), version=version), ()
    key, actions = found[1], ("body",)
    right = codec.right_spelling(tuple(key.split(".")), _schema(refused), ApiVersion(version))
    if right:
        words = N_("Amazon {version} does not know “{key}”. In {version} it is “{right}”.")
        return say(words, version=version, key=key, right=right), ("rename", *actions)
    return say(
        N_("Amazon {version} does not take “{key}” here."), version=version, key=key
    ), actions


def _value(refused: Refused) -> Explained:
    found = _VALUE.search(refused.words)
    if found is None:
        return say(N_("Amazon does not accept a value. Your values are kept.")), ("body",)
    words = N_("Amazon does not accept “{value}” for {field}. Your values are kept.")
    return say(words, value=found[1][:_LONGEST_VALUE], field=found[2]), ()


def _missing(refused: Refused) -> Explained:
    found = _MISSING.search(refused.words)
    if found is None:
        return say(N_("Amazon misses a value. Your values are kept.")), ("body",)
    return say(N_("Amazon misses a value for {field}. Your values are kept."), field=found[1]), ()


def _status(_: Refused) -> Explained:
    return say(N_("The session takes no such request in its state.")), ("get", "new_with_values")


def _state(refused: Refused) -> Explained:
    about = operation(refused.exchange.operation).about
    words = N_("{object}: it takes no such request in its state. No money was moved.")
    return say(words, object=say(about.label if about else SESSION.label)), ("get",)


def _mismatch(_: Refused) -> Explained:
    words = N_("The amount differs from the session's. Nothing was charged by this request.")
    return say(words), ("get",)


def _canceled(_: Refused) -> Explained:
    words = N_("The session was canceled, so there is nothing to complete. Nothing was charged.")
    return say(words), ("new_with_values",)


def _duplicate(_: Refused) -> Explained:
    words = N_("This idempotency key was used before with other content; nothing changed.")
    return say(words), ("get", "history")


def _throttled(_: Refused) -> Explained:
    return say(N_("Too many requests for now; wait a few seconds and try again.")), ("again",)


def _not_allowed(refused: Refused) -> Explained:
    words = N_("Amazon does not let this merchant do that ({code}); nothing changed.")
    return say(words, code=refused.code), ("profiles",)


_READERS: dict[str, Callable[[Refused], Explained]] = {
    "InvalidRequestSignature": _signature,
    "InvalidHeaderValue": _header,
    "ResourceNotFound": _not_found,
    "UnrecognizedField": _unrecognized,
    "InvalidParameterValue": _value,
    "MissingParameterValue": _missing,
    "InvalidCheckoutSessionStatus": _status,
    "InvalidChargePermissionStatus": _state,
    "ChargePermissionNotModifiable": _state,
    "InvalidChargeStatus": _state,
    "CheckoutSessionCanceled": _canceled,
    "AmountMismatch": _mismatch,
    "DuplicateIdempotencyKey": _duplicate,
    "TooManyRequests": _throttled,
    "UnauthorizedAccess": _not_allowed,
    "InvalidAccountStatus": _not_allowed,
}
