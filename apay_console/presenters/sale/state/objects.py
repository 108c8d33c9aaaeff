"""The objects that follow from a session: what can be done with each, and what it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apay_console.errors import N_, Message, say
from apay_console.model import draft as drafts
from apay_console.model import limits
from apay_console.model.fields import ApiVersion, Field, Schema
from apay_console.model.kinds import Price
from apay_console.model.later import money
from apay_console.model.money import currencies
from apay_console.model.operation import Operation
from apay_console.model.operations import (
    CAPTURE_CHARGE,
    COMPLETE_SESSION,
    CREATE_CHARGE,
    CREATE_REFUND,
    FINALIZE_SESSION,
    TRACK_DELIVERY,
    operation,
    reading_of,
    writes_about,
)
from apay_console.model.reading import Reading
from apay_console.model.subjects import CHARGE, PERMISSION, REFUND
from apay_console.presenters import moments

NOTHING = Schema("nothing", ())  # what is filled in for a call that takes no body
_IN_SESSION = {  # what finalizing says again
    "paymentIntent": "paymentDetails.paymentIntent",
    "chargeAmount": "paymentDetails.chargeAmount",
    "totalOrderAmount": "paymentDetails.totalOrderAmount",
    "canHandlePendingAuthorization": "paymentDetails.canHandlePendingAuthorization",
    "supplementaryData": "supplementaryData",
}
_SENSIBLE = {
    "Chargeable": CREATE_CHARGE.name,
    "Authorized": CAPTURE_CHARGE.name,
    "Captured": CREATE_REFUND.name,
}


@dataclass(frozen=True)
class Task:
    """One thing that can be done with an object, or what Amazon would answer instead."""

    operation: Operation
    reason: Message | None = None  # why it cannot be done now; None when it can

    @property
    def is_allowed(self) -> bool:
        """Whether the object's state takes it."""
        return self.reason is None


@dataclass(frozen=True)
class Left:
    """One line of what is left: its word, and the amount or moment."""

    label: str  # a template to be translated
    value: str


@dataclass(frozen=True)
class Poll:
    """That a pending object will be read again by itself."""

    next_at: float  # seconds since 1970
    round: int  # how often it was asked already


def tasks_of(reading: Reading, version: ApiVersion | None = None) -> tuple[Task, ...]:
    """Everything that can be done with an object, in the order of the table of operations."""
    return tuple(
        Task(row, refusal(row, reading.state))
        for row in writes_about(reading.subject, version or reading.version)
        if row is not COMPLETE_SESSION  # there is nothing to fill in for it
    )


def refusal(row: Operation, state: str) -> Message | None:
    """What Amazon would answer to an operation in a state; None where it takes it."""
    code = row.refusal_in(state)
    if not code:
        return None
    words = N_("Amazon would answer 422 {code}: the state is {state}, not {states}.")
    return say(words, code=code, state=state, states=_either(row.states))


def _either(states: tuple[str, ...]) -> Message:
    """Name one state, or several with “or” before the last."""
    if len(states) == 1:
        return say("{state}", state=states[0])
    return say(N_("{some} or {last}"), some=", ".join(states[:-1]), last=states[-1])


def task_of(tasks: tuple[Task, ...], name: str) -> Task | None:
    """Find a task by its operation's name."""
    return next((task for task in tasks if task.operation.name == name), None)


def first_task(reading: Reading, version: ApiVersion) -> str:
    """The operation that makes most sense for an object; where nothing can be done, reading it."""
    tasks = tasks_of(reading, version)
    wanted = task_of(tasks, _SENSIBLE.get(reading.state, ""))
    allowed = (task for task in tasks if task.is_allowed and task.operation.answers.id_field)
    chosen = wanted or next(allowed, None) or next(iter(tasks), None)
    return chosen.operation.name if chosen else reading_of(reading.subject).name


def held(reading: Reading, name: str) -> Mapping[Field, Any]:
    """What an object holds already of what a task would change, by the rows of the task's form."""
    wanted = operation(name)
    if wanted.method != "PATCH" or wanted.body is None:
        return {}
    found = {row: reading.wire(row.name) for row in wanted.body}
    return {row: value for row, value in found.items() if value is not None}


