"""Every operation of the API: what it does, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apay_console.emulator import values
from apay_console.emulator.rules import (
    amending,
    answering,
    capturing,
    charging,
    closing,
    completing,
    creating,
    finalizing,
    finding,
    refunding,
    signing_in,
    simulating,
    tracking,
    updating,
)
from apay_console.emulator.rules.call import Call
from apay_console.emulator.state import Permission, Record, Session
from apay_console.emulator.wire import Answer, as_json
from apay_console.model import operations
from apay_console.model.operation import Operation
from apay_console.model.subjects import BUYER, TRACKER

Rule = Callable[[Call, str, str], Answer]  # the call, the id in its path, the pages' base URL


def _create_session(call: Call, number: str, base_url: str) -> Answer:
    del number  # a new one is made
    simulating.effect(call, operations.CREATE_SESSION)
    return as_json(201, _session_body(call, creating.create(call), base_url))


def _get_session(call: Call, number: str, base_url: str) -> Answer:
    simulating.effect(call, operations.GET_SESSION)
    return as_json(200, _session_body(call, finding.session(call, number), base_url))


def _update_session(call: Call, number: str, base_url: str) -> Answer:
    session = updating.update(call, finding.session(call, number))
    return as_json(200, _session_body(call, session, base_url))


def _complete_session(call: Call, number: str, base_url: str) -> Answer:
    session = finding.session(call, number)
    status = completing.complete(call, session)
    return as_json(status, _session_body(call, session, base_url))


def _finalize_session(call: Call, number: str, base_url: str) -> Answer:
    session = finding.session(call, number)
    status = finalizing.finalize(call, session)
    return as_json(status, _session_body(call, session, base_url))


def _get_permission(call: Call, number: str, _: str) -> Answer:
    simulating.effect(call, operations.GET_PERMISSION)
    return _permission_answer(call, finding.permission(call, number))


def _update_permission(call: Call, number: str, _: str) -> Answer:
    permission = finding.permission(call, number)
    amending.amend(call, permission, operations.UPDATE_PERMISSION)
    return _permission_answer(call, permission)


def _close_permission(call: Call, number: str, _: str) -> Answer:
    permission = finding.permission(call, number)
    closing.close(call, permission)
    return _permission_answer(call, permission)


def _create_charge(call: Call, *_: str) -> Answer:
    return _answer(call, charging.create(call), operations.CREATE_CHARGE)


def _get_charge(call: Call, number: str, _: str) -> Answer:
    simulating.effect(call, operations.GET_CHARGE)
    return _answer(call, finding.charge(call, number), operations.GET_CHARGE)


def _update_charge(call: Call, number: str, _: str) -> Answer:
    charge = finding.charge(call, number)
    amending.amend(call, charge, operations.UPDATE_CHARGE)
    return _answer(call, charge, operations.UPDATE_CHARGE)


def _capture_charge(call: Call, number: str, _: str) -> Answer:
    charge = finding.charge(call, number)
    capturing.capture(call, charge)
    return _answer(call, charge, operations.CAPTURE_CHARGE)


def _cancel_charge(call: Call, number: str, _: str) -> Answer:
    charge = finding.charge(call, number)
    capturing.cancel(call, charge)
    return _answer(call, charge, operations.CANCEL_CHARGE)


def _create_refund(call: Call, *_: str) -> Answer:
    return _answer(call, refunding.create(call), operations.CREATE_REFUND)


def _get_refund(call: Call, number: str, _: str) -> Answer:
    simulating.effect(call, operations.GET_REFUND)
    return _answer(call, finding.refund(call, number), operations.GET_REFUND)


def _get_buyer(call: Call, number: str, _: str) -> Answer:
    return as_json(200, values.spell(signing_in.told(call, number), call.version, BUYER.schema))


def _track_delivery(call: Call, *_: str) -> Answer:
    return as_json(200, values.spell(tracking.track(call), call.version, TRACKER.schema))


def _session_body(call: Call, session: Session, base_url: str) -> dict[str, Any]:
    return answering.session_body(session, call.version, base_url)


def _permission_answer(call: Call, permission: Permission) -> Answer:
    return as_json(200, answering.permission_body(permission, call.version, call.world.now))


def _answer(call: Call, record: Record, wanted: Operation) -> Answer:
    return as_json(wanted.success[0], answering.body(record, call.version))


RULES: dict[str, Rule] = {
    "create_session": _create_session,
    "get_session": _get_session,
    "update_session": _update_session,
    "complete_session": _complete_session,
    "finalize_session": _finalize_session,
    "get_permission": _get_permission,
    "update_permission": _update_permission,
    "close_permission": _close_permission,
    "create_charge": _create_charge,
    "get_charge": _get_charge,
    "update_charge": _update_charge,
    "capture_charge": _capture_charge,
    "cancel_charge": _cancel_charge,
    "create_refund": _create_refund,
    "get_refund": _get_refund,
    "get_buyer": _get_buyer,
    "track_delivery": _track_delivery,
}
