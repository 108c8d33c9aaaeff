"""After each exchange the objects are read that it may have changed, and no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from apay_console.model.exchange import Exchange, Sent
from apay_console.presenters.sale.state.later_reading import wanted_after
from tests.exchanges import answered, sent
from tests.objects import CHARGE_ID, PERMISSION_ID, charge, permission, refund
from tests.ui.later_states import followed

ALL = (permission(), charge(), charge("Captured", "9.00", number=2))


def done(name: str, status: int, body: Any, path: str = "") -> Exchange:
    asked = sent(name, {}, "v2")
    url = f"https://pay-api.amazon.com/v2/{path}"
    return answered(replace(asked, sent=Sent(asked.sent.method, url, (), b"{}")), status, body)


def wanted(exchange: Exchange, *, chained: bool = False, objects: Any = ALL) -> tuple[str, ...]:
    return wanted_after(followed(*objects), exchange, chained=chained)


def test_closing_a_permission_reads_the_charges_that_it_may_have_canceled() -> None:
    path = f"chargePermissions/{PERMISSION_ID}/close"
    closed = done("close_permission", 200, permission("Closed").body, path)
    assert wanted(closed) == (CHARGE_ID,)


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (422, "SoftDeclined", (CHARGE_ID,)),
        (422, "InvalidChargeStatus", ()),  # which is read anyway, to be explained
        (400, "TransactionAmountExceeded", ()),
        (500, "InternalServerError", ()),
    ],
)
def test_a_decline_reads_what_it_was_about(
    status: int, code: str, expected: tuple[str, ...]
) -> None:
    body = {"reasonCode": code, "message": ""}
    refused = done("capture_charge", status, body, f"charges/{CHARGE_ID}/capture")
    assert wanted(refused) == expected


def test_what_changed_something_reads_what_it_belongs_to() -> None:
    made = done("create_refund", 201, refund().body, "refunds")
    assert wanted(made) == (CHARGE_ID,)


def test_what_only_followed_reads_no_more_than_what_is_unknown() -> None:
    read = done("get_charge", 200, charge().body, f"charges/{CHARGE_ID}")
    assert wanted(read, chained=True) == ()
    assert wanted(read, chained=True, objects=(charge(),)) == (PERMISSION_ID,)


def test_what_is_pending_still_tells_nothing_of_its_parent() -> None:
    pending = charge("AuthorizationInitiated")
    read = done("get_charge", 200, pending.body, f"charges/{CHARGE_ID}")
    assert wanted(read) == ()
    decided = done("get_charge", 200, charge().body, f"charges/{CHARGE_ID}")
    assert wanted(decided) == (PERMISSION_ID,)


def test_a_completed_session_leads_to_what_was_never_read() -> None:
    body = {
        "checkoutSessionId": "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614",
        "statusDetails": {"state": "Completed"},
        "chargePermissionId": PERMISSION_ID,
        "chargeId": CHARGE_ID,
    }
    read = done("get_session", 200, body, "checkoutSessions/x")
    assert wanted(read, objects=()) == (PERMISSION_ID, CHARGE_ID)
    assert wanted(read, objects=(permission(),)) == (CHARGE_ID,)
    body["statusDetails"] = {"state": "Open"}
    assert wanted(done("get_session", 200, body, "checkoutSessions/x"), objects=()) == ()