def prefill(reading: Reading, name: str) -> Mapping[str, str]:
    """The texts that a task's form begins with: the parent's id, and all that is left."""
    makers = {
        CREATE_CHARGE: _charge,
        CAPTURE_CHARGE: _capture,
        CREATE_REFUND: _refund,
        TRACK_DELIVERY: _parcels,
        FINALIZE_SESSION: _finalizing,
    }
    maker = makers.get(operation(name))
    return {key: text for key, text in maker(reading).items() if text} if maker else {}


def left_of(reading: Reading, name: str) -> Price | None:
    """How much an operation may still move; None where the object does not tell."""
    maker = _LEFT.get(name)
    return maker(reading) if maker else None


def _balance(permission: Reading) -> Price | None:
    balance = money(permission, "limits.amountBalance")
    return balance or permission.price_at("limits.amountLimit")  # v1 tells no balance


def _authorized(charge: Reading) -> Price | None:
    return charge.price_at("chargeAmount")


def _kept(charge: Reading) -> Price | None:
    return _minus_refunded(charge.price_at("captureAmount"), charge)


_LEFT = {CREATE_CHARGE.name: _balance, CAPTURE_CHARGE.name: _authorized, CREATE_REFUND.name: _kept}


def _charge(permission: Reading) -> dict[str, str]:
    return {"chargePermissionId": permission.id, "chargeAmount": _typed(_balance(permission))}


def _finalizing(session: Reading) -> dict[str, str]:
    """What the session holds already of what finalizing repeats."""
    rows = [row for row in FINALIZE_SESSION.body or () if row.name in _IN_SESSION]
    return {row.name: drafts.shown(row, session.wire(_IN_SESSION[row.name])) for row in rows}


def _parcels(permission: Reading) -> dict[str, str]:
    return {"chargePermissionId": permission.id}


def _capture(charge: Reading) -> dict[str, str]:
    return {"captureAmount": _typed(_authorized(charge))}


def _refund(charge: Reading) -> dict[str, str]:
    return {"chargeId": charge.id, "refundAmount": _typed(_kept(charge))}


def _typed(price: Price | None) -> str:
    return str(price) if price and price.amount > 0 else ""


def _minus_refunded(price: Price | None, charge: Reading) -> Price | None:
    if price is None:
        return None
    refunded = money(charge, "refundedAmount")
    gone = refunded.amount if refunded else Decimal(0)
    return Price(max(price.amount - gone, Decimal(0)), price.currency)


def limits_of(reading: Reading) -> tuple[Left, ...]:
    """What an object still allows, and until when; what its answer does not tell is left out."""
    rows = _LIMITS.get(reading.subject, _nothing_left)(reading)
    return tuple(Left(label, _written(value)) for label, value in rows if value)


def _written(value: Price | str) -> str:
    """An amount with the decimals of its currency: Amazon writes “0” for nothing."""
    if isinstance(value, str):
        return value
    return f"{value.amount:.{currencies.decimals(value.currency)}f} {value.currency}"


_Rows = tuple[tuple[str, Price | str | None], ...]


def _nothing_left(_: Reading) -> _Rows:
    return ()


def _of_permission(permission: Reading) -> _Rows:
    return (
        (N_("Left to charge"), money(permission, "limits.amountBalance")),
        (N_("Limit"), permission.price_at("limits.amountLimit")),
        (N_("Usable until"), _local(permission.expires_at)),
    )


def _of_charge(charge: Reading) -> _Rows:
    captured = charge.price_at("captureAmount")
    return (
        (N_("Authorized"), charge.price_at("chargeAmount")),
        (N_("Captured"), captured),
        (N_("Refunded"), money(charge, "refundedAmount")),
        (N_("Still refundable"), _minus_refunded(_ceiling(captured), charge)),
        (N_("Expires"), "" if captured else _local(charge.expires_at)),
    )


def _of_refund(refund: Reading) -> _Rows:
    return ((N_("Amount"), refund.price_at("refundAmount")),)


_LIMITS = {PERMISSION: _of_permission, CHARGE: _of_charge, REFUND: _of_refund}


def _ceiling(captured: Price | None) -> Price | None:
    if captured is None:
        return None
    return Price(limits.refund_ceiling(captured.amount, captured.currency), captured.currency)


def _local(moment: float | None) -> str:
    """A moment by the person's clock; empty when it is not known."""
    return "" if moment is None else moments.day_and_minute(moment)
