"""The one place that judges whether an object's state allows an operation."""

from __future__ import annotations

from apay_console.emulator import refusals
from apay_console.emulator.state import Record
from apay_console.model.operation import Operation


def judge(wanted: Operation, record: Record) -> None:
    """Refuse what the operation's row does not allow in the state of what it is about."""
    code = wanted.refusal_in(record.state)
    if code:
        raise refusals.not_now(code, _WORDS[record.kind], record.state)


_WORDS = {
    "session": "checkout session",
    "permission": "charge permission",
    "charge": "charge",
    "refund": "refund",
}
