"""Every call of the API stands in one table, and no id can change where a call goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apay_console.errors import Invalid
from apay_console.model import operations
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import OPERATIONS, Operation

ID = "3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"
V1, V2 = ApiVersion.V1, ApiVersion.V2


@pytest.mark.parametrize(
    ("name", "method", "target"),
    [
        ("create_session", "POST", "checkoutSessions"),
        ("get_session", "GET", f"checkoutSessions/{ID}"),
        ("update_session", "PATCH", f"checkoutSessions/{ID}"),
        ("complete_session", "POST", f"checkoutSessions/{ID}/complete"),
    ],
)
def test_an_operation_has_amazons_method_and_path(name: str, method: str, target: str) -> None:
    found = operations.operation(name)
    assert found.method == method
    assert found.target(checkoutSessionId=ID) == target


def test_every_operation_is_found_by_its_own_name() -> None:
    assert [operations.operation(row.name) for row in OPERATIONS] == list(OPERATIONS)
    with pytest.raises(KeyError):
        operations.operation("pay")


def table(question: str) -> set[str]:
    return {row.name for row in OPERATIONS if getattr(row, question)}


def test_only_get_changes_nothing() -> None:
    assert table("writes") == {"create_session", "update_session", "complete_session"}
    assert table("has_body") == table("writes")


def test_creating_needs_an_idempotency_key_and_completing_moves_money() -> None:
    assert table("needs_idempotency_key") == {"create_session"}
    assert table("moves_money") == {"complete_session"}


def test_v1_does_not_know_complete() -> None:
    assert {row.name for row in OPERATIONS if V1 not in row.versions} == {"complete_session"}
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


def test_only_an_open_session_is_updated_or_completed() -> None:
    assert {row.name: row.states for row in OPERATIONS if row.states} == {
        "update_session": ("Open",),
        "complete_session": ("Open",),
    }


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
