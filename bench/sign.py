"""Signing one request, against the RSA operation in it."""

from __future__ import annotations

from collections.abc import Iterable
from time import time

import httpx
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from apay_console.api.auth import Signature
from apay_console.api.client import Call
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import UPDATE_SESSION
from apay_console.presenters.profiles.profiles import tea_shop
from bench.rows import Effort, Row
from bench.timing import in_turn

PATH = "/sandbox/v2/checkoutSessions/08eca0c9-214c-4246-a42f-af408861ce20"
BODY = b'{"paymentDetails":{"chargeAmount":{"amount":"19.99","currencyCode":"USD"}}}'
HOST = "http://127.0.0.1:8098"


def measure(effort: Effort) -> Iterable[Row]:
    """Sign as the client does, headers and all, and sign the bare bytes."""
    key = generate_private_key(public_exponent=65537, key_size=2048)
    padding, digest = PSS(MGF1(SHA256()), salt_length=32), SHA256()
    call = Call(UPDATE_SESSION, tea_shop("SANDBOX-BENCH"), ApiVersion.V2, key, HOST, PATH, BODY)
    text = b"AMZN-PAY-RSASSA-PSS-V2\n" + b"0" * 64
    request = httpx.Request("PATCH", HOST + PATH, content=BODY)

    def whole() -> None:
        next(Signature(call, time).auth_flow(request))

    signing, bare = in_turn(whole, lambda: key.sign(text, padding, digest), effort.times(1500))
    yield Row("sign-request", signing * 1e6, "us", 1.2, bare * 1e6)
