"""The emulator on its port, inside a running loop."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator import server
from apay_console.emulator.front import Front
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.persistence import WriteFirst
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.errors import Fault


async def serve(
    emulator: Emulator,
    port: int = 0,
    *,
    admin_token: str = "",
    exactly: bool = False,
    write_first: WriteFirst | None = None,
) -> server.Running:
    """Start to answer; the buyer's pages get their address from the port that was free.

    With `write_first`, an answer leaves once it is written; a Fault of that takes its place.
    """
    handle = Front(emulator, admin_token).handle
    answering = _written(handle, write_first) if write_first else handle
    running = await server.start(answering, port, exactly=exactly)
    emulator.settings.base_url = running.base_url
    return running


def _written(handle: Callable[[Asked], Answer], write_first: WriteFirst) -> server.Handle:
    def answer(asked: Asked) -> Answer:
        try:
            return write_first.do(lambda: handle(asked))
        except Fault as fault:
            refused = Refused(500, "InternalServerError", str(fault)).answer
            return refused.with_header("x-amz-pay-request-id", RandomIds().unique())

    return answer
