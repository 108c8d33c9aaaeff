"""The refusals that more than one rule gives, in Amazon's words where they are known."""

from __future__ import annotations

from decimal import Decimal

from apay_console.emulator.wire import Refused

_SHOWN = 80


def bad_header(sentence: str) -> Refused:
    """A header whose value cannot be used."""
    return Refused(400, "InvalidHeaderValue", sentence)


def bad_value(value: object, name: str, reason: str = "") -> Refused:
    """A value that Amazon does not take."""
    shown = str(value)[:_SHOWN]
    sentence = f"The value '{shown}' provided for '{name}' is invalid."
    return Refused(400, "InvalidParameterValue", f"{sentence} {reason}".strip())


def missing(name: str) -> Refused:
    """A field that has to be there."""
    sentence = f"Value is missing for the required parameter {name}"
    return Refused(400, "MissingParameterValue", sentence)


def unrecognized(name: str, hint: str = "") -> Refused:
    """A key that the API does not know, or not here."""
    sentence = f"The field '{name[:_SHOWN]}' is invalid for this API."
    return Refused(400, "UnrecognizedField", f"{sentence} {hint}".strip())


def nothing_at(path: str) -> Refused:
    """A path that leads nowhere."""
    sentence = f"Nothing is at the path {path[:120]}. GET /_emulator/ lists what there is."
    return Refused(404, "ResourceNotFound", sentence)


def not_found(what: str) -> Refused:
    """An object that is not there, or belongs elsewhere."""
    return Refused(404, "ResourceNotFound", f"{what} was not found.")


def not_now(code: str, what: str, state: str) -> Refused:
    """An operation that the state of an object does not allow."""
    return Refused(422, code, f"The operation is not allowed while the {what} is {state}.")


def wrong_state(state: str) -> Refused:
    """An operation that a session's state does not allow."""
    return not_now("InvalidCheckoutSessionStatus", "checkout session", state)


def too_much(name: str, most: Decimal, currency: str) -> Refused:
    """An amount above what may pass."""
    sentence = f"The {name} can be {most} {currency} at the most."
    return Refused(400, "TransactionAmountExceeded", sentence)


def wrong_simulation(code: str) -> Refused:
    """A simulation code that means nothing for the operation."""
    sentence = f"The simulation code '{code[:_SHOWN]}' cannot be used with this request."
    return Refused(400, "InvalidSandboxSimulationSpecified", sentence)
