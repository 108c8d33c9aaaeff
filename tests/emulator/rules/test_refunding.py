"""Create Refund: the ceiling that all refunds of a charge share, and when they arrive."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.money import (
    authorized,
    capture,
    captured,
    charge_of,
    charge_status,
    permit,
    price,
    refund,
    status,
)
from tests.emulator.shop import Till, code, read


def refunded(till: Till, number: str) -> str:
    return str(charge_of(till, number).values["refundedAmount"]["amount"])


def refund_id(till: Till, number: str, amount: str = "10.00", code: str = "") -> str:
    answer = refund(till, number, amount, code)
    assert answer.status == 201, answer.body
    return str(read(answer)["refundId"])


def test_a_refund_counts_at_once_and_arrives_after_half_a_minute(each_till: Till) -> None:
    number = captured(each_till, permit(each_till))
    found = refund_id(each_till, number)
    assert found.startswith(number.rpartition("-")[0] + "-R")
    assert status(each_till, f"refunds/{found}") == ("RefundInitiated", None)
    assert refunded(each_till, number) == "10.00"
    each_till.emulator.advance(29)
    assert status(each_till, f"refunds/{found}") == ("RefundInitiated", None)
    each_till.emulator.advance(1)
    assert status(each_till, f"refunds/{found}") == ("Refunded", None)
    assert charge_status(each_till, number) == ("Captured", None)


@pytest.mark.parametrize(
    ("captured_amount", "most"), [("200.00", "230.00"), ("900.00", "975.00"), ("0.05", "0.05")]
)
def test_refunds_share_a_ceiling_a_little_above_the_capture(
    till: Till, captured_amount: str, most: str
) -> None:
    number = captured(till, permit(till, captured_amount), captured_amount)
    over = str(round(float(most) + 0.01, 2))
    assert code(refund(till, number, over)) == "400 TransactionAmountExceeded"
    refund_id(till, number, "0.01")
    assert code(refund(till, number, most)) == "400 TransactionAmountExceeded"
    refund_id(till, number, str(round(float(most) - 0.01, 2)))
    assert code(refund(till, number, "0.01")) == "400 TransactionAmountExceeded"


@pytest.mark.parametrize("reason", ["AmazonRejected", "ProcessingFailure"])
def test_a_declined_refund_gives_back_what_it_took_of_the_ceiling(till: Till, reason: str) -> None:
    number = captured(till, permit(till, "10.00"), "10.00")
    found = refund_id(till, number, "11.50", reason)
    assert code(refund(till, number, "0.01")) == "400 TransactionAmountExceeded"
    till.emulator.advance(30)
    assert status(till, f"refunds/{found}") == ("Declined", reason)
    assert float(refunded(till, number)) == 0
    assert refund(till, number, "11.50").status == 201


def test_a_refund_is_decided_once(till: Till) -> None:
    found = refund_id(till, captured(till, permit(till)))
    world = till.emulator.world
    world.schedule(world.now + 60, "reject_refund", found)
    till.emulator.advance(60)
    assert status(till, f"refunds/{found}") == ("Refunded", None)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (price("10.00", "EUR"), "400 CurrencyMismatch"),
        (price("1000000.00"), "400 TransactionAmountExceeded"),
        (price("-1"), "400 InvalidParameterValue"),
        (None, "400 MissingParameterValue"),
    ],
)
def test_other_money_is_not_given_back(till: Till, amount: Any, expected: str) -> None:
    number = captured(till, permit(till))
    assert code(refund(till, number, amount)) == expected
    assert refunded(till, number) == "0"


def test_only_what_was_captured_is_given_back(till: Till) -> None:
    number = authorized(till, permit(till))
    assert code(refund(till, number)) == "422 InvalidChargeStatus"
    assert code(refund(till, "S01-1-C1")) == "404 ResourceNotFound"


def test_codes_of_other_operations_are_refused(till: Till) -> None:
    number = captured(till, permit(till))
    answer = refund(till, number, "1.00", "SoftDeclined")
    assert code(answer) == "400 InvalidSandboxSimulationSpecified"


def test_a_refund_has_its_own_words_on_the_statement_or_the_charge_s(till: Till) -> None:
    number = captured(till, permit(till), softDescriptor="FJORDTEA")
    assert read(refund(till, number, "1.00"))["softDescriptor"] == "AMZ*FJORDTEA"
    given = read(refund(till, number, "1.00", softDescriptor="BACK"))
    assert given["softDescriptor"] == "AMZ*BACK"


def test_a_refund_is_made_once_under_one_key(till: Till) -> None:
    number = captured(till, permit(till))
    body = {"chargeId": number, "refundAmount": price("1.00")}
    key = {"x_amz_pay_idempotency_key": "r1"}
    first, again = (till.send("POST", "refunds", body, **key) for _ in range(2))
    assert read(first) == read(again)
    assert refunded(till, number) == "1.00"


def test_a_refund_elsewhere_is_not_there(till: Till) -> None:
    found = refund_id(till, captured(till, permit(till)))
    till.environment = "/live"
    assert code(till.send("GET", f"refunds/{found}")) == "404 ResourceNotFound"


def test_the_ceiling_follows_what_was_captured_not_what_was_authorized(till: Till) -> None:
    number = authorized(till, permit(till))
    assert capture(till, number, "20.00").status == 200
    assert code(refund(till, number, "23.01")) == "400 TransactionAmountExceeded"
    assert refund(till, number, "23.00").status == 201
