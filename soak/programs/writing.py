"""Charges without end, as the console would: first asks again about what it left unknown."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from PySide6.QtCore import QCoreApplication

from apay_console.assembly import Parts, assemble
from apay_console.late_sender import LateSender
from apay_console.model.fields import ApiVersion
from apay_console.model.operations import CREATE_CHARGE
from apay_console.model.request import Request
from apay_console.sources import Sources

_TRIES = 50


def main(folder: Path, base_url: str, permission: str, charges: int) -> None:
    """Settle what is unknown, then make so many charges."""
    application = QCoreApplication([])
    key = load_pem_private_key((folder / "key.pem").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    parts = assemble(folder, Sources(time.time, lambda: uuid4().hex))
    parts.console.host.base_url = base_url
    asyncio.run(_work(parts, parts.sender.signing_with(key), permission, charges))
    parts.close()
    del application


async def _work(parts: Parts, sender: LateSender, permission: str, charges: int) -> None:
    await sender.unfinished()
    sender._ready().client.prepare()  # takes longer than what is to be interrupted
    print("ready", flush=True)
    for _ in range(_TRIES):
        for attempt in await sender.unfinished():
            await sender.repeat(attempt)
    profile = parts.console.profiles.current
    for _ in range(charges):
        body = _body(permission)
        await sender.send(Request(CREATE_CHARGE, profile, ApiVersion.V2, body=body))
    print(len(await sender.unfinished()), flush=True)
    await sender.close()


def _body(permission: str) -> bytes:
    return json.dumps(
        {
            "chargePermissionId": permission,
            "chargeAmount": {"amount": "0.01", "currencyCode": "USD"},
            "captureNow": True,
            "merchantMetadata": {"merchantReferenceId": uuid4().hex},
        }
    ).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
