"""Whoever has the token gives orders to the control side."""

from __future__ import annotations

import json
from typing import Any

from apay_console.emulator.front import Front
from apay_console.emulator.wire import Answer, Asked
from tests.emulator.shop import Till

TOKEN = "a-token-for-this-test"


def control(
    till: Till, path: str, body: Any = None, *, method: str = "", token: str = TOKEN, **more: str
) -> Answer:
    raw = b"" if body is None else json.dumps(body).encode()
    headers = {"host": "127.0.0.1", "authorization": f"Bearer {token}", **more}
    if body is not None:
        headers.setdefault("content-type", "application/json")
    verb = method or ("GET" if body is None else "POST")
    front = Front(till.emulator, TOKEN)
    return front.handle(Asked(verb, f"/_emulator/{path}", tuple(headers.items()), raw))
