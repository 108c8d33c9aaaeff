"""Every call of the API stands in one table, and no id can change where a call goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import operations
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS

ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
V1, V2 = ApiVersion.V1, ApiVersion.V2


PERMISSION = "S01-1234567-1234567"
CHARGE = f"{PERMISSION}-C000001"
REFUND = f"{PERMISSION}-R000001"
IDS = {
    "checkoutSessionId": ID,
    "chargePermissionId": PERMISSION,
    "chargeId": CHARGE,
    "refundId": REFUND,
    "buyerToken": "token",
}
CALLS = {  # Amazon's own table of calls
    "create_session": "POST checkoutSessions",
    "get_session": f"GET checkoutSessions/{ID}",
    "update_session": f"PATCH checkoutSessions/{ID}",
    "complete_session": f"POST checkoutSessions/{ID}/complete",
    "finalize_session": f"POST checkoutSessions/{ID}/finalize",
    "get_permission": f"GET chargePermissions/{PERMISSION}",
    "update_permission": f"PATCH chargePermissions/{PERMISSION}",
    "close_permission": f"DELETE chargePermissions/{PERMISSION}/close",
    "create_charge": "POST charges",
    "get_charge": f"GET charges/{CHARGE}",
    "update_charge": f"PATCH charges/{CHARGE}",
    "capture_charge": f"POST charges/{CHARGE}/capture",
    "cancel_charge": f"DELETE charges/{CHARGE}/cancel",
    "create_refund": "POST refunds",
    "get_refund": f"GET refunds/{REFUND}",
    "get_buyer": "GET buyers/token",
    "track_delivery": "POST deliveryTrackers",
}


def test_every_operation_has_amazons_method_and_path() -> None:
    assert {row.name: f"{row.method} {row.target(**IDS)}" for row in OPERATIONS} == CALLS


def test_every_operation_is_found_by_its_own_name() -> None:
    assert [operations.operation(row.name) for row in OPERATIONS] == list(OPERATIONS)
    with pytest.raises(KeyError):
        operations.operation("pay")


def table(question: str) -> set[str]:
    return {row.name for row in OPERATIONS if getattr(row, question)}


def test_only_get_changes_nothing() -> None:
    assert table("writes") == {name for name, call in CALLS.items() if not call.startswith("GET")}
    assert table("has_body") == table("writes")


def test_what_makes_something_new_or_takes_money_needs_an_idempotency_key() -> None:
    assert table("needs_idempotency_key") == {
        "create_session",
        "create_charge",
        "capture_charge",
        "create_refund",
    }


def test_what_moves_money_says_so() -> None:
    assert table("moves_money") == {
        "complete_session",
        "finalize_session",
        "create_charge",
        "capture_charge",
        "cancel_charge",
        "create_refund",
    }


def test_five_operations_came_with_v2() -> None:
    assert {row.name for row in OPERATIONS if V1 not in row.versions} == {
        "complete_session",
        "finalize_session",
        "update_charge",
        "get_buyer",
        "track_delivery",
    }
    assert all(V2 in row.versions for row in OPERATIONS)


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("create_session", {200, 201}),
        ("get_session", {200}),
        ("update_session", {200}),
        ("complete_session", {200, 202}),
    ],
)
def test_success_has_the_documented_statuses(name: str, statuses: set[int]) -> None:
    assert set(operations.operation(name).success) == statuses


def test_each_state_that_an_operation_needs_is_one_of_its_object() -> None:
    assert {row.name: row.states for row in OPERATIONS if row.states} == {
        "update_session": ("Open",),
        "complete_session": ("Open",),
        "finalize_session": ("Open",),
        "update_permission": ("Chargeable", "NonChargeable"),
        "close_permission": ("Chargeable", "NonChargeable"),
        "create_charge": ("Chargeable",),
        "capture_charge": ("Authorized",),
        "cancel_charge": ("AuthorizationInitiated", "Authorized"),
        "create_refund": ("Captured",),
    }
    assert all(bool(row.states) == bool(row.refusal) for row in OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda row: row.name)
def test_an_operation_has_words_for_the_person(operation: Operation) -> None:
    assert operation.label


@pytest.mark.parametrize(
    "value",
    ["", ".", "..", "../../v2/refunds", "a/b", "a\\b", "%2e%2e", "?x=1", "a?x", "#", "a#b", "a b",
     "a;b", "a:b", "{0}", f"{ID}\n", f" {ID}", "x" * 129, "\u0663", "a\x00"],
)  # fmt: skip
def test_an_id_that_could_change_the_path_is_refused(value: str) -> None:
    with pytest.raises(Invalid):
        operations.GET_SESSION.target(checkoutSessionId=value)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (f"{ID}\u200b", "The character U+200B cannot be used here; remove it."),
        (f"\u202e{ID}", "The character U+202E cannot be used here; remove it."),
        ("a/b", "“a/b” is not a checkoutSessionId."),
        ("x" * 200, "“" + "x" * 80 + "” is not a checkoutSessionId."),
    ],
)
def test_a_refused_id_says_why_and_what_one_looks_like(value: str, reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        operations.GET_SESSION.target(checkoutSessionId=value)
    assert (str(caught.value), caught.value.example) == (reason, ID)
    assert operations.GET_SESSION.target(checkoutSessionId=caught.value.example)


@given(st.text(max_size=20) | st.text("./%?#a", max_size=8))
def test_an_id_stays_one_segment_of_the_path(value: str) -> None:
    try:
        target = operations.COMPLETE_SESSION.target(checkoutSessionId=value)
    except Invalid:
        return
    assert target.split("/") == ["checkoutSessions", value, "complete"]
    assert not set(target) & set("?#%\\ ")
    assert value not in {".", ".."}
