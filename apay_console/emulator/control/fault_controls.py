"""The control side's calls about faults: order one, list them, call them off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from random import Random
from typing import Any

from apay_console.emulator.control.call import Control, Order, bad, number
from apay_console.emulator.faults.kinds import KINDS, Kind, Ways, find_kind
from apay_console.emulator.faults.orders import ANY, Fault
from apay_console.emulator.wire import Refused
from apay_console.model.operations import OPERATIONS

_DAY = 24 * 3600.0
_LONGEST = 600.0  # seconds that an answer may be late or dribble
# By its name in JSON: the way's own name, its least and its most.
_WAYS: dict[str, tuple[str, float, float]] = {
    "delay": ("delay", 0, _LONGEST),
    "jitter": ("jitter", 0, _LONGEST),
    "status": ("status", 200, 599),
    "retryAfter": ("retry_after", 0, _LONGEST),
    "cut": ("cut", 0, 1024 * 1024),
    "seconds": ("seconds", -_DAY, _DAY),
}
_WHOLE = frozenset({"status", "retry_after", "cut"})
_OLDER = ("reset", "status", "cut")  # what an order without a kind says it by
_KEYS = frozenset(
    {*_WAYS, "kind", "operation", "keyId", "times", "share", "seed", "applied", "reasonCode"}
)


def _order(order: Order) -> Any:
    """Order a fault, or switch Amazon's limits; `clear` calls all off."""
    settings, body = order.emulator.settings, order.body
    if isinstance(body.get("throttling"), bool):
        settings.throttle.on = body["throttling"]
    elif body.get("clear") is True:
        settings.faults.waiting.clear()
    else:
        made = settings.faults.add(read_fault(body))
        return {**_counts(order), "fault": row_of(made)}
    return _counts(order)


def _list(order: Order) -> Any:
    rows = [row_of(fault) for fault in order.emulator.settings.faults.waiting]
    return {**_counts(order), "faults": rows, "kinds": [kind.name for kind in KINDS]}


def _clear(order: Order) -> Any:
    order.emulator.settings.faults.waiting.clear()
    return _counts(order)


def _remove(order: Order) -> Any:
    name = order.argument
    is_number = name.isascii() and name.isdecimal()
    if not is_number or not order.emulator.settings.faults.remove(int(name)):
        raise Refused(404, "ResourceNotFound", "There is no fault of this number.")
    return _counts(order)


def _counts(order: Order) -> dict[str, Any]:
    settings = order.emulator.settings
    return {"waiting": len(settings.faults.waiting), "throttling": settings.throttle.on}


def row_of(fault: Fault) -> dict[str, Any]:
    """Tell a fault as it is answered."""
    ways = asdict(fault.ways)
    asked = {"delay", "jitter", *fault.kind.asks}
    return {
        "id": fault.number,
        "kind": fault.kind.name,
        "operation": fault.operation,
        "keyId": fault.key_id,
        "times": fault.times,
        "share": fault.share,
        "applied": fault.applied,
        "struck": fault.struck,
        **{name: ways[own] for name, (own, _, _) in _WAYS.items() if own in asked},
    }


def read_fault(body: Mapping[str, Any]) -> Fault:
    """Read a fault as it is ordered; raise Refused for one that means nothing."""
    strange = set(body) - _KEYS - {"reset"}
    if strange:
        raise bad(f"{min(strange)} is not known; use {', '.join(sorted(_KEYS))}")
    kind = _kind(body)
    share, times = number(body, "share", 100.0), number(body, "times", 1e6)
    fault = Fault(
        kind,
        _choice(body, "operation", (ANY, *(row.name for row in OPERATIONS)), ANY),
        _text(body, "keyId"),
        int((1 if share is None else 0) if times is None else times),
        100.0 if share is None else share,
        kind.applied if not kind.may_apply else body.get("applied", kind.applied) is True,
        _ways(body, kind),
    )
    seed = number(body, "seed", 2.0**53)
    if seed is not None:
        fault.chance = Random(int(seed)).random  # noqa: S311 - chance that comes again
    return fault


def _kind(body: Mapping[str, Any]) -> Kind:
    """Find the kind that is named, or the one that an order without a name means."""
    meant = next((key for key in _OLDER if body.get(key) not in (None, False, 0)), "late")
    meant = "cut" if meant == "late" and "cut" in body else meant
    usual = "error" if meant == "status" else meant
    name = _choice(body, "kind", tuple(kind.name for kind in KINDS), usual)
    return find_kind(name) or KINDS[0]


def _ways(body: Mapping[str, Any], kind: Kind) -> Ways:
    given: dict[str, Any] = {"code": _text(body, "reasonCode")}
    for name, (own, least, most) in _WAYS.items():
        found = number(body, name, most, least)
        if found is not None:
            given[own] = int(found) if own in _WHOLE else found
    ways = replace(kind.ways, **given)
    if kind.name == "error" and ways.status < 400:
        raise bad("status is an error's: 400 to 599")
    if kind.name != "skew" and ways.seconds < 0:
        raise bad("seconds is not less than 0")
    return ways


def _choice(body: Mapping[str, Any], name: str, known: tuple[str, ...], usual: str) -> str:
    found = body.get(name, usual)
    if found not in known:
        raise bad(f"{name} is one of {', '.join(known)}")
    return str(found)


def _text(body: Mapping[str, Any], name: str) -> str:
    found = body.get(name, "")
    if not isinstance(found, str) or len(found) > 128:
        raise bad(f"{name} is a text")
    return found


CONTROLS = (
    Control("GET", "faults", "Lists the faults that wait, and the kinds there are.", _list),
    Control(
        "POST",
        "faults",
        '{"kind": "late", "operation": "update_session", "times": 1, "delay": 2} spoils the next'
        ' answers; "share": 25 instead of times spoils a quarter of them, "keyId" only those of'
        " one shop. Kinds: "
        + ", ".join(kind.name for kind in KINDS)
        + '. {"throttling": true} switches Amazon\'s limits on.',
        _order,
    ),
    Control("DELETE", "faults", "Calls all faults off.", _clear),
    Control("DELETE", "faults/{id}", "Calls one off.", _remove),
)
