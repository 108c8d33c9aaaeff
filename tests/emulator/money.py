"""A till that goes on after the checkout: permissions, charges and refunds."""

from __future__ import annotations

from typing import Any

from apay_console.emulator.rules import paying
from apay_console.emulator.rules.cards import find_card
from apay_console.emulator.state import Charge, Permission
from apay_console.emulator.wire import Answer
from tests.emulator.shop import Till, everything, first_buyer, minimum, read

DAY = 24 * 3600
MONTHLY = {"recurringMetadata": {"frequency": {"unit": "Month", "value": "1"}}}


def usd(amount: str) -> dict[str, str]:
    return price(amount)


def price(amount: str, currency: str = "USD") -> dict[str, str]:
    return {"amount": amount, "currencyCode": currency}


def simulated(code: str) -> dict[str, str]:
    return {"x_amz_pay_simulation_code": code} if code else {}


def pay(till: Till, number: str, card: str = "") -> None:
    """Let the buyer approve on the page."""
    session = till.emulator.session(number)
    found = find_card(card, session.region)
    assert found
    paying.decide(till.emulator.world, session, paying.APPROVE, found)


def finish(till: Till, number: str, amount: dict[str, str] | None, **more: Any) -> str:
    """Pay and complete a session that lacks nothing; tell the permission's id."""
    pay(till, number)
    if till.version == "v2":
        body = ({"chargeAmount": amount} if amount else {}) | more
        answer = till.complete(number, body)
        assert answer.status in {200, 202}, answer.body
    return str(read(till.get(number))["chargePermissionId"])


def permit(till: Till, amount: str = "48.90", currency: str = "USD", **payment: Any) -> str:
    """Get a permission that nothing has been charged to yet."""
    given = {"paymentIntent": "Confirm"} | payment
    number = till.ready(amount, currency, **given)
    return finish(till, number, price(amount, currency))


def permit_later(till: Till, kind: str = "Recurring", currency: str = "USD") -> str:
    """Get a permission for payments that follow, without an amount of its own."""
    number = till.new(minimum("v2") | {"chargePermissionType": kind} | MONTHLY)
    body = everything("v2", currency=currency, paymentIntent="Confirm")
    del body["paymentDetails"]["chargeAmount"]
    assert till.update(number, body).status == 200
    till.emulator.sign_in(number, first_buyer())
    return finish(till, number, None)


def charge(
    till: Till, permission: str, amount: Any = "48.90", code: str = "", **more: Any
) -> Answer:
    """Ask for a charge."""
    found = price(amount) if isinstance(amount, str) else amount
    body = {"chargePermissionId": permission, "chargeAmount": found} | more
    return post(till, "charges", body, code)


def capture(till: Till, number: str, amount: Any = "48.90", code: str = "", **more: Any) -> Answer:
    found = price(amount) if isinstance(amount, str) else amount
    return post(till, f"charges/{number}/capture", {"captureAmount": found} | more, code)


def cancel(till: Till, number: str, why: str = "The tea is sold out.") -> Answer:
    return till.send("DELETE", f"charges/{number}/cancel", {"cancellationReason": why})


def refund(till: Till, number: str, amount: Any = "10.00", code: str = "", **more: Any) -> Answer:
    found = price(amount) if isinstance(amount, str) else amount
    return post(till, "refunds", {"chargeId": number, "refundAmount": found} | more, code)


def close(till: Till, number: str, code: str = "", **more: Any) -> Answer:
    body = {"closureReason": "The order is done."} | more
    return till.send("DELETE", f"chargePermissions/{number}/close", body, **simulated(code))


def post(till: Till, path: str, body: Any, code: str = "") -> Answer:
    key = till.shop.key()
    return till.send("POST", path, body, x_amz_pay_idempotency_key=key, **simulated(code))


def authorized(till: Till, permission: str, amount: Any = "48.90", **more: Any) -> str:
    """Have a charge that holds money; tell its id."""
    return charge_id(charge(till, permission, amount, **more))


def captured(till: Till, permission: str, amount: Any = "48.90", **more: Any) -> str:
    """Have a charge that took money; tell its id."""
    return charge_id(charge(till, permission, amount, captureNow=True, **more))


def charge_id(answer: Answer) -> str:
    assert answer.status == 201, answer.body
    return str(read(answer)["chargeId"])


def charge_of(till: Till, number: str) -> Charge:
    return till.emulator.world.state.charges[number]


def permission_of(till: Till, number: str) -> Permission:
    return till.emulator.world.state.permissions[number]


def status(till: Till, path: str) -> tuple[str, str | None]:
    """An object's state and reason, as a GET tells them."""
    body = read(till.send("GET", path))
    found = body.get("statusDetails") or body["statusDetail"]
    reasons = found.get("reasons")
    return found["state"], reasons[0]["reasonCode"] if reasons else found.get("reasonCode")


def charge_status(till: Till, number: str) -> tuple[str, str | None]:
    return status(till, f"charges/{number}")


def permission_status(till: Till, number: str) -> tuple[str, str | None]:
    return status(till, f"chargePermissions/{number}")


def balance(till: Till, number: str) -> str:
    return str(
        read(till.send("GET", f"chargePermissions/{number}"))["limits"]["amountBalance"]["amount"]
    )
