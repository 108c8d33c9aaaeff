"""An emulator that outlives the programs which ask it, and a permission that takes many charges."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from apay_console.emulator.on_thread import OnThread
from apay_console.emulator.service import AUTO, Emulator, Settings
from apay_console.model.profile import BUILT_IN_KEY_ID
from apay_console.pytest_plugin import ApayEmulator

_RETURNS = "http://localhost:8099/"
_SESSION: dict[str, Any] = {
    "storeId": "amzn1.application-oa2-client.demo00000000000000000000000000aa",
    "webCheckoutDetails": {
        "checkoutReviewReturnUrl": f"{_RETURNS}review",
        "checkoutResultReturnUrl": f"{_RETURNS}result",
    },
    "paymentDetails": {"paymentIntent": "Confirm"},
    "chargePermissionType": "Recurring",
    "recurringMetadata": {"frequency": {"unit": "Month", "value": "1"}},
}


@dataclass(frozen=True)
class Till:
    """The emulator, and a shop that asks it."""

    emulator: Emulator
    shop: ApayEmulator

    def permit(self) -> str:
        """Let a buyer agree to payments that follow; tell the permission's id."""
        session = self.shop.ask("POST", "/v2/checkoutSessions", _SESSION).body["checkoutSessionId"]
        self.shop.buyers.pay(session)
        done = self.shop.ask("POST", f"/v2/checkoutSessions/{session}/complete", {})
        return str(done.body["chargePermissionId"])

    def references(self) -> list[str]:
        """The merchant's own number of every charge that there is."""
        charges = self.emulator.world.state.charges.values()
        return [str(charge.values["merchantMetadata.merchantReferenceId"]) for charge in charges]


@contextmanager
def opened(folder: Path) -> Iterator[Till]:
    """Serve as long as the block lasts; the key's file is in the folder."""
    key, path, server = generate_private_key(65537, 2048), folder / "key.pem", OnThread()
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    keys, settings = {BUILT_IN_KEY_ID: key.public_key()}, Settings(buyer=AUTO)
    emulator = Emulator(keys, clock=time.time, settings=settings)
    server.show(emulator, secrets.token_urlsafe(32))
    try:
        yield Till(emulator, ApayEmulator(server.base_url, BUILT_IN_KEY_ID, key, path, server))
    finally:
        server.close()
