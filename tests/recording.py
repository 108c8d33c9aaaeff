"""What the emulator was asked to write, in the order in which it came."""

from __future__ import annotations

from apay_console.emulator.wire import Answer, Asked
from tests.window_parts import Shop


def writes_of(shop: Shop) -> list[Asked]:
    """Every write from now on that the emulator of a window is asked for."""
    emulator, came = shop.emulator, []
    handle = emulator._handle

    def record(asked: Asked) -> Answer:
        if asked.method != "GET":
            came.append(asked)
        return handle(asked)

    emulator._handle = record  # type: ignore[method-assign] # as a server in front of it would
    return came
