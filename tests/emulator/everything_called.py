"""Everything that may be called, and a count of what is there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from apay_console.emulator.front import Front
from apay_console.emulator.wire import Answer
from apay_console.model.operation import Operation
from apay_console.model.operations import OPERATIONS
from tests.emulator.browsing import Browser
from tests.emulator.shop import Till, minimum, open_till, read

PRICE = {"amount": "10.00", "currencyCode": "USD"}

CALLS = [
    (operation, version)
    for operation in OPERATIONS
    if operation.body
    for version in operation.versions
]


@dataclass(frozen=True)
class Counter:
    """A shop with one of each object, in the state in which each call would be taken."""

    till: Till
    ids: dict[str, str]

    def path(self, operation: Operation) -> str:
        if operation.name in {"complete_session", "finalize_session"}:
            return operation.path.format(checkoutSessionId=self.ids["paid"])
        return operation.path.format(**self.ids)

    def body(self, operation: Operation) -> dict[str, Any]:
        """A body that would be taken."""
        return copy.deepcopy(_GOOD[operation.name](self.ids, self.till.version))

    def send(self, operation: Operation, body: Any, **extra: str) -> Answer:
        if operation.needs_idempotency_key:
            extra.setdefault("x_amz_pay_idempotency_key", self.till.shop.key())
        return self.till.send(operation.method, self.path(operation), body, **extra)

    def kept(self) -> list[tuple[str, str, str]]:
        return list(self.till.emulator.save())


_GOOD: dict[str, Callable[[dict[str, str], str], dict[str, Any]]] = {
    "create_session": lambda ids, version: minimum(version),
    "update_session": lambda ids, version: {},
    "complete_session": lambda ids, version: {"chargeAmount": PRICE},
    "finalize_session": lambda ids, version: {"chargeAmount": PRICE, "paymentIntent": "Authorize"},
    "update_permission": lambda ids, version: {},
    "close_permission": lambda ids, version: {"closureReason": "No tea left"},
    "create_charge": lambda ids, version: {
        "chargePermissionId": ids["chargePermissionId"],
        "chargeAmount": PRICE,
    },
    "update_charge": lambda ids, version: {},
    "capture_charge": lambda ids, version: {"captureAmount": PRICE},
    "cancel_charge": lambda ids, version: {"cancellationReason": "No tea left"},
    "create_refund": lambda ids, version: {"chargeId": ids["captured"], "refundAmount": PRICE},
    "track_delivery": lambda ids, version: {
        "chargePermissionId": ids["chargePermissionId"],
        "deliveryDetails": [{"trackingNumber": "0430983", "carrierCode": "UPS"}],
    },
}


def paid(till: Till, **payment: Any) -> str:
    """A session whose buyer has pressed the button."""
    number = till.ready("10.00", **payment)
    values = {"amazonCheckoutSessionId": number, "decision": "approve"}
    assert Browser(Front(till.emulator)).post("/checkout/processing", values).status == 303
    return number


def finished(till: Till, **payment: Any) -> dict[str, Any]:
    number = paid(till, **payment)
    if till.version == "v2":
        total = payment.get("totalOrderAmount")
        body = {"chargeAmount": PRICE} | ({"totalOrderAmount": total} if total else {})
        assert till.complete(number, body).status == 200
    return read(till.get(number))


@cache
def _key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def counter(version: str) -> Counter:
    """One for all tests: a refused request changes nothing."""
    till = open_till(_key(), version=version)
    split = {"totalOrderAmount": {"amount": "100.00", "currencyCode": "USD"}}
    held = finished(till, **(split if version == "v2" else {}))
    charged = till.send(
        "POST",
        f"charges/{finished(till)['chargeId']}/capture",
        {"captureAmount": PRICE},
        x_amz_pay_idempotency_key=till.shop.key(),
    )
    assert charged.status == 200, charged.body
    ids = {
        "checkoutSessionId": till.new(),
        "paid": paid(till) if version == "v2" else "",
        "chargePermissionId": held["chargePermissionId"],
        "chargeId": held["chargeId"],
        "captured": read(charged)["chargeId"],
    }
    return Counter(till, ids)


DEEP = b'{"merchantMetadata":' + b'{"a":' * 64 + b"1" + b"}" * 65
