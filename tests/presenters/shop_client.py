"""A shop on this machine: signs with a key from a file, and asks over real HTTP."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from apay_console import signing

ALGORITHM = "AMZN-PAY-RSASSA-PSS-V2"
STORE = "amzn1.application-oa2-client.demo00000000000000000000000000aa"
REVIEW = {"checkoutReviewReturnUrl": "http://localhost:8099/review"}


@dataclass
class Reply:
    """What came back."""

    status: int
    body: dict[str, Any]


@dataclass
class ShopClient:
    """A merchant's backend, in no SDK's style."""

    base_url: str
    key_id: str
    key: RSAPrivateKey
    asked: int = 0
    spoil: dict[str, str] = field(default_factory=dict)  # headers to exchange after signing

    @classmethod
    def of_file(cls, base_url: str, key_id: str, path: Path) -> ShopClient:
        """Sign with the key that was saved for the shop."""
        key = load_pem_private_key(path.read_bytes(), None)
        assert isinstance(key, RSAPrivateKey)
        return cls(base_url, key_id, key)

    def create(self, version: str = "v2", reference: str = "", **more: Any) -> Reply:
        web = "webCheckoutDetail" if version == "v1" else "webCheckoutDetails"
        body = {"storeId": STORE, web: REVIEW, **more}
        if reference:
            body["merchantMetadata"] = {"merchantReferenceId": reference}
        self.asked += 1
        return self.ask("POST", f"/{version}/checkoutSessions", body, key=f"key{self.asked}")

    def ask(
        self, method: str, path: str, body: Any = None, *, key: str = "", sent: bytes | None = None
    ) -> Reply:
        """Sign and send; `sent` is what leaves in the place of what was signed."""
        raw = b"" if body is None else json.dumps(body).encode()
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        headers = signing.reference_headers("pay-api.amazon.com", "na", date, key)
        text = signing.canonical_request(method, path, [], headers, raw)
        signature = signing.sign(self.key, ALGORITHM, signing.string_to_sign(ALGORITHM, text))
        names = signing.signed_headers(headers)
        headers["authorization"] = (
            f"{ALGORITHM} PublicKeyId={self.key_id}, SignedHeaders={names}, Signature={signature}"
        )
        data = raw if sent is None else sent
        url = self.base_url + path
        request = urllib.request.Request(url, data or None, headers | self.spoil, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return Reply(answer.status, json.load(answer))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, json.load(error))
