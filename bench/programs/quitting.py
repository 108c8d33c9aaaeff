"""Opens the window, sends what the emulator will not answer in time, and quits."""

from __future__ import annotations

import time

from apay_console.emulator.faults.kinds import Ways
from apay_console.emulator.faults.orders import Fault
from bench.stage import opened

LONG_S = 20.0

if __name__ == "__main__":
    with opened() as stage:
        emulator = stage.parts.console.host._emulator
        assert emulator is not None
        emulator.settings.faults.waiting.append(Fault(ways=Ways(delay=LONG_S)))
        stage.type_note("Two tins of green tea, and no answer")
        stage.press_send()
        waiting = emulator.settings.faults.waiting
        stage.until(lambda: not waiting)  # the emulator has it
        stage.settle()
        assert stage.state.busy is not None
        print(time.monotonic(), flush=True)
