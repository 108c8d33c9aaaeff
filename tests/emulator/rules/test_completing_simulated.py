"""A buyer's payment can be made to end in every way when it is completed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.emulator.rules.completing_parts import BODY, money, pay
from tests.emulator.shop import Till, code, read


@pytest.mark.parametrize(
    ("card", "outcome", "permission"),
    [("0701", "Authorized", "NonChargeable"), ("4354", "Declined", "Chargeable")],
)
def test_a_pending_authorization_is_decided_after_half_a_minute(
    till: Till, card: str, outcome: str, permission: str
) -> None:
    number = till.ready(canHandlePendingAuthorization=True)
    pay(till, number, card=card)
    answer = till.complete(number, BODY)
    assert answer.status == 202
    assert read(answer)["statusDetails"]["state"] == "Completed"
    found, charge = money(till)
    assert charge
    assert charge.state == "AuthorizationInitiated"
    till.emulator.advance(29)
    assert charge.state == "AuthorizationInitiated"
    till.emulator.advance(1)
    assert (charge.state, found.state) == (outcome, permission)


def test_v1_pending_completes_the_session_too(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    number = till.ready(canHandlePendingAuthorization=True)
    pay(till, number, card="0701")
    assert read(till.get(number))["statusDetail"]["state"] == "Completed"
    assert money(till)[1].state == "AuthorizationInitiated"  # type: ignore[union-attr]


@pytest.mark.parametrize("reason", ["BuyerCanceled", "AmazonCanceled", "Declined"])
def test_simulation_codes_cancel_at_complete(till: Till, reason: str) -> None:
    number = till.ready()
    pay(till, number)
    answer = till.complete(number, BODY, x_amz_pay_simulation_code=reason)
    assert code(answer) == "422 CheckoutSessionCanceled"
    assert read(till.get(number))["statusDetails"]["reasonCode"] == reason


def test_the_pending_code_needs_a_merchant_who_can_wait(till: Till) -> None:
    pending = {"x_amz_pay_simulation_code": "AuthorizationInitiated"}
    number = till.ready()
    pay(till, number)
    refused = till.complete(number, BODY, **pending)
    assert code(refused) == "400 InvalidSandboxSimulationSpecified"
    number = till.ready(canHandlePendingAuthorization=True)
    pay(till, number)
    assert till.complete(number, BODY, **pending).status == 202


def test_v1_takes_simulation_codes_with_an_update(tills: Callable[..., Till]) -> None:
    till = tills(version="v1")
    number = till.ready()
    answer = till.update(number, {}, x_amz_pay_simulation_code="Declined")
    assert read(answer)["statusDetail"]["state"] == "Open"
    pay(till, number)
    assert read(till.get(number))["statusDetail"]["reasonCode"] == "Declined"


def test_codes_that_mean_nothing_for_an_operation_are_refused(till: Till) -> None:
    simulated = {"x_amz_pay_simulation_code": "Declined"}
    number = till.new()
    expected = "400 InvalidSandboxSimulationSpecified"
    assert code(till.create(**simulated)) == expected
    assert code(till.send("GET", f"checkoutSessions/{number}", **simulated)) == expected
    assert code(till.update(number, {}, **simulated)) == expected
    wrong = {"x_amz_pay_simulation_code": "SoftDeclined"}
    assert code(till.complete(number, {}, **wrong)) == expected
