"""Signed requests, and how to spoil them."""

from __future__ import annotations

from dataclasses import replace

from apay_console.emulator.wire import Asked
from tests.emulator.shop import Till, code

PATH = "/sandbox/v2/checkoutSessions/3f0c7a52-9b1e-4d68-8a77-51c2e0d9b614"


def patched(asked: Asked, **headers: str | None) -> Asked:
    """Change, add or (with None) take away headers of a signed request."""
    changes = {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in asked.headers if name not in changes}
    added = {name: value for name, value in changes.items() if value is not None}
    return replace(asked, headers=tuple({**kept, **added}.items()))


def ask(till: Till, **headers: str | None) -> str:
    return code(till.emulator.handle(patched(till.shop.ask("GET", PATH), **headers)))
