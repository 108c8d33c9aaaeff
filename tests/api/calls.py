"""Calls to make in tests, and the plain way to make one."""

from __future__ import annotations

import asyncio
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from apay_console.api.client import Call, Client
from apay_console.model.exchange import Exchange
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import GET_SESSION, UPDATE_SESSION
from apay_console.model.profile import Environment, Profile, Region

NOW = 1_784_118_896.7  # 2026-07-15T12:34:56Z, and some
SESSION = "08eca0c9-214c-4246-a42f-af408861ce20"
TARGET = f"/sandbox/v1/checkoutSessions/{SESSION}"
EMULATOR = Profile("p1", "Tea shop", Environment.EMULATOR, Region.NA, "SANDBOX-TEST")


def update(key: RSAPrivateKey, endpoint: str, **more: Any) -> Call:
    """A write to `endpoint`."""
    given = {"profile": EMULATOR, "target": TARGET, "body": b'{"a":1}'} | more
    return Call(
        operation=UPDATE_SESSION, version=ApiVersion.V1, key=key, endpoint=endpoint, **given
    )


def get(key: RSAPrivateKey, endpoint: str, **more: Any) -> Call:
    """A read from `endpoint`."""
    given = {"profile": EMULATOR, "target": TARGET} | more
    return Call(operation=GET_SESSION, version=ApiVersion.V1, key=key, endpoint=endpoint, **given)


def send(call: Call, **settings: Any) -> Exchange:
    """Send one call with a client of its own."""

    async def work() -> Exchange:
        client = Client(clock=lambda: NOW, **settings)
        try:
            return await client.send(call)
        finally:
            await client.close()

    return asyncio.run(work())
