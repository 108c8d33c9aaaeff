"""Update Charge Permission and Update Charge."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.money import authorized, captured, permit, permit_later
from tests.emulator.shop import Till, code, read


def amend(till: Till, number: str, body: Any, **extra: str) -> Any:
    return till.send("PATCH", f"chargePermissions/{number}", body, **extra)


def test_an_update_is_laid_over_what_is_known(each_till: Till) -> None:
    number = permit(each_till)
    amend(each_till, number, {"merchantMetadata": {"merchantReferenceId": "ORD-1"}})
    answer = read(amend(each_till, number, {"merchantMetadata": {"noteToBuyer": "Thanks"}}))
    assert answer["merchantMetadata"] == {
        "merchantReferenceId": "ORD-1",
        "merchantStoreName": None,
        "noteToBuyer": "Thanks",
        "customInformation": None,
    }
    again = read(amend(each_till, number, {"merchantMetadata": {"noteToBuyer": None}}))
    assert again["merchantMetadata"]["noteToBuyer"] is None
    assert again["merchantMetadata"]["merchantReferenceId"] == "ORD-1"


def test_the_journal_says_what_null_means_here(till: Till) -> None:
    number = permit(till)
    amend(till, number, {"merchantMetadata": {"noteToBuyer": "Thanks"}})
    assert not any("null in an update" in note.text for note in till.emulator.journal.notes)
    amend(till, number, {"merchantMetadata": {"noteToBuyer": None}})
    assert any("null in an update" in note.text for note in till.emulator.journal.notes)


def test_an_empty_update_changes_nothing(till: Till) -> None:
    number = permit(till)
    before = read(till.send("GET", f"chargePermissions/{number}"))
    till.clock.now += 60
    assert read(amend(till, number, {})) == before


def test_how_often_is_told_of_a_recurring_one(till: Till) -> None:
    number = permit_later(till)
    body = {"recurringMetadata": {"frequency": {"unit": "Year", "value": "1"}}}
    assert read(amend(till, number, body))["recurringMetadata"] == {
        "frequency": {"unit": "Year", "value": "1"},
        "amount": None,
    }


def test_one_that_waits_for_a_charge_can_be_changed_and_one_that_has_ended_cannot(
    each_till: Till,
) -> None:
    number = permit(each_till)
    held = authorized(each_till, number)
    body = {"merchantMetadata": {"merchantReferenceId": "ORD-1"}}
    assert amend(each_till, number, body).status == 200
    each_till.send("DELETE", f"charges/{held}/cancel", {"cancellationReason": "x"})
    captured(each_till, number)
    assert code(amend(each_till, number, body)) == "422 ChargePermissionNotModifiable"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"merchantMetadata": {"merchantStoreName": "x" * 51}}, "400 InvalidParameterValue"),
        ({"merchantMetadata": {"storeName": "x"}}, "400 UnrecognizedField"),
        ({"limits": {"amountLimit": {"amount": "1", "currencyCode": "USD"}}},
         "400 UnrecognizedField"),
        ({"merchantMetadata": "x"}, "400 InvalidParameterValue"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(till: Till, body: Any, expected: str) -> None:
    found = code(amend(till, permit(till), body))
    assert found == expected


def test_updates_take_no_simulation_code(till: Till) -> None:
    answer = amend(till, permit(till), {}, x_amz_pay_simulation_code="AmazonClosed")
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"


def test_a_charge_s_provider_may_tell_its_own_id_at_any_time(till: Till) -> None:
    number = captured(till, permit(till))
    body = {"providerMetadata": {"providerReferenceId": "PSP-7"}}
    answer = read(till.send("PATCH", f"charges/{number}", body))
    assert answer["providerMetadata"] == {"providerReferenceId": "PSP-7"}
    assert answer["statusDetails"]["state"] == "Captured"
    till.version = "v1"
    assert code(till.send("PATCH", f"charges/{number}", body)) == "405 UnsupportedOperation"
