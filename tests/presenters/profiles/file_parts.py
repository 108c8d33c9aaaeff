"""Files of profiles as text, and what becomes of one that is read."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

import pytest

from apay_console.presenters.profiles.profile_file import (
    Arrival,
    ImportRefused,
    read,
)
from tests.profile_parts import KEY_ID

LIVE_ID = KEY_ID.replace("SANDBOX", "LIVE")


ROW = {
    "name": "Fjord Tea",
    "publicKeyId": KEY_ID,
    "environment": "sandbox",
    "region": "eu",
    "apiVersion": "v2",
}


LIVE = {**ROW, "name": "Fjord live", "publicKeyId": LIVE_ID, "environment": "live"}


def of_rows(*rows: Any, **head: Any) -> str:
    return json.dumps({"format": "apay-console-profiles", "version": 1, "profiles": rows} | head)


def arrived(text: str | bytes, *taken: str) -> tuple[Arrival, ...]:
    numbers = count(1)
    data = text.encode() if isinstance(text, str) else text
    return read(data, taken, lambda: f"new-{next(numbers)}")


def refusal(text: str | bytes) -> str:
    with pytest.raises(ImportRefused) as found:
        arrived(text)
    return str(found.value)
