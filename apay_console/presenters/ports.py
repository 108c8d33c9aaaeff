"""The ports that are kept from one start to the next, so that addresses survive."""

from __future__ import annotations

from contextlib import suppress

from apay_console.errors import NotStored
from apay_console.store.settings import Settings

_HIGHEST = 65535


async def kept_port(settings: Settings, name: str) -> int:
    """Read the port of last time; 0, which takes a free one, where there is none to be used."""
    found = await settings.get(name, 0)
    is_port = isinstance(found, int) and not isinstance(found, bool) and 0 < found <= _HIGHEST
    return found if is_port else 0


async def keep_port(settings: Settings, name: str, port: int) -> None:
    """Store a port for next time; a disk that takes no writes is no reason not to serve."""
    with suppress(NotStored):
        await settings.put(name, port)
