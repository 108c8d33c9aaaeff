"""The emulator's server with nothing behind it: every request gets the same body."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from apay_console.emulator import server
from apay_console.emulator.wire import Answer


async def serve(body: bytes) -> None:
    """Answer until the process is ended; the port is told on stdout."""
    length = str(len(body)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", length)]

    async def application(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    bare = server._server(lambda _: Answer(200, body), 0)
    bare.config.loaded_app = application
    await bare.startup()
    print(bare.servers[0].sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(sys.stdin.buffer.read()))
