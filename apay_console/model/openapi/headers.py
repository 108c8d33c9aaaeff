"""The headers that go with every request, and how the signature travels (signing-requests.html)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apay_console.model.exchange import SIMULATION_CODE
from apay_console.model.fields import ApiVersion
from apay_console.model.operation import Operation
from apay_console.model.profile import HOSTS, Algorithm, Region

Part = dict[str, Any]

_SCHEME = "signature"
_V1_SCHEME = "signature_by_v1_name"
_SIGNED = (
    "RSASSA-PSS over SHA-256 of the request, by {algorithms} (salts of 20 and 32 bytes):"
    " `<algorithm> PublicKeyId=<id>, SignedHeaders=<a;b;c>, Signature=<base64>`. Signed are at"
    " least accept, content-type, x-amz-pay-date, x-amz-pay-host and x-amz-pay-region, and the"
    " idempotency key when one is sent."
)
_KEY = "x-amz-pay-idempotency-key"


def _header(name: str, words: str, schema: Part, *, required: bool = False) -> Part:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": words,
        "schema": {"type": "string", **schema},
    }


PARAMETERS: dict[str, Part] = {
    "date": _header(
        "x-amz-pay-date",
        "When the request was signed, in UTC; at most 15 minutes ago.",
        {
            "pattern": "^[0-9]{4}-?[0-9]{2}-?[0-9]{2}T[0-9]{2}:?[0-9]{2}:?[0-9]{2}Z$",
            "example": "20250610T090412Z",
        },
        required=True,
    ),
    "host": _header(
        "x-amz-pay-host",
        "Amazon's host for the region; an emulator takes its own name too.",
        {"examples": [HOSTS[Region.EU]]},
        required=True,
    ),
    "region": _header(
        "x-amz-pay-region", "", {"enum": [str(region) for region in Region]}, required=True
    ),
    "key": _header(
        _KEY,
        "The same key with the same body gets the same answer again.",
        {"pattern": "^[A-Za-z0-9_-]{1,32}$"},
        required=True,
    ),
    "own_key": _header(
        _KEY,
        "The same key with the same body gets the same answer again.",
        {"pattern": "^[A-Za-z0-9_-]{1,32}$"},
    ),
    "simulation": _header(
        SIMULATION_CODE,
        "Sandbox only: what is to happen (sandbox-simulations.html).",
        {"examples": ["SoftDeclined"]},
    ),
    "token": _header(
        "x-amz-pay-authtoken", "A solution provider's token for the merchant it asks for.", {}
    ),
}
ANSWERED: dict[str, Part] = {
    "x-amz-pay-request-id": {
        "required": True,
        "description": "Names the request when you ask Amazon's support about it.",
        "schema": {"type": "string"},
    }
}


def names_for(row: Operation) -> Iterator[str]:
    """Name the parameters that go with an operation."""
    yield from ("date", "host", "region")
    if row.method == "POST":
        yield "key" if row.needs_idempotency_key else "own_key"
    yield from ("simulation", "token")


def schemes(version: ApiVersion) -> dict[str, Part]:
    """Describe the signature; v1's pages show another name for its header."""
    words = _SIGNED.format(algorithms=" or ".join(Algorithm))
    names = {_SCHEME: "authorization"}
    if version is ApiVersion.V1:
        names[_V1_SCHEME] = "x-amz-pay-authorization"
    return {
        key: {"type": "apiKey", "in": "header", "name": name, "description": words}
        for key, name in names.items()
    }


def security(version: ApiVersion) -> list[dict[str, list[str]]]:
    """Say that one signature is needed, under any of the header's names."""
    return [{name: []} for name in schemes(version)]
