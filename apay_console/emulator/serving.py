"""The emulator on its port, inside a running loop."""

from __future__ import annotations

from collections.abc import Callable

from apay_console.emulator import server
from apay_console.emulator.front import Front
from apay_console.emulator.ids import RandomIds
from apay_console.emulator.service import Emulator
from apay_console.emulator.wire import Answer, Asked, Refused
from apay_console.errors import Fault

Settle = Callable[[], None]


async def serve(
    emulator: Emulator,
    port: int = 0,
    *,
    admin_token: str = "",
    exactly: bool = False,
    settle: Settle | None = None,
) -> server.Running:
    """Start to answer; the buyer's pages get their address from the port that was free.

    `settle` is called before each answer leaves; one that raises Fault takes the answer's place.
    """
    handle = Front(emulator, admin_token).handle
    answering = _settling(handle, settle) if settle else handle
    running = await server.start(answering, port, exactly=exactly)
    emulator.settings.base_url = running.base_url
    return running


def _settling(handle: Callable[[Asked], Answer], settle: Settle) -> server.Handle:
    def answer(asked: Asked) -> Answer:
        found = handle(asked)
        try:
            settle()
        except Fault as fault:
            refused = Refused(500, "InternalServerError", str(fault)).answer
            return refused.with_header("x-amz-pay-request-id", RandomIds().unique())
        return found

    return answer
