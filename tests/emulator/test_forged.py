"""More than a hundred forged requests over a real socket: none gets in, and the server is well."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.emulator.front import Front
from apay_console.emulator.server import Running
from apay_console.emulator.service import Emulator, Settings
from tests.emulator.loops import exchange, serving, wire
from tests.emulator.shop import KEY_ID, Shop, minimum

SESSIONS = "/sandbox/v2/checkoutSessions"
BODY = b'{"platformId":"FORGED"}'
_SIGNED = ("accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region")
_OTHER = "AMZN-PAY-RSASSA-PSS", "AMZN-PAY-RSASSA-PSS-V3", "amzn-pay-rsassa-pss-v2", "none", ""
Request = tuple[str, str, dict[str, str], bytes]


def _flipped(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def _with(request: Request, **changes: str | None) -> Request:
    method, target, headers, body = request
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    kept = {name: value for name, value in headers.items() if name not in changed}
    added = {name: value for name, value in changed.items() if value is not None}
    return method, target, {**kept, **added}, body


def forged(honest: Request) -> Iterator[Request]:
    """Change one thing of an honest request, in each way that somebody could try."""
    yield from (_with(honest, authorization=other) for other in _authorizations(honest))
    method, target, headers, body = honest
    for name in _SIGNED:
        yield _with(honest, **{name: None})
        yield _with(honest, **{name: headers[name] + "x"})
    for other in ("POST", "GET", "DELETE"):
        yield other, target, headers, body
    for other in (target[:-1], target + "/", target + "?x=1", target.replace("v2", "v1"), "/"):
        yield method, other, headers, body
    for at in range(len(body)):
        yield method, target, headers, body[:at] + b"x" + body[at + 1 :]
    yield method, target, headers, b""
    yield method, target, headers, body + b" "


def _authorizations(honest: Request) -> Iterator[str]:
    written = honest[2]["authorization"]
    start = written.index("Signature=") + len("Signature=")
    yield from (_flipped(written, at) for at in range(start, len(written) - 2, 8))
    for cut in range(1, 40):
        yield written[:-cut]
        yield written[cut:]
    names = ";".join(sorted(_SIGNED))
    for name in _SIGNED:
        left = ";".join(sorted(set(_SIGNED) - {name}))
        yield written.replace(names, left)
    yield from (written.replace("AMZN-PAY-RSASSA-PSS-V2", name) for name in _OTHER)
    for key_id in (KEY_ID[:-1], KEY_ID.lower(), "LIVE-" + KEY_ID[8:], "", "../" + KEY_ID):
        yield written.replace(KEY_ID, key_id)


def test_a_hundred_forged_requests_are_refused_and_the_server_stays_well(
    private_key: RSAPrivateKey,
) -> None:
    settings = Settings(base_url="http://127.0.0.1:1")
    emulator = Emulator({KEY_ID: private_key.public_key()}, clock=time.time, settings=settings)
    shop = Shop(private_key, time.time)
    with serving(Front(emulator, "token").handle) as running:
        target = f"{SESSIONS}/{_created(running, shop)}"
        honest: Request = ("PATCH", target, shop.headers("PATCH", target, BODY), BODY)
        attempts = list(forged(honest))
        assert len(attempts) > 100
        for attempt in attempts:
            reply = exchange(running.port, wire(*attempt))
            assert 400 <= reply.status < 500, attempt
            assert set(reply.json) == {"reasonCode", "message"}
            assert reply.headers["x-amz-pay-request-id"]
        assert _platform(running, shop, target) is None
        assert exchange(running.port, wire(*honest)).status == 200
        assert _platform(running, shop, target) == "FORGED"


def _created(running: Running, shop: Shop) -> str:
    body = json.dumps(minimum("v2")).encode()
    headers = shop.headers("POST", SESSIONS, body, x_amz_pay_idempotency_key="k1")
    reply = exchange(running.port, wire("POST", SESSIONS, headers, body))
    return str(reply.json["checkoutSessionId"])


def _platform(running: Running, shop: Shop, target: str) -> str | None:
    reply = exchange(running.port, wire("GET", target, shop.headers("GET", target, b"")))
    found: str | None = reply.json["platformId"]
    return found
