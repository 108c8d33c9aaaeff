"""What an object still allows, and what Amazon would answer to the rest, in plain words."""

from __future__ import annotations

from apay_console.model.reading import Reading
from apay_console.presenters.sale.state.objects import limits_of, tasks_of
from tests.ui.later_states import charge, money, permission


def reason(reading: Reading, name: str) -> str:
    return next(str(task.reason) for task in tasks_of(reading) if task.operation.name == name)


def test_a_refused_task_names_all_states_that_would_take_it() -> None:
    assert reason(charge("Captured"), "capture_charge").endswith("is Captured, not Authorized.")
    closed = permission("Closed")
    assert reason(closed, "update_permission").endswith("Closed, not Chargeable or NonChargeable.")


def test_nothing_has_the_decimals_of_its_currency() -> None:
    dollars = charge("Captured", refundedAmount=money("0"))
    assert limits_of(dollars)[2].value == "0.00 USD"
    yen = charge("Captured", refundedAmount=money("0", "JPY"))
    assert limits_of(yen)[2].value == "0 JPY"
