"""A shop whose tests ask the emulator over its port, a sale each minute of the emulator's clock."""

from __future__ import annotations

import gc
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import load
from bench.programs.painted import resident_mib
from soak import till

_HOURS = 8
_HOUR = 60  # minutes
_SEEN = 3  # times that each object is read
_RETURNS = "http://localhost:8099/"
_SESSION: dict[str, Any] = {
    "storeId": "amzn1.application-oa2-client.demo00000000000000000000000000aa",
    "webCheckoutDetails": {
        "checkoutReviewReturnUrl": f"{_RETURNS}review",
        "checkoutResultReturnUrl": f"{_RETURNS}result",
    },
    "paymentDetails": {
        "paymentIntent": "AuthorizeWithCapture",
        "chargeAmount": {"amount": "19.99", "currencyCode": "USD"},
    },
}
_REFUND = {"amount": "5.00", "currencyCode": "USD"}


class Shop:
    """Signs, asks over HTTP, and counts how often."""

    def __init__(self, open_till: till.Till) -> None:
        self._till = open_till
        self.requests = 0

    def sell(self) -> None:
        """Make one sale, look at each object, give a part of the money back; a minute passes."""
        made = self._ask("POST", "/v2/checkoutSessions", _SESSION)
        session = made["checkoutSessionId"]
        self._till.shop.buyers.pay(session)
        total = {"chargeAmount": _SESSION["paymentDetails"]["chargeAmount"]}
        done = self._ask("POST", f"/v2/checkoutSessions/{session}/complete", total)
        back = {"chargeId": done["chargeId"], "refundAmount": _REFUND}
        refund = self._ask("POST", "/v2/refunds", back)
        paths = [
            f"/v2/checkoutSessions/{session}",
            f"/v2/chargePermissions/{done['chargePermissionId']}",
            f"/v2/charges/{done['chargeId']}",
            f"/v2/refunds/{refund['refundId']}",
        ]
        for path in paths * _SEEN:
            self._ask("GET", path)
        self._till.emulator.advance(60)  # nobody asks meanwhile

    def begin_again(self) -> None:
        """Forget everything, as before another run of tests."""
        self._till.emulator.reset()

    def _ask(self, method: str, path: str, value: Any = None) -> dict[str, Any]:
        """Ask over the port; an answer that is no success ends the run."""
        shop = self._till.shop
        raw = b"" if value is None else json.dumps(value).encode()
        headers = {"host": "127.0.0.1", "content-length": str(len(raw))}
        headers |= shop.signed(method, path, raw)
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {text}" for name, text in headers.items()),
        ]
        request = "\r\n".join([*lines, "", ""]).encode("latin-1") + raw
        self.requests += 1
        port = int(shop.base_url.rpartition(":")[2])
        found: dict[str, Any] = json.loads(load.ask_once(port, request))
        return found


def main(minutes: int) -> None:
    """Let so many minutes pass, and tell by how much the memory grew after the first part."""
    hour = max(1, min(_HOUR, minutes // _HOURS))
    with tempfile.TemporaryDirectory() as name, till.opened(Path(name)) as opened:
        shop, sizes = Shop(opened), []
        for minute in range(minutes):
            shop.sell()
            if minute % hour == hour - 1:
                gc.collect()
                sizes.append(resident_mib())
                shop.begin_again()
    growth = round(max(sizes[1:], default=sizes[0]) - sizes[0], 2)
    print(json.dumps({"requests": shop.requests, "growth_mib": growth}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
