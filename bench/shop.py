"""A shop that signs: requests as bytes, ready to be written to a socket."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console import signing
from apay_console.model.kinds import stamp
from apay_console.model.profile import Algorithm

SESSIONS = "/sandbox/v2/checkoutSessions"
NEW_SESSION = {
    "storeId": "amzn1.application-oa2-client.demo00000000000000000000000000aa",
    "webCheckoutDetails": {"checkoutReviewReturnUrl": "http://localhost:8099/review"},
}


@dataclass(frozen=True)
class Shop:
    """Who asks, with which key."""

    key: RSAPrivateKey
    key_id: str

    def headers(self, method: str, path: str, body: bytes, once: str = "") -> dict[str, str]:
        """Sign one request; `once` is its idempotency key."""
        signed = signing.reference_headers("pay-api.amazon.com", "na", stamp(time()), once)
        text = signing.string_to_sign(
            Algorithm.PSS_V2, signing.canonical_request(method, path, [], signed, body)
        )
        names = signing.signed_headers(signed)
        signature = signing.sign(self.key, Algorithm.PSS_V2, text)
        written = signing.Authorization(Algorithm.PSS_V2, self.key_id, names, signature)
        return {**signed, "authorization": str(written)}

    def wire(self, method: str, path: str, value: Any, once: str = "") -> bytes:
        """Write one signed request as it goes over the wire."""
        body = json.dumps(value, separators=(",", ":")).encode()
        headers = {"host": "127.0.0.1", "content-length": str(len(body))}
        headers |= self.headers(method, path, body, once)
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {text}" for name, text in headers.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def priced(number: int) -> dict[str, Any]:
    """An update like no other: another amount, another note."""
    amount = {"amount": f"{10 + number % 900}.{number % 100:02}", "currencyCode": "USD"}
    return {
        "paymentDetails": {"chargeAmount": amount},
        "merchantMetadata": {"noteToBuyer": f"Two tins of green tea, no. {number}"},
    }
