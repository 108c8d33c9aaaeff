"""Bad days on order: answers that come late, half, not at all, or with an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from apay_console.emulator.wire import AT_ONCE, Answer, Delivery, Refused

ANY = "*"


@dataclass
class Fault:
    """What goes wrong with the next requests of an operation."""

    operation: str = ANY
    times: int = 1
    status: int = 0  # answer this status instead; 0 leaves the answer alone
    code: str = "InternalServerError"
    applied: bool = True  # whether the request takes effect although its answer is lost
    delivery: Delivery = AT_ONCE

    def spoil(self, answer: Answer) -> Answer:
        """Make of an answer what arrives."""
        if self.status:
            answer = Refused(self.status, self.code, "This fault was ordered.").answer
        return replace(answer, delivery=self.delivery)


@dataclass
class Faults:
    """The faults that wait for their request."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, operation: str) -> Fault | None:
        """Take the first fault that is meant for an operation, once."""
        fault = next((row for row in self.waiting if row.operation in (operation, ANY)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times < 1:
            self.waiting.remove(fault)
        return fault


def read_fault(found: Mapping[str, Any]) -> Fault:
    """Read a fault as the control side takes it; raise ValueError for one that means nothing."""
    strange = set(found) - _KEYS
    if strange:
        raise ValueError(f"{min(strange)} is not known; use {', '.join(sorted(_KEYS))}")
    status = _number(found, "status", 0)
    if status and not 400 <= status <= 599:
        raise ValueError("status is an error's: 400 to 599")
    cut = _number(found, "cut", -1)
    delivery = Delivery(
        float(_number(found, "delay", 0)), cut if cut >= 0 else None, found.get("reset") is True
    )
    return Fault(
        str(found.get("operation", ANY)),
        int(_number(found, "times", 1)),
        int(status),
        str(found.get("reasonCode", "InternalServerError")),
        found.get("applied", not status) is True,
        delivery,
    )


_KEYS = frozenset(
    {"operation", "times", "status", "reasonCode", "applied", "delay", "cut", "reset"}
)


def _number(found: Mapping[str, Any], name: str, otherwise: int) -> Any:
    value = found.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < min(0, otherwise):
        raise ValueError(f"{name} is a number, not less than 0")
    return value
