"""The emulator on its port, inside a running loop."""

from __future__ import annotations

from apay_console.emulator import server
from apay_console.emulator.front import Front
from apay_console.emulator.service import Emulator


async def serve(
    emulator: Emulator, port: int = 0, *, admin_token: str = "", exactly: bool = False
) -> server.Running:
    """Start to answer; the buyer's pages get their address from the port that was free."""
    running = await server.start(Front(emulator, admin_token).handle, port, exactly=exactly)
    emulator.settings.base_url = running.base_url
    return running
