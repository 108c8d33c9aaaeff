"""Objects in every state for the fuzzer to meet: made as a shop and its buyers make them."""

from __future__ import annotations

import itertools
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from apay_console import signing
from apay_console.model.profile import HOSTS, Algorithm, Region
from tests.emulator.shop import everything, minimum
from tests.interop.program import KEY_IDS, Program

Seeds = dict[str, list[str]]  # ids by the name of their path parameter
_PRICE = {"amount": "48.90", "currencyCode": "USD"}
_PART = {"amount": "10.00", "currencyCode": "USD"}
_EACH = 6


class Merchant:
    """Signs as this project does, and sends over real HTTP."""

    def __init__(self, program: Program, name: str) -> None:
        self._program = program
        self._http = httpx.Client(base_url=program.base_url, trust_env=False)
        self._keys = (f"{name}seed{number}"[-32:] for number in itertools.count())

    def send(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        raw = b"" if body is None else json.dumps(body).encode()
        headers = self._headers(next(self._keys) if method == "POST" else "")
        signed = {**headers, "authorization": sign(self._program, method, path, headers, raw)}
        answer = self._http.request(method, path, content=raw, headers=signed)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def submit(self, path: str, **form: str) -> str:
        answer = self._http.post(path, data=form)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def _headers(self, key: str) -> dict[str, str]:
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        return signing.reference_headers(HOSTS[Region.NA], Region.NA, date, key)


def sign(program: Program, method: str, path: str, headers: dict[str, str], raw: bytes) -> str:
    """Write the header over exactly these."""
    algorithm = Algorithm.PSS_V2
    text = signing.wire_canonical_request(method, path, "", headers, raw)
    signature = signing.sign(program.key, algorithm, signing.string_to_sign(algorithm, text))
    names = signing.signed_headers(headers)
    return str(signing.Authorization(algorithm, KEY_IDS[0], names, signature))


def sow(program: Program, version: str, name: str) -> Seeds:
    """Make a few of everything; `operation/name` names those that only one operation is to meet."""
    shop, found = _Shop(Merchant(program, name), version), defaultdict[str, list[str]](list)
    for _ in range(_EACH):
        for parameter, number in _day(shop):
            found[parameter].append(number)
    landed = shop.merchant.submit("/signin", signInReturnUrl="https://shop.example/hello")
    found["buyerToken"].append(landed.rpartition("=")[2])
    return dict(found)


def _day(shop: _Shop) -> Iterator[tuple[str, str]]:
    yield "checkoutSessionId", shop.session()
    yield "checkoutSessionId", shop.paid_session()
    yield "finalize_session/checkoutSessionId", shop.session()
    yield "complete_session/checkoutSessionId", shop.paid_session()
    permission, charge = shop.order("Authorize")
    yield "chargePermissionId", permission
    yield "capture_charge/chargeId", charge
    yield "cancel_charge/chargeId", shop.order("Authorize")[1]
    yield "close_permission/chargePermissionId", shop.order("Confirm")[0]
    yield "update_permission/chargePermissionId", shop.order("Confirm")[0]
    for _ in range(3):
        yield "create_charge/chargePermissionId", shop.order("Confirm")[0]
    captured = shop.captured()
    yield "chargeId", captured
    yield "refundId", shop.refund(captured)


@dataclass(frozen=True)
class _Shop:
    """A shop's usual steps, in one version."""

    merchant: Merchant
    version: str

    def session(self, intent: str = "Authorize") -> str:
        """Begin a checkout that waits for nothing but the buyer's yes."""
        path = f"/{self.version}/checkoutSessions"
        number = str(self.merchant.send("POST", path, minimum(self.version))["checkoutSessionId"])
        order = everything(self.version, _PRICE["amount"], paymentIntent=intent)
        self.merchant.send("PATCH", f"{path}/{number}", order)
        self.merchant.submit("/signin", amazonCheckoutSessionId=number)
        return number

    def paid_session(self, intent: str = "Authorize") -> str:
        """Let the buyer say yes."""
        number = self.session(intent)
        form = {"amazonCheckoutSessionId": number, "decision": "approve"}
        self.merchant.submit("/checkout/processing", **form)
        return number

    def order(self, intent: str) -> tuple[str, str]:
        """Finish a checkout: its permission, and its charge if there is one."""
        path = f"/{self.version}/checkoutSessions/{self.paid_session(intent)}"
        if self.version == "v1":
            done = self.merchant.send("GET", path)
        else:
            done = self.merchant.send("POST", f"{path}/complete", {"chargeAmount": _PRICE})
        return str(done["chargePermissionId"]), str(done["chargeId"])

    def captured(self) -> str:
        """Take the money of an order."""
        charge = self.order("Authorize")[1]
        path = f"/{self.version}/charges/{charge}/capture"
        self.merchant.send("POST", path, {"captureAmount": _PRICE})
        return charge

    def refund(self, charge: str) -> str:
        """Give a part of it back."""
        body = {"chargeId": charge, "refundAmount": _PART}
        return str(self.merchant.send("POST", f"/{self.version}/refunds", body)["refundId"])
